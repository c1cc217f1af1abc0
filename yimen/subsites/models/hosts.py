"""Names under which the portal and approved exceptions answer."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from yimen.foundation import tags
from yimen.foundation.hosts import NotAHostName, to_ascii, to_unicode
from yimen.foundation.speech import said
from yimen.records.models import TrackedModel


def validate_host_name(value: str) -> None:
    """Raise ValidationError when `value` cannot be a host name."""
    try:
        to_ascii(value)
    except NotAHostName as error:
        raise ValidationError(said(error.reason)) from None


class HostName(TrackedModel):
    """A host name of a site: its canonical one, or another that leads there by 301 (norms §12).

    Stored as A-label, shown as U-label. The canonical name is also written to Wagtail's Site row, which
    Wagtail's own screens read; the actions in this app keep the two together.
    """

    name = models.CharField(
        _("host name"),
        max_length=253,
        unique=True,
        validators=[validate_host_name],
        help_text=_("Such as 云泽.政务"),
    )
    site = models.ForeignKey(
        Site, verbose_name=_("site"), on_delete=models.CASCADE, related_name="host_names"
    )
    is_canonical = models.BooleanField(_("canonical"), default=False)
    lands_on = models.ForeignKey(
        Page,
        verbose_name=_("leads to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("For a sub-site's former host: its home page, below which the old paths go on."),
    )

    class Meta:
        verbose_name = _("host name")
        verbose_name_plural = _("host names")
        ordering: ClassVar[list[str]] = ["site", "-is_canonical", "name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["site"], condition=models.Q(is_canonical=True), name="one_canonical_host_a_site"
            )
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """The U-label form, for people."""
        return to_unicode(self.name)

    def clean(self) -> None:
        try:
            self.name = to_ascii(self.name)
        except NotAHostName as error:
            raise ValidationError({"name": said(error.reason)}) from None

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = to_ascii(self.name)
        super().save(*args, **kwargs)

    def change_tags(self) -> list[str]:
        return [tags.frame("")]
