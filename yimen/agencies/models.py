"""Agencies (部门) and their leaders."""

from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable
from wagtail.search import index

from yimen.agencies.rules import index_name
from yimen.foundation import tags
from yimen.foundation.phones import international
from yimen.foundation.pinyin import pinyin_slug
from yimen.foundation.recording import shows
from yimen.records.models import TrackedModel

agency_code = RegexValidator(
    r"^[a-z][a-z0-9-]{0,31}$", _("Write lower-case letters, digits and hyphens only.")
)


def _in_reading(row: models.Model, field: str) -> str:
    """A field in the language of the page being read: on English pages its English form, where there is one."""
    own: str = getattr(row, field)
    return (getattr(row, f"english_{field}") or own) if get_language() == "en" else own


class AgencyQuerySet(models.QuerySet["Agency"]):
    def constituent(self) -> "AgencyQuerySet":
        """The constituent departments (组成部门) that exist."""
        shows(tags.vocabulary("agencies"))
        return self.filter(kind=Agency.Kind.DEPARTMENT).exclude(status=Agency.Status.CLOSED)

    def open(self) -> "AgencyQuerySet":
        """Every body that has not been closed."""
        shows(tags.vocabulary("agencies"))
        return self.exclude(status=Agency.Status.CLOSED)

    def in_order(self) -> "AgencyQuerySet":
        """Alphabetical by pinyin."""
        shows(tags.vocabulary("agencies"))
        return self.order_by("sort_key", "pk")


