"""Pictures in the sizes and formats that pages ask for. A picture that cannot be read is left out; no page fails
for it.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError
from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images.models import Filter

from yimen.foundation.events import announce
from yimen.media.events import ShownUnprepared
from yimen.media.models import PortalImage, PortalRendition

logger = logging.getLogger(__name__)

# Lighter than the original, the lightest first; browsers take the first that they know.
LIGHTER = ("avif", "webp")


@dataclass(frozen=True)
class Use:
    """A place where pictures are shown: the sizes they are kept in, smallest first, and what share of the window
    they take there (the `sizes` of HTML). `plain` is for browsers that choose none.
    """

    specs: tuple[str, ...]
    plain: str
    sizes: str
    further: tuple[str, ...] = ()

    @property
    def all_specs(self) -> list[str]:
        """Every rendition that the place can offer."""
        return [
            *self.specs,
            *self.further,
            *(_in_format(spec, kind) for kind in LIGHTER for spec in self.specs),
        ]


CARD = Use(("fill-320x200", "fill-640x400"), "fill-640x400", "(min-width: 40rem) 20rem, 100vw")
LEAD = Use(("fill-480x270", "fill-960x540"), "fill-960x540", "(min-width: 60rem) 42rem, 100vw")
# Widths, not boxes: a tall picture that explains a policy must stay readable.
IN_TEXT = Use(("width-480", "width-800", "width-1200"), "width-800", "(min-width: 48rem) 43rem, 100vw")
LARGE = "max-1920x1920"
IN_GALLERY = Use(("fill-320x240", "fill-640x480"), "fill-640x480", "(min-width: 48rem) 21rem, 50vw", (LARGE,))
PORTRAIT = Use(("fill-180x240", "fill-360x480"), "fill-360x480", "9rem")
POSTER = Use(("fill-1280x720",), "fill-1280x720", "")

USES = {
    "card": CARD, "lead": LEAD, "text": IN_TEXT, "gallery": IN_GALLERY, "portrait": PORTRAIT, "poster": POSTER,
}  # fmt: skip
USE_NAMES = {use: name for name, use in USES.items()}


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


def shown(image: PortalImage | None, use: Use) -> dict[str, Any]:
    """A picture for `image.html`: address, width, height, and every size and format that has been made; empty
    where it cannot be read.

    Only the plain size is made here, when it is first asked for, and then the others are asked for, which a task
    makes; until it has, pages do without them.
    """
    if image is None:
        return {}
    made = _made(image, use)
    plain = made.get(use.plain) or rendition_of(image, use.plain)
    if plain is None:
        return {}
    if use.plain not in made:
        made[use.plain] = plain
        announce(ShownUnprepared(image.pk, USE_NAMES[use]))
    sources = [
        {"type": f"image/{kind}", "srcset": _srcset(made, [_in_format(spec, kind) for spec in use.specs])}
        for kind in LIGHTER
        if _in_format(use.plain, kind) in made
    ]
    return {
        "url": plain.url,
        "width": plain.width,
        "height": plain.height,
        "srcset": _srcset(made, use.specs),
        "sizes": use.sizes,
        "sources": sources,
    }


def large_url(image: PortalImage) -> str:
    """The picture alone, as large as it is shown at all; empty where it cannot be read."""
    rendition = rendition_of(image, LARGE)
    return str(rendition.url) if rendition else ""


def fetch_renditions(images: Iterable[PortalImage | None], *uses: Use | str) -> None:
    """Fetch what has been made of many pictures in one query, so that asking for each costs none."""
    specs = [spec for use in uses for spec in ([use] if isinstance(use, str) else use.all_specs)]
    pictures = {id(image): image for image in images if image is not None}
    if pictures:
        wanted = PortalRendition.objects.filter(filter_spec__in=specs)
        prefetch_related_objects(
            list(pictures.values()), Prefetch("renditions", queryset=wanted, to_attr="prefetched_renditions")
        )


def prepare(image: PortalImage, use: Use) -> None:
    """Make every size and format of a picture for a place where it is going to be shown."""
    for spec in use.all_specs:
        if rendition_of(image, spec) is None:
            return


def _made(image: PortalImage, use: Use) -> dict[str, PortalRendition]:
    """What has been made for this use and the picture's present focal point."""
    found = image.find_existing_renditions(*(Filter(spec=spec) for spec in use.all_specs))
    return {made.spec: rendition for made, rendition in found.items()}


def _srcset(made: dict[str, PortalRendition], specs: Iterable[str]) -> str:
    """Addresses with their widths; a picture smaller than two sizes is the same in both and stands once."""
    by_width = {made[spec].width: made[spec].url for spec in specs if spec in made}
    return ", ".join(f"{url} {width}w" for width, url in sorted(by_width.items()))


def _in_format(spec: str, kind: str) -> str:
    return f"{spec}|format-{kind}"
