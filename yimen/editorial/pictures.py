"""Which pictures a body shows, and where, so that their sizes are fetched and made together."""

from collections.abc import Iterator, Mapping
from typing import Any

from wagtail.blocks import StreamValue

from yimen.media.models import PortalImage
from yimen.media.presenting import IN_GALLERY, IN_TEXT, POSTER, Use, fetch_renditions


def pictures_in(body: StreamValue) -> Iterator[tuple[PortalImage, Use]]:
    """Each picture of a body with its use; those deleted since are left out."""
    for block in body:
        for image, use in _PICTURES.get(block.block_type, _none)(block.value):
            if image is not None:
                yield image, use


def fetch_pictures(body: StreamValue) -> None:
    """Fetch all sizes of a body's pictures: one query, or none where it has no pictures."""
    pictures = list(pictures_in(body))
    fetch_renditions([image for image, _ in pictures], *{use for _, use in pictures})


def _none(_value: Any) -> list[Any]:
    return []


_PICTURES: Mapping[str, Any] = {
    "image": lambda value: [(value["image"], IN_TEXT)],
    "gallery": lambda value: [(one["image"], IN_GALLERY) for one in value["images"]],
    "video": lambda value: [(value["poster"], POSTER)],
}