class Agency(TrackedModel, index.Indexed, ClusterableModel):
    """A body of the city government."""

    class Kind(models.TextChoices):
        DEPARTMENT = "department", _("constituent department")
        DIRECT = "direct", _("agency directly under the government")
        DISPATCHED = "dispatched", _("dispatched agency")
        INSTITUTION = "institution", _("public institution")
        DISTRICT = "district", _("county, city or district")
        OTHER = "other", _("other body")

    class Status(models.TextChoices):
        LIVE = "live", pgettext_lazy("agency", "live")
        JOINING = "joining", _("joining the portal")
        EXEMPT = "exempt", _("exempt: keeps a site of its own")
        CLOSED = "closed", pgettext_lazy("agency", "closed")

    class ClosingReason(models.TextChoices):
        MERGED = "merged", _("merged into another")
        SPLIT = "split", _("split into several")
        RENAMED = "renamed", _("renamed")
        TRANSFERRED = "transferred", _("duties handed over")
        DISSOLVED = "dissolved", _("dissolved")

    code = models.CharField(
        _("code"),
        max_length=32,
        unique=True,
        validators=[agency_code],
        help_text=_("Short and lasting; it stands in addresses, such as jyj."),
    )
    name = models.CharField(_("name"), max_length=80, help_text=_("Full name of the institution."))
    short_name = models.CharField(_("short name"), max_length=30)
    english_name = models.CharField(_("English name"), max_length=120, blank=True)
    english_short_name = models.CharField(
        _("English short name"),
        max_length=80,
        blank=True,
        help_text=_("Without the city's name; the English index is in its order."),
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices, default=Kind.DEPARTMENT)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent body"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="bodies",
    )
    address = models.CharField(_("address"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    office_hours = models.CharField(_("office hours"), max_length=120, blank=True)
    duties = models.TextField(_("duties"), blank=True, help_text=_("One duty a line."))
    english_address = models.CharField(_("address in English"), max_length=160, blank=True)
    english_office_hours = models.CharField(_("office hours in English"), max_length=160, blank=True)
    english_duties = models.TextField(_("duties in English"), blank=True, help_text=_("One duty a line."))
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.LIVE)
    closed_on = models.DateField(pgettext_lazy("agency", "closed on"), null=True, blank=True)
    closing_reason = models.CharField(
        _("reason for closing"), max_length=16, choices=ClosingReason.choices, blank=True
    )
    successors = models.ManyToManyField(
        "self",
        verbose_name=_("successors"),
        symmetrical=False,
        blank=True,
        related_name="predecessors",
        help_text=_("Who has the duties of a closed agency now."),
    )
    sort_key = models.CharField(_("sort key"), max_length=80, editable=False, db_index=True)
    registered_at = models.DateTimeField(_("registered"), auto_now_add=True)
    changed_at = models.DateTimeField(_("last change"), auto_now=True)

    objects: ClassVar[models.Manager["Agency"]] = models.Manager.from_queryset(AgencyQuerySet)()

    search_fields: ClassVar[list[index.BaseField]] = [
        index.SearchField("name", boost=3),
        index.SearchField("short_name", boost=3),
        index.SearchField("english_name"),
        index.SearchField("code"),
        index.AutocompleteField("name"),
        index.AutocompleteField("short_name"),
        index.AutocompleteField("code"),
        index.AutocompleteField("sort_key"),
    ]

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering: ClassVar[list[str]] = ["sort_key"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="closed_agency_has_date_and_reason",
                condition=(
                    models.Q(status="closed", closed_on__isnull=False) & ~models.Q(closing_reason="")
                    | ~models.Q(status="closed") & models.Q(closed_on__isnull=True, closing_reason="")
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """The name in the language of the page being read."""
        return _in_reading(self, "name")

    @property
    def shown_short_name(self) -> str:
        """The short name in the language of the page being read."""
        if get_language() != "en":
            return self.short_name
        return self.english_short_name or self.english_name or self.short_name

    @property
    def name_in_index(self) -> str:
        """The name that an index shows: in English without the city's, under whose letter all would stand."""
        english = self.english_short_name or self.english_name
        return english if get_language() == "en" and english else self.name

    @property
    def shown_address(self) -> str:
        return _in_reading(self, "address")

    @property
    def shown_office_hours(self) -> str:
        return _in_reading(self, "office_hours")

    @property
    def shown_phone(self) -> str:
        """As it is dialled: in the city on Chinese pages, from abroad on English ones."""
        return international(self.phone) if get_language() == "en" else self.phone

    @property
    def index_key(self) -> str:
        """What an index is in the order of: pinyin, or the English name where that is what is read."""
        english = self.english_short_name or self.english_name
        return english.casefold() if get_language() == "en" and english else self.sort_key

    @property
    def initial(self) -> str:
        """The letter it stands under in the index."""
        return self.index_key[:1].upper()

    @property
    def duty_list(self) -> list[str]:
        lines = _in_reading(self, "duties").splitlines()
        return [line.strip() for line in lines if line.strip()]

    @property
    def is_closed(self) -> bool:
        return self.status == self.Status.CLOSED

    def change_subject(self) -> str:
        return tags.agency(self.code)

    def change_tags(self) -> list[str]:
        return [tags.agency(self.code), tags.vocabulary("agencies"), tags.progress()]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = pinyin_slug(index_name(self.short_name or self.name), max_length=80)
        super().save(*args, **kwargs)


class Leader(Orderable):
    """A person who leads an agency: what a citizen may know of them (政府信息公开条例 art.20(2); norms
    §2.4).
    """

    agency = ParentalKey(Agency, verbose_name=_("agency"), on_delete=models.CASCADE, related_name="leaders")
    name = models.CharField(pgettext_lazy("person", "name"), max_length=30)
    post = models.CharField(_("post"), max_length=60)
    portfolio = models.TextField(_("division of work"), blank=True)
    resume = models.TextField(_("résumé"), blank=True)
    english_name = models.CharField(_("English name"), max_length=60, blank=True)
    english_post = models.CharField(_("post in English"), max_length=100, blank=True)
    english_portfolio = models.TextField(_("division of work in English"), blank=True)
    english_resume = models.TextField(_("résumé in English"), blank=True)
    photo = models.ForeignKey(
        "media.PortalImage",
        verbose_name=_("photo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta(Orderable.Meta):
        verbose_name = _("leader")
        verbose_name_plural = _("leaders")

    def __str__(self) -> str:
        return f"{self.name} {self.post}"

    @property
    def shown_name(self) -> str:
        """The name in the language of the page being read, as the next three."""
        return _in_reading(self, "name")

    @property
    def shown_post(self) -> str:
        return _in_reading(self, "post")

    @property
    def shown_portfolio(self) -> str:
        return _in_reading(self, "portfolio")

    @property
    def shown_resume(self) -> str:
        return _in_reading(self, "resume")
