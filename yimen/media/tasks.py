"""What is made of files after they are stored, so that no visitor waits for it. Each may run twice."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count
from django_tasks import task

from yimen.media.models import PortalDocument, PortalImage, PortalRendition
from yimen.media.presenting import USES, prepare
from yimen.media.previews import preview_of
from yimen.records.models import Change

_LARGEST = 20 * 1024 * 1024  # bytes; a larger file is no reading matter


@task
def read_preview(document_id: int) -> None:
    """Store the beginning of a document's text beside it."""
    document = PortalDocument.objects.filter(pk=document_id).first()
    if document is None:
        return
    preview = ""
    if (document.get_file_size() or 0) <= _LARGEST:
        with document.open_file() as file:
            preview = preview_of(file.read(), document.file_extension)
    if preview != document.preview:
        document.preview = preview
        document.save(update_fields=["preview"])


@task
def prepare_pictures(wanted: list[list[object]]) -> None:
    """Make every size and format of pictures, given as pairs of number and use."""
    images = PortalImage.objects.in_bulk({pk for pk, _ in wanted})
    before = _sizes_made(images)
    for pk, use in wanted:
        if pk in images:
            prepare(images[pk], USES[str(use)])
    after = _sizes_made(images)
    grown = [images[pk] for pk in images if before.get(pk) != after.get(pk)]
    with transaction.atomic():  # pages that showed one size alone can offer all of them now
        Change.objects.append_many(
            Change.Action.CHANGED, [(image.change_subject(), image.change_tags()) for image in grown]
        )


def _sizes_made(images: Iterable[int]) -> dict[int, int]:
    rows = PortalRendition.objects.filter(image_id__in=list(images)).values_list("image_id")
    return dict(rows.annotate(count=Count("pk")))
