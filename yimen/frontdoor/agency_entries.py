"""Agencies' pages in the pool: they are public, so sitemaps name them and search will find them."""

from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_delete, post_save

from yimen.agencies.models import Agency
from yimen.frontdoor.composition import address_of_agency
from yimen.pool import actions as pool
from yimen.pool.actions import Registration
from yimen.pool.models import Entry
from yimen.pool.sources import Source
from yimen.subsites.queries import CHINESE, ENGLISH

KIND = "agency_page"  # not "agency": so the change log names the body itself


def source() -> Source:
    return Source(name="agencies", models=(Agency,), registrations=registrations)


def registrations() -> Iterator[Registration]:
    """An edition a language in which the agency has a name."""
    for agency in Agency.objects.order_by("pk").iterator():
        yield from _editions(agency)


def connect() -> None:
    """Called once by the app; connecting twice counts once."""
    post_save.connect(settle, sender=Agency, dispatch_uid="frontdoor.agency_settled")
    post_delete.connect(withdraw, sender=Agency, dispatch_uid="frontdoor.agency_withdrawn")


def settle(*, instance: Agency, **_kwargs: Any) -> None:
    """Bring the pool in line with an agency that was saved, in the transaction that saved it."""
    for edition in _editions(instance):
        pool.register(edition)
    if not instance.english_name:
        content_type = ContentType.objects.get_for_model(Agency)
        english = Entry.objects.filter(content_type=content_type, object_id=instance.pk, language=ENGLISH)
        for entry in english:
            pool.withdraw_entry(entry)


def withdraw(*, instance: Agency, **_kwargs: Any) -> None:
    pool.withdraw(instance)


def _editions(agency: Agency) -> Iterator[Registration]:
    names = {CHINESE: agency.name, ENGLISH: agency.english_name}
    for language, name in names.items():
        if name:
            yield Registration(
                kind=KIND,
                thing=agency,
                title=name,
                address=address_of_agency(agency, language),
                language=language,
                translation_key=_translation_key(agency),
                published_at=agency.registered_at,
                changed_at=agency.changed_at,
                agency_id=agency.pk,
                is_listed=False,
            )


def _translation_key(agency: Agency) -> UUID:
    """What the editions of one agency's page have in common."""
    return uuid5(NAMESPACE_URL, f"yimen:agency:{agency.pk}")
