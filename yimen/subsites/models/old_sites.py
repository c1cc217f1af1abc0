"""Old department sites and every address they ever had."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Page

from yimen.agencies.models import Agency
from yimen.foundation import tags
from yimen.foundation.hosts import NotAHostName, to_ascii
from yimen.foundation.speech import said
from yimen.records.models import TrackedModel
from yimen.subsites.models.hosts import validate_host_name
from yimen.subsites.rules import canonical_old_path, old_address_hash


class OldSite(ClusterableModel, TrackedModel):
    """A site a department had of its own; having no row means it never had one."""

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        EXEMPT = "exempt", _("exempt")
        CLOSED = "closed", _("closed")

    agency = models.OneToOneField(
        Agency, verbose_name=_("agency"), on_delete=models.PROTECT, related_name="old_site"
    )
    name = models.CharField(_("name"), max_length=80)
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.RUNNING)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("old site")
        verbose_name_plural = _("old sites")
        ordering: ClassVar[list[str]] = ["agency"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="closed_old_site_has_date",
                condition=models.Q(state="closed", closed_on__isnull=False)
                | ~models.Q(state="closed") & models.Q(closed_on__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if (self.state == self.State.CLOSED) != (self.closed_on is not None):
            raise ValidationError(
                {"closed_on": _("A closed site has the day it was closed, and only a closed one.")}
            )

    def change_tags(self) -> list[str]:
        return [tags.progress()]


class OldSiteHost(models.Model):
    """A host name of an old site; pointed at the portal, its requests are led to the new pages."""

    old_site = ParentalKey(
        OldSite, verbose_name=_("old site"), on_delete=models.CASCADE, related_name="hosts"
    )
    name = models.CharField(_("host name"), max_length=253, unique=True, validators=[validate_host_name])

    class Meta:
        verbose_name = _("host of an old site")
        verbose_name_plural = _("hosts of old sites")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = to_ascii(self.name)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        try:
            self.name = to_ascii(self.name)
        except NotAHostName as error:
            raise ValidationError({"name": said(error.reason)}) from None


class OldAddress(models.Model):
    """One address of an old site and where it leads now.

    Wagtail's own redirects serve editors inside the portal; their `old_path` is short, decoded and not
    unique. Here the key is a hash of host and canonical percent-encoded bytes, so a million rows cost one
    indexed look-up.
    """

    old_site = models.ForeignKey(
        OldSite, verbose_name=_("old site"), on_delete=models.CASCADE, related_name="addresses"
    )
    key = models.CharField(max_length=64, unique=True, editable=False)
    host = models.CharField(_("host"), max_length=253)
    path = models.TextField(_("path and query"), help_text=_("As percent-encoded bytes."))
    page = models.ForeignKey(
        Page,
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="old_addresses",
    )

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")

    def __str__(self) -> str:
        return f"{self.host}{self.path}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.settle_key()
        super().save(*args, **kwargs)

    def settle_key(self) -> "OldAddress":
        """Bring host and path into their one spelling and make the key; bulk writers call it themselves."""
        self.host = to_ascii(self.host)
        self.path = canonical_old_path(self.path)
        self.key = old_address_hash(self.host, self.path)
        return self
