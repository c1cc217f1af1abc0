"""Articles: news, notices and every other dated text."""

from datetime import datetime, time
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import OuterRef
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.log_actions import log
from wagtail.models import Orderable, Page
from wagtail.search import index

from yimen.agencies.models import Agency
from yimen.editorial.blocks import ArticleBody
from yimen.editorial.checks_panel import ChecksPanel
from yimen.editorial.feedback import feedback_of
from yimen.editorial.heads import tag
from yimen.editorial.models.base import PublicPage
from yimen.editorial.models.columns import ColumnPage, text_tags
from yimen.editorial.openings import opening_of
from yimen.editorial.pictures import fetch_pictures
from yimen.editorial.reading_time import LONG, minutes_of_body
from yimen.editorial.rules import is_backdated, to_the_minute, why_not_released_at
from yimen.foundation import tags
from yimen.foundation.speech import said
from yimen.pool.models import Entry
from yimen.pool.queries import beside_in_column, neighbours
from yimen.records.models import TrackedModel


class Source(TrackedModel, index.Indexed):
    """Where a text comes from (信息来源). Only the party's and the government's sites and designated sources
    may be reprinted, and the source is shown (国办发〔2018〕123号).
    """

    name = models.CharField(_("name"), max_length=80, unique=True)
    url = models.URLField(_("address"), blank=True)
    is_designated = models.BooleanField(
        _("may be reprinted"), default=False, help_text=_("A government site or a designated source.")
    )

    search_fields: ClassVar[list[index.BaseField]] = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
    ]

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    def change_subject(self) -> str:
        return tags.source(self.pk)

    def change_tags(self) -> list[str]:
        return [tags.source(self.pk)]


