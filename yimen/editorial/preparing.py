"""After a page is published: its pictures are made in every size and format, so that no visitor waits for them."""

from collections.abc import Iterator
from typing import Any

from yimen.editorial.models import ArticlePage, LeadersPage, PublicPage
from yimen.editorial.pictures import pictures_in
from yimen.media.presenting import USE_NAMES
from yimen.media.tasks import prepare_pictures


def prepare_page(page: PublicPage) -> None:
    """Enqueue what the page's pictures need."""
    wanted = sorted(set(_pictures_of(page)))
    if wanted:
        prepare_pictures.enqueue([list(pair) for pair in wanted])


def _pictures_of(page: Any) -> Iterator[tuple[int, str]]:
    """Numbers of pictures and the uses they are put to, on the page and in lists of it."""
    if isinstance(page, ArticlePage) and page.image_id:
        yield from ((page.image_id, name) for name in ("card", "lead"))
    if isinstance(page, LeadersPage):
        photos = page.agency.leaders.filter(photo__isnull=False).values_list("photo_id", flat=True)
        yield from ((pk, "portrait") for pk in photos)
    if hasattr(page, "body"):
        yield from ((image.pk, USE_NAMES[use]) for image, use in pictures_in(page.body))
