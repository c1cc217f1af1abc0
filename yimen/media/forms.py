"""The desk's form of a picture."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.images.forms import BaseImageForm


class PortalImageForm(BaseImageForm):
    """Refuses a damaged picture in words; Wagtail's own field lets what its decoder raises pass."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            field = self.fields["file"]
            field.to_python = partial(_read_whole, field.to_python)

    class Meta(BaseImageForm.Meta):
        pass


def _read_whole(read: Callable[[Any], Any], data: Any) -> Any:
    try:
        return read(data)
    except ValidationError:
        raise
    except Exception as error:  # decoders raise whatever a hostile file leads them to
        sentence = _(
            "This picture cannot be read: the file is damaged or cut off. Save it anew and upload that."
        )
        raise ValidationError(sentence, code="invalid_image") from error
