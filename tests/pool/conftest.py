"""Places that several stories of the pool share."""

import pytest

from tests.cast import City
from yimen.demo import factories
from yimen.editorial.models import ColumnPage


@pytest.fixture
def traffic(city: City) -> ColumnPage:
    """A column of the transport bureau."""
    bureau = factories.agency("jtj", "云泽市交通运输局")
    return factories.column(factories.subsite(bureau, below=city.directory).root_page, "出行提示")
