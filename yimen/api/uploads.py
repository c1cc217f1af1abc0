"""Pictures and files that systems upload: through the desk's own forms, into the sub-site's own collection."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.forms import Form
from django.utils import translation
from ninja import UploadedFile
from wagtail.documents.forms import get_document_form
from wagtail.images.forms import get_image_form

from yimen.api.models import Token
from yimen.api.problems import Mistake, invalid
from yimen.api.submissions import Once, allow
from yimen.foundation.words import noted
from yimen.media.models import PortalDocument, PortalImage
from yimen.records.audit import record
from yimen.subsites.queries import CHINESE, ENGLISH


def upload_picture(file: UploadedFile, words: dict[str, str], *, once: Once, now: Any) -> tuple[Any, bool]:
    """Store a picture; also whether an earlier attempt did. Raises Problem with what the desk would say of it."""
    return _upload(PortalImage, get_image_form(PortalImage), file, words, once=once, now=now)


def upload_file(file: UploadedFile, words: dict[str, str], *, once: Once, now: Any) -> tuple[Any, bool]:
    """Store a file to be attached; as `upload_picture`."""
    return _upload(PortalDocument, get_document_form(PortalDocument), file, words, once=once, now=now)


def _upload(
    model: type[Any], form: type[Any], file: UploadedFile, words: dict[str, str], *, once: Once, now: Any
) -> tuple[Any, bool]:
    allow(once.token, "files")
    bound = _checked(lambda: _bound(model, form, file, words, once.token))
    stored: list[Any] = []

    def make() -> int:
        made = bound.save()
        stored.append(made)
        record(
            "api.file_uploaded",
            actor=once.token.account,
            subject=f"{model._meta.model_name}:{made.pk}",
            detail={"token": once.token.prefix},
        )
        pk: int = made.pk
        return pk

    try:
        with transaction.atomic():
            number, is_replayed = once.made(make, now=now)
    except BaseException:
        for made in stored:  # the row is gone with the transaction, its file is not
            made.file.storage.delete(made.file.name)
        raise
    found = model._default_manager.filter(pk=number, collection=once.token.subsite.collection).first()
    if found is None:
        raise invalid(Mistake("header.Idempotency-Key", _gone()))
    return found, is_replayed


def _gone() -> str:
    return noted("What this request made has been deleted on the desk since.")


def _bound(model: type[Any], form: type[Any], file: UploadedFile, words: dict[str, str], token: Token) -> Any:
    """The desk's form filled in as the sub-site's account would fill it in."""
    file.seek(0)
    collection = token.subsite.collection
    instance = model(uploaded_by_user=token.account, collection=collection)
    data = {**words, "title": words["title"] or file.name, "collection": str(collection.pk)}
    return form(data, {"file": file}, instance=instance, user=token.account)


def _checked(bind: Callable[[], Any]) -> Any:
    """A form in which nothing is wrong. Raises Problem with what is, in both languages."""
    told: list[dict[str, list[str]]] = []
    for language in (CHINESE, ENGLISH):
        with translation.override(language):
            form: Form = bind()
            if form.is_valid():
                return form
            told.append({field: [str(one) for one in errors] for field, errors in form.errors.items()})
    chinese, english = told
    raise invalid(
        *(
            Mistake(f"body.{field}", (sentence, english.get(field, sentences)[number]))
            for field, sentences in chinese.items()
            for number, sentence in enumerate(sentences)
        )
    )
