"""Pictures and files that are erased: the row, every size, and the files on the disk."""

from yimen.foundation.erasing import Erasure
from yimen.media.models import PortalDocument, PortalImage

_OURS = {model._meta.label_lower: model for model in (PortalImage, PortalDocument)}


def erase_file(erasure: Erasure) -> None:
    """Deleting the row takes its sizes along; Wagtail deletes the files after the commit."""
    model = _OURS.get(erasure.model)
    if model is not None:
        for file in model._default_manager.filter(pk=erasure.pk):
            file.delete()
