"""What every public page has: an address, a row in the pool, a frame, and all-or-nothing verbs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Length
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import COMMENTS_RELATION_NAME, Page, PageViewRestriction
from wagtail.search import index

from yimen.editorial.events import PlaceReaddressed
from yimen.editorial.heads import column_tags, head_of
from yimen.editorial.models.notices import notice_on, validity_of
from yimen.editorial.page_form import PublicCopyForm, PublicPageForm, free_slug
from yimen.editorial.rules import why_not_path, why_not_slug
from yimen.foundation.events import announce
from yimen.foundation.speech import said
from yimen.pool import actions as pool
from yimen.pool.models import Audience, Entry, Subject
from yimen.pool.rules import LASTING, PLACES
from yimen.records.models import Change
from yimen.subsites.models import Subsite
from yimen.subsites.queries import addressing_of, subsite_above
from yimen.subsites.rules import PORTAL, Address

# What Wagtail saves by name without changing what visitors see.
_BOOK_KEEPING = frozenset(
    {
        "latest_revision", "latest_revision_created_at", "live_revision", "draft_title", "numchild", "locked",
        "has_unpublished_changes", "first_published_at", "last_published_at", "locked_by", "locked_at",
        COMMENTS_RELATION_NAME,
    }
)  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """What a page is by its place in the tree rather than by itself."""

    address: Address
    language: str
    subsite_id: int | None
    agency_id: int | None
    column_id: int | None
    is_restricted: bool
    validity: str = ""


class PublicPage(Page):
    """A page that visitors can read.

    Publishing, withdrawing, moving and deleting happen wholly or not at all: page, pool row, change log and
    audit log stand in one transaction (docs/adr/0006).
    """

    pool_kind: ClassVar[str] = ""
    base_form_class = PublicPageForm
    copy_form_class = PublicCopyForm
    # Related rows that showing the page needs, fetched with it.
    shown_with: ClassVar[tuple[str, ...]] = ("locale",)
    # Related rows that the pool is told of, fetched for many pages at once.
    told_with: ClassVar[tuple[str, ...]] = ("audiences", "subjects")

    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=300,
        help_text=_("Two sentences; shown in lists and search results."),
    )
    review_by = models.DateField(
        _("review by"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("The day by which somebody must look at this text again."),
    )
    personal_data_reason = models.CharField(
        _("reason for publishing personal data"),
        max_length=200,
        blank=True,
        help_text=_("Only where the law asks for it: which one, and why it cannot be shortened."),
    )
    audiences = ParentalManyToManyField(
        Audience,
        verbose_name=_("audiences"),
        blank=True,
        help_text=_("Whom this concerns; it stands in their entrances."),
    )
    subjects = ParentalManyToManyField(Subject, verbose_name=_("subjects"), blank=True)

    search_fields: ClassVar[list[index.BaseField]] = [*Page.search_fields, index.SearchField("summary")]

    facet_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("audiences"),
                FieldPanel("subjects"),
                FieldPanel("review_by"),
                FieldPanel("personal_data_reason"),
            ],
            heading=_("Whom and what it concerns"),
        )
    ]

    class Meta:
        abstract = True

    # ── address ──
    def address(self, request: HttpRequest | None = None) -> Address | None:
        """Where the page is answered; None outside every site."""
        return addressing_of(request).address(self.url_path)

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """Wagtail's form of the address: own roots instead of its cache, which other processes cannot
        clear. The request that Wagtail hands over may be one it made up, a page of thousands; the roots are the
        same for each.
        """
        found = addressing_of(None)
        address = found.address(self.url_path)
        if address is None:
            return None
        root = next(root for root in found.roots if root.host == address.host)
        return root.site_id, root.origin, address.path

    def _set_core_field_defaults(self) -> None:
        """Chinese titles get pinyin slugs; Wagtail would leave the characters out."""
        if not self.slug and self.path:  # type: ignore[has-type]  # Wagtail ships no types
            self.slug = free_slug(self.title, parent=self.get_parent(), page=self)
        super()._set_core_field_defaults()

    def clean(self) -> None:
        super().clean()
        reason = self.why_not_below(self.get_parent()) if self.path else ""
        if reason:
            raise ValidationError({"slug": said(reason)})

    def why_not_below(self, parent: Page, *, slug: str = "") -> str:
        """The reason why this page cannot stand below `parent` under its slug or another; empty when it can."""
        above = addressing_of(None).address(parent.url_path)
        slug = slug or self.slug
        return why_not_slug(slug, parent_path=above.path if above else "") or why_not_path(
            f"{parent.url_path}{slug}/{self._deepest_below()}"
        )

    def _deepest_below(self) -> str:
        """The longest path below this page, seen from here: it grows with the page's own."""
        if not self.numchild:
            return ""
        paths = self.get_descendants().order_by(Length("url_path").desc()).values_list("url_path", flat=True)
        longest: str = paths[0]
        return longest.removeprefix(self.url_path)

    def can_move_to(self, parent: Page) -> bool:
        """Wagtail's question before it offers or makes a move."""
        return bool(super().can_move_to(parent)) and not self.why_not_below(parent)

    # ── pool ──
    def public_since(self) -> datetime:
        """The time shown as time of publication."""
        return self.first_published_at or timezone.now()

    def pool_facts(self) -> dict[str, Any]:
        """What this page type adds to its pool entry."""
        return {}

    def settle_in_pool(self) -> None:
        """Bring the pool in line with the page as it stands in the database: registered when public, else
        not.
        """
        address = self.address() if self.live else None
        if address is None:
            pool.withdraw(self)
            return
        subsite = subsite_above(self)
        standing = Standing(
            address=address,
            language=self.locale.language_code,
            subsite_id=subsite.pk if subsite else None,
            agency_id=subsite.agency_id if subsite else None,
            column_id=self._column_above(),
            is_restricted=self.get_view_restrictions().exists(),
            validity=validity_of(self.pk),
        )
        pool.register(self.registration(standing))

    def registration(self, standing: Standing) -> pool.Registration:
        """What the pool is told of this page where it stands."""
        facts: dict[str, Any] = {
            "audience_ids": frozenset(audience.pk for audience in self.audiences.all()),
            "agency_id": standing.agency_id,
            "valid_until": self.expire_at,
            **self.pool_facts(),
        }
        in_lists = self.pool_kind not in PLACES | LASTING and not standing.is_restricted
        return pool.Registration(
            kind=self.pool_kind,
            thing=self,
            title=self.title,
            summary=self.summary,
            address=standing.address,
            language=standing.language,
            translation_key=self.translation_key,
            published_at=self.public_since(),
            changed_at=self.last_published_at or self.public_since(),
            subsite_id=standing.subsite_id,
            home_column_id=standing.column_id,
            is_restricted=standing.is_restricted,
            is_listed=in_lists and self.alias_of_id is None and not standing.validity,
            validity=standing.validity,
            is_alias=self.alias_of_id is not None,
            subject_ids=frozenset(subject.pk for subject in self.subjects.all()),
            **facts,
        )

    def get_view_restrictions(self) -> Any:
        """Wagtail's answer in one query instead of two, since every visit asks. What holds for the original
        of an alias above holds here too.
        """
        if self.alias_of_id is not None:
            return super().get_view_restrictions()
        # Without a join, or the planner walks all pages to find that there are no restrictions.
        above = Page.objects.filter(
            path__in=[self.path[: self.steplen * n] for n in range(1, self.depth + 1)]
        )
        originals = above.filter(alias_of__isnull=False)
        holds = models.Q(page__in=above.values("pk")) | models.Q(page__in=originals.values("alias_of"))
        return PageViewRestriction.objects.filter(holds)

    def _column_above(self) -> int | None:
        """The column this page stands in by its place in the tree; a home or column itself stands in none."""
        return self.get_parent().pk if self.pool_kind not in PLACES and self.depth > 1 else None

    # ── verbs ──
    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> Any:
        """A full save brings the pool along. A save of named fields may be Wagtail's own book-keeping on a page
        whose other fields are an unpublished draft; it leaves the pool alone.
        """
        Change.objects.take_turn()
        former = self._stored_tree_path() if self.pool_kind in PLACES and not self.live else None
        result = super().save(*args, **kwargs)
        named = kwargs.get("update_fields")
        if named is None:
            self.settle_in_pool()
        elif not _BOOK_KEEPING.issuperset(named):
            type(self)._default_manager.get(pk=self.pk).settle_in_pool()
        if former and former != self.url_path:
            announce(PlaceReaddressed(self.pk))
        return result

    def _stored_tree_path(self) -> str | None:
        stored: str | None = Page.objects.filter(pk=self.pk).values_list("url_path", flat=True).first()
        return stored

    @transaction.atomic
    def publish(self, *args: Any, **kwargs: Any) -> Any:
        Change.objects.take_turn()
        return super().publish(*args, **kwargs)

    @transaction.atomic
    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        Change.objects.take_turn()
        return super().unpublish(*args, **kwargs)

    @transaction.atomic
    def move(self, *args: Any, **kwargs: Any) -> Any:
        Change.objects.take_turn()
        return super().move(*args, **kwargs)

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> Any:
        Change.objects.take_turn()
        return super().delete(*args, **kwargs)

    # ── showing ──
    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        entry = getattr(request, "entry", None) or self._entry_to_be(request)
        subsite: Subsite | None = entry.subsite
        address = Address(entry.host, entry.path)
        request.subsite = subsite  # type: ignore[attr-defined]
        context.update(entry=entry, subsite=subsite, address=address)
        context["page_notice"] = getattr(request, "page_notice", None)
        if entry.validity:
            context["page_notice"] = notice_on(self.pk, request=request)
        context.update(head_of(self, address=address, entry=entry, subsite=subsite, request=request))
        return context

    def canonical_address(self) -> Address | None:
        """Of an alias: where its original stands, for search engines to name only that."""
        if self.alias_of_id is None:
            return None
        original = Entry.objects.filter(
            object_id=self.alias_of_id, content_type=self.content_type_id, is_restricted=False
        ).first()
        return Address(original.host, original.path) if original else None

    def description(self) -> str:
        """What the page is about in a sentence or two, for search engines; empty where nobody has said."""
        return self.summary

    def author_name(self) -> str:
        """Who wrote it; empty where nobody is named."""
        return ""

    def standard_meta(self, entry: Entry) -> list[dict[str, str]]:
        """The tags of 国办发〔2017〕47号 annex 1 that this page type carries beyond the site's own: of a place with
        lists the column's four; home pages carry the site's alone.
        """
        if self.pool_kind in ("home", "subsite"):
            return []
        return column_tags(self.title, description=self.summary)

    def _entry_to_be(self, request: HttpRequest) -> Entry:
        """For a preview: the entry that publishing would make, not stored."""
        address = self.address(request) or Address(PORTAL, "/")
        subsite = subsite_above(self)
        return Entry(
            kind=self.pool_kind,
            object_id=self.pk or 0,
            title=self.title,
            language=self.locale.language_code,
            host=address.host,
            path=address.path,
            subsite=subsite,
            agency=subsite.agency if subsite else None,
            published_at=self.public_since(),
        )
