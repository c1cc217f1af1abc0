"""The people and places of the tests' stories: a small Yunze, with the fixtures that bring it to life.

林主任 leads the portal office and may do everything on the desk. 周琳 publishes for the education bureau and for
nobody else; 小何 contributes to it and 吴审言 reviews what she writes. 王阿姨 is a citizen with an old phone; she has
no account.
"""

from dataclasses import dataclass

import pytest
from django.test import Client

from yimen.accounts.models import User
from yimen.accounts.roles import Role
from yimen.agencies.models import Agency
from yimen.demo import factories
from yimen.editorial.models import ColumnPage
from yimen.frontdoor.models import AgencyDirectoryPage, CityHomePage
from yimen.subsites.models import Subsite

HOST = "www.yunze.example"
EDUCATION_HOST = "jyj.yunze.example"
OLD_HOST = "www.yzjy.example"


@dataclass(frozen=True)
class City:
    """The portal at www.yunze.example with one sub-site, the education bureau's, and its column of notices."""

    home: CityHomePage
    directory: AgencyDirectoryPage
    bureau: Agency
    subsite: Subsite
    notices: ColumnPage


def small_city() -> City:
    """The portal and its one sub-site, built now; a test asks for the fixture `city` (tests/standing_city.py)."""
    home = factories.portal(host=HOST, aliases=("yunze.example", "云泽.政务"))
    directory = factories.directory(home)
    bureau = factories.agency()
    subsite = factories.subsite(bureau, below=directory)
    notices = factories.column(subsite.root_page, "通知公告", summary="教育局发布的通知和公告。")
    return City(home, directory, bureau, subsite, notices)


@pytest.fixture
def lin(city: City) -> User:
    """林主任, head of the portal office."""
    return factories.staff("lin", "林主任", is_superuser=True)


@pytest.fixture
def zhou(city: City) -> User:
    """周琳, part-time editor of the education bureau: its publisher."""
    return factories.staff("zhou", "周琳", role=Role.PUBLISHER, subsite=city.subsite)


@pytest.fixture
def he(city: City) -> User:
    """小何, contributor of the education bureau."""
    return factories.staff("he", "小何", role=Role.CONTRIBUTOR, subsite=city.subsite)


@pytest.fixture
def wu(city: City) -> User:
    """吴审言, reviewer of the education bureau."""
    return factories.staff("wu", "吴审言", role=Role.REVIEWER, subsite=city.subsite)


@pytest.fixture
def aunt_wang(city: City) -> Client:
    """王阿姨 at the portal: no account, no cookies yet."""
    return Client(headers={"host": HOST})


@pytest.fixture
def lins_desk(lin: User) -> Client:
    return desk_of(lin)


@pytest.fixture
def zhous_desk(zhou: User) -> Client:
    return desk_of(zhou)


@pytest.fixture
def hes_desk(he: User) -> Client:
    return desk_of(he)


@pytest.fixture
def wus_desk(wu: User) -> Client:
    return desk_of(wu)


def desk_of(person: User) -> Client:
    """A browser in which this person is signed in."""
    desk = Client(headers={"host": HOST})
    desk.force_login(person)
    return desk
