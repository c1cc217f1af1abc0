"""The people and places of the tests' stories: a small Yunze, with the fixtures that bring it to life.

林主任 leads the portal office and may do everything on the desk. 周琳 writes for the education bureau and for
nobody else. 王阿姨 is a citizen with an old phone; she has no account.
"""

from dataclasses import dataclass

import pytest
from django.test import Client

from yimen.accounts.models import User
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


@pytest.fixture
def city(db: None) -> City:
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
    """周琳, part-time editor of the education bureau."""
    return factories.staff("zhou", "周琳", groups=("editors: jyj",))


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


def desk_of(person: User) -> Client:
    """A browser in which this person is signed in."""
    desk = Client(headers={"host": HOST})
    desk.force_login(person)
    return desk
