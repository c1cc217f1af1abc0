"""Deletions of what is shown stand in the change log, whoever deletes: a screen, a cascade, a whole queryset."""

from typing import Any

from django.apps import apps
from django.db.models.signals import pre_delete

from yimen.records.models import Change, TrackedModel


def connect() -> None:
    """Called once by the app, when all models are known; connecting twice counts once.

    Sender by sender: a receiver for every model would make Django fetch each row it deletes anywhere.
    """
    for model in apps.get_models():
        if issubclass(model, TrackedModel):
            pre_delete.connect(log_deleted, sender=model, dispatch_uid=f"records.deleted.{model._meta.label}")


def log_deleted(*, instance: TrackedModel, **_kwargs: Any) -> None:
    """Django sends this inside the deletion's own transaction, while the row's relations still stand."""
    Change.objects.append(Change.Action.WITHDRAWN, instance.change_subject(), instance.change_tags())