class ArticlePage(PublicPage):
    """A dated text with one home column and any number of placements elsewhere."""

    pool_kind = "article"
    _home_column: Any = None
    shown_with = ("locale", "source", "agency", "image")
    told_with = (*PublicPage.told_with, "placements")
    # A copy is a new text: it gets its own publish time.
    exclude_fields_in_copy: ClassVar[list[str]] = ["released_at", "backdating_reason"]

    body = StreamField(ArticleBody(), verbose_name=_("text"), blank=True)
    image = models.ForeignKey(
        "media.PortalImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("For lists with pictures and for the lead."),
    )
    source = models.ForeignKey(
        Source, verbose_name=_("source"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    author = models.CharField(_("author"), max_length=60, blank=True)
    editor = models.CharField(_("editor in charge"), max_length=60, blank=True)
    agency = models.ForeignKey(
        Agency,
        verbose_name=_("agency"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Empty: the agency of the sub-site."),
    )
    document_number = models.CharField(
        _("document number"), max_length=60, blank=True, help_text=_("As on the paper: 云教发〔2026〕12号.")
    )
    dated = models.DateField(
        _("date of the document"), null=True, blank=True, help_text=_("The day under its signature.")
    )
    released_at = models.DateTimeField(
        _("publish time"),
        null=True,
        blank=True,
        help_text=_("Empty: the minute in which it is published. It cannot be changed afterwards."),
    )
    open_until = models.DateField(
        _("open until"),
        null=True,
        blank=True,
        help_text=_(
            "The last day on which readers can take part, apply or comment. Lists show the days left; the text stays."
        ),
    )
    backdating_reason = models.CharField(
        _("reason for a past publish time"), max_length=200, blank=True, help_text=_("Recorded in the log.")
    )

    content_panels: ClassVar[list[Any]] = [
        ChecksPanel(),
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("image"),
        MultiFieldPanel(
            [FieldPanel("source"), FieldPanel("author"), FieldPanel("editor"), FieldPanel("agency")],
            heading=_("Where it comes from"),
        ),
        MultiFieldPanel(
            [FieldPanel("document_number"), FieldPanel("dated")], heading=_("If it is an official paper")
        ),
        InlinePanel("placements", heading=_("Also stands in these columns"), label=_("column")),
        *PublicPage.facet_panels,
        FieldPanel("open_until"),
        MultiFieldPanel(
            [FieldPanel("released_at"), FieldPanel("backdating_reason")], heading=_("Publish time")
        ),
    ]
    parent_page_types: ClassVar[list[str]] = ["editorial.ColumnPage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields: ClassVar[list[index.BaseField]] = [
        *PublicPage.search_fields,
        index.SearchField("body"),
        index.FilterField("released_at"),
    ]
    template = "editorial/article_page.html"

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def clean(self) -> None:
        super().clean()
        if self.alias_of_id is not None:  # an alias has the time of its original
            return
        now = timezone.now()
        reasons = why_not_released_at(
            self.released_at, fixed=self._fixed_release(), now=now, reason=self.backdating_reason
        )
        if reasons:
            raise ValidationError({field: said(reason) for field, reason in reasons.items()})

    def save(self, *args: Any, **kwargs: Any) -> Any:
        if kwargs.get("update_fields") is None and self.alias_of_id is None:
            fixed = self._fixed_release()
            if fixed is not None:
                self.released_at = fixed
            elif self.live:
                return self._first_public_save(*args, **kwargs)
        return super().save(*args, **kwargs)

    @transaction.atomic
    def _first_public_save(self, *args: Any, **kwargs: Any) -> Any:
        """Settle the publish time; a past one stands in the log with its reason.

        A time chosen for a draft that was approved days later is past by then: without a reason the text is
        published with the time at which it is.
        """
        now = timezone.now()
        chosen = self.released_at or self.first_published_at or now
        if is_backdated(chosen, now=now) and not self.backdating_reason.strip():
            chosen = now
        released = self.released_at = to_the_minute(chosen)
        result = super().save(*args, **kwargs)
        if is_backdated(released, now=now):
            data = {"released_at": released.isoformat(), "reason": self.backdating_reason}
            log(instance=self, action="yimen.backdate", data=data)
        return result

    def _fixed_release(self) -> datetime | None:
        """The publish time that can no longer change; None while the article was never public."""
        if self.pk is None:
            return None
        released: datetime | None = (
            ArticlePage.objects.filter(pk=self.pk, first_published_at__isnull=False)
            .values_list("released_at", flat=True)
            .first()
        )
        return released

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        entry = context["entry"]
        context["facts"] = self.facts(entry)
        context["audiences"] = list(entry.audiences.all()) if entry.pk else list(self.audiences.all())
        column = self._home_column
        if entry.pk and column is not None:
            context["neighbours"] = neighbours(
                entry, column_id=column.pk, previous_id=column.previous_id, next_id=column.next_id
            )
        context["feedback"] = feedback_of(self.pk, url=context["canonical_url"], request=request)
        fetch_pictures(self.body)
        return context

    def _find_home_column(self, entry: Entry) -> Any:
        """The column above, and with it the texts before and after this one: one query."""
        columns = ColumnPage.objects.filter(path=self.path[: -self.steplen])
        if entry.pk:
            columns = columns.annotate(**beside_in_column(entry, OuterRef("pk")))
        return columns.first()

    def facts(self, entry: Entry) -> list[dict[str, Any]]:
        """The line of facts under the title: time, source, author, editor, of a long text how long it takes."""
        released = timezone.localtime(self.public_since())
        facts = [
            {"label": _("Publish time"), "value": released.strftime("%Y-%m-%d %H:%M"), "time": released},
            {
                "label": _("Source"),
                "value": self.source_name(entry),
                "url": self.source.url if self.source else "",
            },
            {"label": _("Document number"), "value": self.document_number},
            {
                "label": _("Date of the document"),
                "value": self.dated.isoformat() if self.dated else "",
            },
            {"label": _("Author"), "value": self.author},
            {"label": _("Editor"), "value": self.editor},
            {"label": _("Reading time"), "value": self._reading_time()},
        ]
        return [fact for fact in facts if fact["value"]]

    def _reading_time(self) -> str:
        minutes = minutes_of_body(self.body.raw_data)
        return _("about %(minutes)s minutes") % {"minutes": minutes} if minutes >= LONG else ""

    def standard_meta(self, entry: Entry) -> list[dict[str, str]]:
        column = self._home_column = self._find_home_column(entry)
        source = self.source_name(entry)
        return [*text_tags(self, source=source, column=column), tag("Author", self.author)]

    def description(self) -> str:
        return self.summary or opening_of(self.body)

    def author_name(self) -> str:
        return self.author

    def source_name(self, entry: Entry) -> str:
        """Where the text comes from; the agency that publishes it when no source is named."""
        if self.source:
            return str(self.source)
        return entry.agency.name if entry.agency else ""

    def public_since(self) -> datetime:
        return self.released_at or super().public_since()

    def pool_facts(self) -> dict[str, Any]:
        facts: dict[str, Any] = {
            "image_id": self.image_id,
            "other_column_ids": frozenset(placement.column_id for placement in self.placements.all()),
        }
        if self.agency_id:
            facts["agency_id"] = self.agency_id
        if self.open_until:
            facts["valid_until"] = timezone.make_aware(datetime.combine(self.open_until, time.max))
        return facts


class ArticlePlacement(Orderable):
    """A further column in which an article stands; its address stays the one of its home column."""

    article = ParentalKey(
        ArticlePage, verbose_name=_("article"), on_delete=models.CASCADE, related_name="placements"
    )
    column = models.ForeignKey(
        ColumnPage, verbose_name=_("column"), on_delete=models.CASCADE, related_name="+"
    )

    panels: ClassVar[list[Any]] = [PageChooserPanel("column", "editorial.ColumnPage")]

    class Meta(Orderable.Meta):
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["article", "column"], name="article_placed_once_a_column")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} → {self.column_id}"
