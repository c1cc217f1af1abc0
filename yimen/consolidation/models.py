"""What became of each page of an old site."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from yimen.subsites.models import OldAddress


class PageVerdict(models.Model):
    """One page of an old site, what it was taken for and what it became: the evidence, and what makes a second
    run change only what changed."""

    address = models.OneToOneField(
        OldAddress, verbose_name=_("old address"), on_delete=models.CASCADE, related_name="verdict"
    )
    file = models.TextField(_("file in the mirror"))
    verdict = models.CharField(_("verdict"), max_length=12)
    reason = models.TextField(_("reason"), blank=True)
    title = models.TextField(_("title"), blank=True)
    digest = models.CharField(
        _("digest"), max_length=64, blank=True, help_text=_("SHA-256 over what was read from the page.")
    )
    page = models.ForeignKey(
        Page,
        verbose_name=_("imported as"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Empty for lists, the home page and what was left out."),
    )
    revision_id = models.PositiveBigIntegerField(
        _("revision of the import"),
        null=True,
        help_text=_("The revision that the import wrote; a later one is the desk's work."),
    )
    seen_at = models.DateTimeField(_("seen in the mirror"))

    class Meta:
        verbose_name = _("verdict on an old page")
        verbose_name_plural = _("verdicts on old pages")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["verdict"], name="page_verdict")]

    def __str__(self) -> str:
        return f"{self.verdict}: {self.title or self.file}"
