"""The demo city as a newcomer meets it: loaded by the command, then walked through from the home page, link by link.

What each page must carry is asked of a small city (tests/frontdoor/test_every_page.py); here, that nothing of the large
one is dead, lost or out of line.
"""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from tests.frontdoor.walking import Walk
from yimen.accounts.models import User
from yimen.demo import staffing
from yimen.pool.comparing import differences
from yimen.pool.models import Entry
from yimen.subsites.models import HostName
from yimen.subsites.queries import progress, progress_rows

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

PORTAL = "localhost"
PLAIN_HTTP = 80


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The demo city in a transaction that ends with this file; the folder of its data."""
    place = tmp_path_factory.mktemp("demo")
    settings = override_settings(MEDIA_ROOT=place / "media", DATA_DIR=place)
    with django_db_blocker.unblock(), settings, transaction.atomic():
        call_command("demo", host=PORTAL, port=PLAIN_HTTP, stdout=StringIO())
        yield place
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def walk(loaded: Path) -> Walk:
    canonical = HostName.objects.filter(is_canonical=True).values_list("name", flat=True)
    walk = Walk(*canonical)
    walk.go((PORTAL, "/"))
    return walk


def test_the_board_shows_the_model_case(loaded: Path) -> None:
    figures = progress(progress_rows())
    assert (figures.departments, figures.old_sites) == (29, 16)
    assert (figures.old_sites_closed, figures.old_sites_exempt) == (14, 2)
    assert (figures.subsites_finished, figures.subsites_in_preparation, figures.subsites_none) == (18, 6, 5)
    assert figures.exempt_without_subsite == 2


def test_somebody_of_each_role_can_sign_in(loaded: Path) -> None:
    hired = staffing.remembered(loaded)
    assert len({row.role for row in hired}) == len(hired) >= 3
    for row in hired:
        assert User.objects.get(username=row.username).check_password(row.password), row.role


def test_the_pool_is_whole(loaded: Path) -> None:
    assert [str(one) for one in differences()] == []


@pytest.mark.long
def test_no_link_is_dead(walk: Walk) -> None:
    assert "\n".join(walk.dead) == ""


@pytest.mark.long
def test_everything_public_can_be_reached_by_links(walk: Walk) -> None:
    met = {(page.host, page.path) for page in walk.pages}
    public = Entry.objects.filter(is_restricted=False).values_list("host", "path")
    lonely = [path for host, path in public if (host or PORTAL, path) not in met]
    assert "\n".join(lonely) == ""


@pytest.mark.long
def test_no_page_carries_script_or_style_of_its_own(walk: Walk) -> None:
    """What a policy for content forbids later is not there now."""
    inline = (
        "//script[not(@src) and not(@type='application/ld+json')] | //style | //*[@style]"
        " | //*[@*[starts-with(name(), 'on')]]"
    )
    assert [str(page) for page in walk.pages if page.sheet.tree.xpath(inline)] == []
