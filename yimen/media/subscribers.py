"""What follows when a file is stored, or a picture shown before its sizes were made."""

from typing import Any

from django.db.models.signals import post_save

from yimen.foundation.events import subscribe
from yimen.media.events import ShownUnprepared
from yimen.media.models import PortalDocument
from yimen.media.previews import READABLE
from yimen.media.tasks import prepare_pictures, read_preview


def connect() -> None:
    """Called once by the app; connecting twice counts once."""
    post_save.connect(preview_stored, sender=PortalDocument, dispatch_uid="media.preview_stored")
    subscribe(ShownUnprepared, prepare_shown)


def preview_stored(
    *,
    instance: PortalDocument,
    update_fields: frozenset[str] | None = None,
    raw: bool = False,
    **_kwargs: Any,
) -> None:
    """A new or exchanged file is read for its preview; a save of named fields exchanges nothing."""
    if (
        update_fields is None
        and not raw
        and (instance.preview or instance.file_extension.lower() in READABLE)
    ):
        read_preview.enqueue(instance.pk)


def prepare_shown(event: ShownUnprepared) -> None:
    prepare_pictures.enqueue([[event.image_id, event.use]])
