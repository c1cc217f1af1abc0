"""What was erased: that it was, and nothing of what it was."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ErasedThing(models.Model):
    """A thing that was erased, by the name of its model and its former key. Until it is finished, what cannot be
    erased at once (addresses that followers of the change log still need) is erased by a recurring job.
    """

    model = models.CharField(_("kind"), max_length=100)
    pk_erased = models.BigIntegerField(_("number"))
    at = models.DateTimeField(_("time"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = _("erased thing")
        verbose_name_plural = _("erased things")
        ordering: ClassVar[list[str]] = ["-at"]

    def __str__(self) -> str:
        return f"{self.model}:{self.pk_erased}"
