"""What the office says of the portal itself, and its menus."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Page

from yimen.foundation import tags
from yimen.records.models import Change, TrackedModel
from yimen.subsites.models.subsite import Subsite

# What stands in the footer of every page (国办发〔2017〕47号; reference/norms.md §1.3).
REQUIRED_FACTS = (
    "organiser",
    "contact",
    "identification_code",
    "icp_number",
    "police_record",
    "police_record_code",
    "error_report_url",
    "party_mark_url",
)


@register_setting(icon="home")
class PortalSettings(BaseGenericSetting):
    """Names and the footer's facts that every page must carry (国办发〔2017〕47号; reference/norms.md
    §1.3).
    """

    name = models.CharField(_("portal name"), max_length=60, default="一门")
    full_name = models.CharField(_("full name"), max_length=80, blank=True)
    english_name = models.CharField(_("English name"), max_length=120, blank=True)
    tagline = models.CharField(_("line under the name"), max_length=80, blank=True)
    emblem = models.ForeignKey(
        "media.PortalImage",
        verbose_name=_("emblem"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    organiser = models.CharField(_("organiser"), max_length=80, blank=True)
    english_organiser = models.CharField(_("organiser in English"), max_length=120, blank=True)
    contact = models.CharField(_("contact"), max_length=120, blank=True)
    english_contact = models.CharField(_("contact in English"), max_length=160, blank=True)
    identification_code = models.CharField(
        _("site identification code"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^(bm\d{8}|\d{10})$", _("Ten digits, or bm and eight digits."))],
    )
    icp_number = models.CharField(_("ICP record number"), max_length=40, blank=True)
    police_record = models.CharField(_("public security record"), max_length=60, blank=True)
    police_record_code = models.CharField(
        _("public security record code"),
        max_length=14,
        blank=True,
        validators=[RegexValidator(r"^\d{14}$", _("Fourteen digits."))],
    )
    error_report_url = models.URLField(_("address for reporting errors"), blank=True)
    party_mark_url = models.URLField(_("address of the party and government mark"), blank=True)

    panels: ClassVar[list[Any]] = [
        HelpPanel(template="subsites/desk/missing_facts.html", heading=_("What the footer lacks")),
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("full_name"),
                FieldPanel("english_name"),
                FieldPanel("tagline"),
                FieldPanel("emblem"),
            ],
            heading=_("Names"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("organiser"),
                FieldPanel("english_organiser"),
                FieldPanel("contact"),
                FieldPanel("english_contact"),
                FieldPanel("identification_code"),
                FieldPanel("icp_number"),
                FieldPanel("police_record"),
                FieldPanel("police_record_code"),
                FieldPanel("error_report_url"),
                FieldPanel("party_mark_url"),
            ],
            heading=_("Footer"),
        ),
    ]

    class Meta:
        verbose_name = _("portal settings")

    def missing_facts(self) -> list[str]:
        """Names of the facts that every page must state and that nobody has filled in yet."""
        return [
            str(self._meta.get_field(name).verbose_name)
            for name in REQUIRED_FACTS
            if not str(getattr(self, name)).strip()
        ]

    @property
    def shown_contact(self) -> str:
        """The contact in the language of the page being read."""
        return self.english_contact if get_language() == "en" and self.english_contact else self.contact

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        Change.objects.append(Change.Action.CHANGED, "portal:settings", [tags.frame("")])


class MenuItem(TrackedModel):
    """One entry of the portal's or a sub-site's menu, or of the footer, in one language."""

    class Place(models.TextChoices):
        MAIN = "main", _("main menu")
        FOOTER = "footer", _("footer: about this site")

    subsite = models.ForeignKey(
        Subsite,
        verbose_name=_("sub-site"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="menu_items",
        help_text=_("Empty: the portal's own menu."),
    )
    language = models.CharField(
        _("language"), max_length=10, choices=[("zh-hans", "简体中文"), ("en", "English")], default="zh-hans"
    )
    place = models.CharField(_("place"), max_length=10, choices=Place.choices, default=Place.MAIN)
    title = models.CharField(_("title"), max_length=30)
    page = models.ForeignKey(
        Page, verbose_name=_("page"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    url = models.CharField(
        _("address"), max_length=200, blank=True, help_text=_("Instead of a page: /path/ or https://…")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("menu item")
        verbose_name_plural = _("menu items")
        ordering: ClassVar[list[str]] = ["subsite", "language", "order", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="menu_item_leads_to_one_place",
                condition=models.Q(page__isnull=False, url="")
                | models.Q(page__isnull=True) & ~models.Q(url=""),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if bool(self.page_id) == bool(self.url):
            raise ValidationError(_("Choose a page or write an address, one of the two."))
        if (self.url and not self.url.startswith(("/", "https://", "http://"))) or self.url.startswith("//"):
            raise ValidationError({"url": _("An address begins with / or https://.")})

    def change_tags(self) -> list[str]:
        return [tags.frame(self.subsite.code if self.subsite else "")]
