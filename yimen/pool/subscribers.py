"""Pages of the tree are Wagtail's rows: whichever is read while a page is rendered is noted by signal."""

from typing import Any

from django.db.models.signals import post_init
from wagtail.models import Page, get_page_models

from yimen.foundation import tags
from yimen.foundation.recording import is_recording, shows


def note_pages_that_are_read() -> None:
    """Called once by the app, when all models are known; connecting twice counts once."""
    for model in {Page, *get_page_models()}:
        post_init.connect(_note, sender=model, dispatch_uid=f"pool.read.{model._meta.label}")


def _note(*, instance: Page, **_kwargs: Any) -> None:
    if is_recording() and instance.pk and "content_type_id" in vars(instance):
        shows(tags.thing(instance.content_type_id, instance.pk))
