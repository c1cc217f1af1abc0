"""How tests of the pool read it: entries by their pages, and pages as visitors see them."""

from django.test import Client
from wagtail.models import Page

from yimen.pool.models import Entry


def entry_of(page: Page) -> Entry:
    return Entry.objects.get(object_id=page.pk, content_type__model=type(page)._meta.model_name)


def in_pool(page: Page) -> bool:
    return Entry.objects.filter(object_id=page.pk).exclude(kind="agency_page").exists()


def titles_on(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()
