"""Pictures in the sizes that pages ask for. A picture that cannot be read is left out; no page fails for it."""

import logging
from collections.abc import Iterable

from django.db import DatabaseError
from django.db.models import Prefetch, prefetch_related_objects

from yimen.media.models import PortalImage, PortalRendition

logger = logging.getLogger(__name__)


def rendition_of(image: PortalImage | None, size: str) -> PortalRendition | None:
    """The picture in a size, made when it is first asked for; None where its file is gone or cannot be read."""
    if image is None:
        return None
    try:
        rendition: PortalRendition = image.get_rendition(size)
    except DatabaseError:
        raise
    except Exception as error:  # decoders raise whatever a damaged file leads them to
        logger.warning("picture %s cannot be shown in size %s: %s", image.pk, size, error)
        return None
    return rendition


def fetch_renditions(images: Iterable[PortalImage | None], *sizes: str) -> None:
    """Fetch what has been made of many pictures in one query, so that asking for each costs none."""
    wanted = PortalRendition.objects.filter(filter_spec__in=sizes)
    pictures = [image for image in images if image is not None]
    prefetch_related_objects(
        pictures, Prefetch("renditions", queryset=wanted, to_attr="prefetched_renditions")
    )
