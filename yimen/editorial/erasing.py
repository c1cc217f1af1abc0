"""The verb that erases a page, and what the desk itself erases of it.

Of what was erased the log keeps that it was, by whom and when; never what (docs/adr/0027).
"""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.models import EditingSession, FormState
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ModelLogEntry, Page, PageLogEntry, ReferenceIndex, Revision

from yimen.accounts.models import User
from yimen.editorial.manuscripts.kept import forget_named
from yimen.editorial.models import PublicPage, Reason, Withdrawal
from yimen.editorial.models.withdrawals import key_of
from yimen.editorial.stating import Why, stated
from yimen.foundation.erasing import Erasure, erase
from yimen.media.models import PortalDocument, PortalImage
from yimen.records.audit import record
from yimen.records.erasures import note_erased
from yimen.records.models import Change
from yimen.subsites.queries import addressing
from yimen.subsites.rules import Address

PAGE = "wagtailcore.page"
_FILES = (PortalImage, PortalDocument)


class CannotErase(ValueError):
    """A page cannot be erased as it stands; the message says why and what to do."""


def why_not_erase(page: Page) -> str:
    """The reason why a page cannot be erased now; empty when it can."""
    if page.get_children().exists():
        return _("Other pages stand below this one: move or delete them first.")
    return ""


def files_of_alone(page: Page) -> list[PortalImage | PortalDocument]:
    """Pictures and files that stand on this page, or did in a version of it, and nowhere else."""
    own = ReferenceIndex.get_references_for_object(page)
    found: list[PortalImage | PortalDocument] = []
    for model in _FILES:
        kind = ContentType.objects.get_for_model(model)
        named = {int(pk) for pk in own.filter(to_content_type=kind).values_list("to_object_id", flat=True)}
        for file in model._default_manager.filter(pk__in=named):
            others = ReferenceIndex.get_references_to(file).exclude(object_id=str(page.pk))
            if not others.exists():
                found.append(file)
    return found


@transaction.atomic
def erase_page(page: PublicPage, *, by: User) -> None:
    """Erase a page with its aliases, versions, files and every trace. Raises CannotErase.

    Its address answers 410 from the commit on.
    """
    refusal = why_not_erase(page)
    if refusal:
        raise CannotErase(refusal)
    Change.objects.take_turn()
    files = files_of_alone(page)
    pages = [*(alias.specific for alias in page.aliases.all()), page]
    erasures = [Erasure(model=PAGE, pk=one.pk, words=_words_of(one)) for one in pages]
    for file in files:
        erasures.append(Erasure(model=file._meta.label_lower, pk=file.pk, words=_words_of_file(file)))
    for erasure in erasures:  # while what refers to the page can still be found by it
        erase(erasure)
    with stated(Why(reason=Reason.PERSONAL, by_id=by.pk)):
        for one in pages:
            one.delete()
    for erasure in erasures:  # and what the deletion itself wrote
        erase(erasure)
        note_erased(erasure, by_id=by.pk)
        record("editorial.erased", actor=by, subject=f"{erasure.model}:{erasure.pk}")


def _words_of(page: Page) -> frozenset[str]:
    """Titles and slugs that the page ever had."""
    words = {page.title, page.draft_title, page.slug}
    for content in page.revisions.values_list("content", flat=True).iterator():
        words |= {str(content.get(name, "")) for name in ("title", "draft_title", "slug")}
    return frozenset(words - {""})


def _words_of_file(file: PortalImage | PortalDocument) -> frozenset[str]:
    return frozenset({file.title, file.file.name} - {""})


# ── what the desk erases ──


def erase_from_desk(erasure: Erasure) -> None:
    """Versions, comments and reviews go with the page; here goes what has no foreign key, or only a name."""
    if erasure.model == PAGE:
        _erase_of_page(erasure)
    _blank_log(
        ModelLogEntry.objects.filter(object_id=str(erasure.pk), content_type__in=_types(erasure.model))
    )


def _erase_of_page(erasure: Erasure) -> None:
    pages = ContentType.objects.get_for_model(Page)
    number = str(erasure.pk)
    Revision.objects.filter(base_content_type=pages, object_id=number).delete()
    ReferenceIndex.objects.filter(base_content_type=pages, object_id=number).delete()
    EditingSession.objects.filter(content_type=pages, object_id=number).delete()
    FormState.objects.filter(object_id=number).delete()
    forget_named(erasure.words)
    _forget_former_addresses(erasure)
    _blank_log(PageLogEntry.objects.filter(page_id=erasure.pk))
    _blank_withdrawals(erasure)


def _forget_former_addresses(erasure: Erasure) -> None:
    """They are spelt from its titles: they go, and answer that the page is gone."""
    hosts = {root.site_id: root.host for root in addressing().roots}
    redirects = Redirect.objects.filter(redirect_page_id=erasure.pk)
    keys = {
        key_of(Address(hosts[row.site_id], f"{row.old_path}/")) for row in redirects if row.site_id in hosts
    }
    known = set(Withdrawal.objects.open().filter(key__in=keys).values_list("key", flat=True))
    now = timezone.now()
    Withdrawal.objects.bulk_create(
        Withdrawal(key=key, reason=Reason.PERSONAL, at=now) for key in sorted(keys - known)
    )
    redirects.delete()


def _blank_withdrawals(erasure: Erasure) -> None:
    """Its former addresses still answer that it is gone; where they were is not kept."""
    rows = Withdrawal.objects.filter(models.Q(page_id=erasure.pk) | models.Q(title__in=erasure.words))
    rows.update(title="", path="", host="", explanation="", reason=Reason.PERSONAL)


def _blank_log(entries: "models.QuerySet[PageLogEntry] | models.QuerySet[ModelLogEntry]") -> None:
    """Who did what when stays; what it was called goes."""
    entries.update(label="", data={})


def _types(label: str) -> Iterable[ContentType]:
    app, _dot, name = label.partition(".")
    return ContentType.objects.filter(app_label=app, model=name)
