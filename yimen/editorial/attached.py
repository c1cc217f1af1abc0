"""Which files public pages show, read from Wagtail's list of references and the pool."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex, get_page_models
from wagtail.signal_handlers import reference_index_auto_update_disabled

from yimen.media.models import PortalDocument
from yimen.pool.models import Entry


def is_shown(document: PortalDocument) -> bool:
    """Whether a page that everybody may read shows this file: in two queries, however many pages do."""
    types = ContentType.objects.get_for_models(Page, PortalDocument)
    pages = ReferenceIndex.objects.filter(
        base_content_type=types[Page],
        to_content_type=types[PortalDocument],
        to_object_id=str(document.pk),
    ).values_list("object_id", flat=True)
    numbers = {int(number) for number in pages}
    if not numbers:
        return False
    kinds = ContentType.objects.get_for_models(*get_page_models()).values()
    return Entry.objects.filter(object_id__in=numbers, content_type__in=kinds, is_restricted=False).exists()


def follow_references(page: Page) -> None:
    """Bring the list of references in line with a page as it goes public: its files are to be had at once, not when
    the worker comes by. Loads settle the list for all their pages at the end (editorial.indexes).
    """
    if not getattr(reference_index_auto_update_disabled, "value", False):
        ReferenceIndex.create_or_update_for_object(page)
