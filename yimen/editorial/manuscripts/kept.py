"""Uploads on their way to becoming drafts: kept for their owner, and not for long."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from yimen.accounts.models import User
from yimen.editorial.models import KeptManuscript

KEPT_FOR = timedelta(days=7)


def keep(name: str, content: bytes, *, owner: User) -> KeptManuscript:
    """Keep an upload that can be read."""
    kept = KeptManuscript(owner=owner, name=name[:255], uploaded_at=timezone.now())
    kept.file.save("manuscript.docx", ContentFile(content), save=False)
    kept.save()
    return kept


def forget(kept: KeptManuscript) -> None:
    """The upload goes, and its file once nothing can bring it back."""
    storage, name = kept.file.storage, str(kept.file.name)
    kept.delete()
    transaction.on_commit(lambda: storage.delete(name))


def forget_named(words: Iterable[str]) -> None:
    """Uploads that are called by one of these words: somebody sent in again what is being erased."""
    wanted = {word.casefold() for word in words}
    for kept in KeptManuscript.objects.all():
        if {kept.name.casefold(), Path(kept.name).stem.casefold()} & wanted:
            forget(kept)


def forget_old() -> None:
    """The recurring job: uploads from which nobody made a draft within a week."""
    for kept in KeptManuscript.objects.filter(uploaded_at__lt=timezone.now() - KEPT_FOR):
        forget(kept)
