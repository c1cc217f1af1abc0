"""The desk's forms of a picture and of a document."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm
from wagtail.permissions import page_permission_policy

from yimen.foundation.speech import said
from yimen.media.checking import safe_name, why_not_document, why_not_picture
from yimen.media.publicity import is_in_public
from yimen.media.stripping import BadPicture, stripped


class PortalImageForm(BaseImageForm):
    """Refuses a damaged or giant picture in words, and takes from a good one what the camera wrote beside it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            field = self.fields["file"]
            field.to_python = partial(_read_whole, field.to_python)

    class Meta(BaseImageForm.Meta):
        pass


def _read_whole(read: Callable[[Any], Any], data: Any) -> Any:
    content = _content_of(data)
    if reason := why_not_picture(content):
        raise ValidationError(said(reason), code="file_too_many_pixels")
    try:
        read(data)
        bare = stripped(content)
    except ValidationError:
        raise
    except (BadPicture, Exception) as error:  # decoders raise whatever a hostile file leads them to
        sentence = _(
            "This picture cannot be read: the file is damaged or cut off. Save it anew and upload that."
        )
        raise ValidationError(sentence, code="invalid_image") from error
    if data is None or bare == content:
        return read(data)
    return read(SimpleUploadedFile(data.name, bare, data.content_type))


def _content_of(data: Any) -> bytes:
    if not isinstance(data, UploadedFile):
        return b""
    data.seek(0)
    content: bytes = data.read()
    data.seek(0)
    return content


class PortalDocumentForm(BaseDocumentForm):
    """Takes a file by what it holds, under a safe name. What stands on public pages is changed by those alone who
    may publish.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        person = kwargs.get("user")
        super().__init__(*args, **kwargs)
        self.publishes = person is None or page_permission_policy.user_has_permission(person, "publish")
        if "is_public" in self.fields and not self.publishes:
            del self.fields["is_public"]

    class Meta(BaseDocumentForm.Meta):
        pass

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file
        if reason := why_not_document(file.name or "", _content_of(file)):
            raise ValidationError(said(reason), code="file_refused")
        if self.instance.pk and not self.publishes and is_in_public(self.instance):
            sentence = _(
                "Visitors read this file now; whoever publishes may replace it. Upload yours as a new document."
            )
            raise ValidationError(sentence, code="file_in_public")
        file.name = safe_name(file.name or "")
        return file
