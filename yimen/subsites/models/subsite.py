"""Sub-sites (子站): rows, never code."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, Page, Site

from yimen.agencies.models import Agency, agency_code
from yimen.foundation import tags
from yimen.foundation.speech import said
from yimen.records.models import TrackedModel
from yimen.subsites.models.themes import Theme
from yimen.subsites.rules import why_not_own_host


class Subsite(TrackedModel):
    """A department's place under the one address, or an approved exception on a host of its own."""

    class State(models.TextChoices):
        PREPARATION = "preparation", _("in preparation")
        FINISHED = "finished", _("finished")

    code = models.CharField(_("code"), max_length=32, unique=True, validators=[agency_code])
    name = models.CharField(_("name"), max_length=80)
    english_name = models.CharField(_("English name"), max_length=120, blank=True)
    agency = models.OneToOneField(
        Agency, verbose_name=_("agency"), on_delete=models.PROTECT, related_name="subsite"
    )
    root_page = models.OneToOneField(
        Page, verbose_name=_("home page"), on_delete=models.PROTECT, related_name="subsite_row"
    )
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.PREPARATION)
    theme = models.ForeignKey(
        Theme,
        verbose_name=_("theme"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="subsites",
    )
    banner = models.ForeignKey(
        "media.PortalImage",
        verbose_name=_("banner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    own_site = models.OneToOneField(
        Site,
        verbose_name=_("host of its own"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="subsite_row",
        help_text=_("Empty: a path on the portal's host, which is the rule."),
    )
    collection = models.OneToOneField(
        Collection,
        verbose_name=_("pictures and files"),
        on_delete=models.PROTECT,
        related_name="subsite_row",
        editable=False,
    )
    publishes_itself = models.BooleanField(
        _("publishes by itself"),
        default=True,
        help_text=_("Off: even its publishers publish through review alone."),
    )
    review_steps = models.PositiveSmallIntegerField(
        _("review"),
        default=1,
        choices=[(1, _("by the department")), (2, _("by the department, then by the portal office"))],
        help_text=_("What the texts pass of those who do not publish."),
    )
    approved_by = models.CharField(_("exception approved by"), max_length=80, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    approval_number = models.CharField(_("approving document"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("sub-site")
        verbose_name_plural = _("sub-sites")
        ordering: ClassVar[list[str]] = ["code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="own_host_has_approval",
                condition=models.Q(own_site__isnull=True)
                | (
                    models.Q(approved_on__isnull=False)
                    & ~models.Q(approved_by="")
                    & ~models.Q(approval_number="")
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """A sub-site has a collection of its own from its first day, which bears its name and is found by key."""
        if not self.collection_id:
            self.collection = Collection.get_first_root_node().add_child(name=self.name)
        elif self.collection.name != self.name:
            self.collection.name = self.name
            self.collection.save()
        super().save(*args, **kwargs)

    @property
    def shown_name(self) -> str:
        """The name in the language of the page being read."""
        if get_language() != "en":
            return self.name
        return self.english_name or self.agency.english_name or self.name

    def clean(self) -> None:
        if self.own_site_id:
            reasons = why_not_own_host(
                approved_by=self.approved_by,
                approved_on_known=self.approved_on is not None,
                document_number=self.approval_number,
            )
            if reasons:
                raise ValidationError([said(reason) for reason in reasons])

    def change_subject(self) -> str:
        return tags.subsite(self.code)

    def change_tags(self) -> list[str]:
        return [
            tags.subsite(self.code), tags.frame(self.code), tags.progress(), tags.vocabulary("subsites")
        ]  # fmt: skip
