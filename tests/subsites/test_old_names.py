"""An old site's name keeps leading to the new pages: nobody else may answer under it."""

import pytest
from django.core.exceptions import ValidationError

from tests.cast import HOST, OLD_HOST, City
from yimen.demo import factories
from yimen.subsites.actions import settle_portal
from yimen.subsites.models import HostName

pytestmark = pytest.mark.django_db


def test_the_portal_does_not_take_an_old_sites_name(city: City) -> None:
    factories.old_site(city.bureau, host=OLD_HOST)
    with pytest.raises(ValidationError, match=OLD_HOST):
        settle_portal(root_page=city.home, host=HOST, port=80, aliases=(OLD_HOST,))
    assert not HostName.objects.filter(name=OLD_HOST).exists()
