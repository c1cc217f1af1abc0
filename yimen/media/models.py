"""The portal's own image and document models; Wagtail's cannot be exchanged after the first migration."""

from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from yimen.foundation import tags
from yimen.records.models import TrackedModel

# What Wagtail finds out about a file when it is first asked, in whichever request that is.
_FOUND_OUT = frozenset({"file_size", "file_hash"})


class _ShownFile(TrackedModel):
    """A file that visitors see: its words and its replacement stand in the change log."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        named = kwargs.get("update_fields")
        if named is not None and _FOUND_OUT.issuperset(named):
            super(TrackedModel, self).save(*args, **kwargs)
        else:
            super().save(*args, **kwargs)


class PortalImage(_ShownFile, AbstractImage):
    """A picture, described once for those who do not see it (Wagtail's `description` is the alternative
    text).
    """

    credit = models.CharField(_("credit"), max_length=120, blank=True, help_text=_("Photographer or origin."))
    english_description = models.CharField(
        _("description in English"),
        max_length=255,
        blank=True,
        help_text=_("What it shows, for the English edition."),
    )

    admin_form_fields = (*Image.admin_form_fields, "english_description", "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    @property
    def shown_description(self) -> str:
        """The alternative text in the language of the page being read; empty where there is none in English."""
        return self.english_description if get_language() == "en" else self.description or ""

    def change_subject(self) -> str:
        return tags.image(self.pk)

    def change_tags(self) -> list[str]:
        return [tags.image(self.pk)]


class PortalRendition(AbstractRendition):
    """One size of a picture, made once."""

    image = models.ForeignKey(
        PortalImage, verbose_name=_("picture"), on_delete=models.CASCADE, related_name="renditions"
    )

    class Meta:
        verbose_name = _("size of a picture")
        verbose_name_plural = _("sizes of pictures")
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class PortalDocument(_ShownFile, AbstractDocument):
    """A file to download, attached to pages."""

    preview = models.TextField(_("beginning of its text"), blank=True, editable=False)
    is_public = models.BooleanField(
        _("public by itself"),
        default=False,
        help_text=_("Without this mark, visitors reach the file only while a public page shows it."),
    )

    admin_form_fields = (*Document.admin_form_fields, "is_public")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def change_subject(self) -> str:
        return tags.document(self.pk)

    def change_tags(self) -> list[str]:
        return [tags.document(self.pk)]
