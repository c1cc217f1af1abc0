"""Every page that visitors can reach by links: nothing inline, the very same policy, no cookie."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.frontdoor.walking import Walk
from tests.journeys import city as journeys
from tests.security.inline import inline_parts
from yimen.config.policies import PUBLIC_POLICY

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def walked(django_db_setup: None, django_db_blocker: object) -> Iterator[Walk]:
    """Every page of the journeys' city that links lead to."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        cache.clear()
        with transaction.atomic():
            journeys.build(80)
            walk = Walk("localhost", journeys.OWN_HOST)
            walk.go(("localhost", "/"), ("localhost", "/en/"), (journeys.OWN_HOST, "/"))
            yield walk
            transaction.set_rollback(True)


def test_no_public_page_carries_a_script_or_style_of_its_own(walked: Walk) -> None:
    assert len(walked.pages) > 40
    assert not {
        str(page): parts
        for page in walked.pages
        if (parts := inline_parts(page.sheet.answer.content.decode()))
    }


def test_every_public_page_of_a_host_has_the_very_same_policy(walked: Walk) -> None:
    policies = {(page.host, page.sheet.answer.headers["Content-Security-Policy"]) for page in walked.pages}
    own = PUBLIC_POLICY.replace("form-action 'self'", "form-action 'self' http://localhost")
    assert policies == {("localhost", PUBLIC_POLICY), (journeys.OWN_HOST, own)}


def test_no_public_page_sets_a_cookie_or_differs_by_what_a_visitor_brings(walked: Walk) -> None:
    assert not [str(page) for page in walked.pages if page.sheet.answer.cookies]
