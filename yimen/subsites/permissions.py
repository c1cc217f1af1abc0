"""What a sub-site's publisher keeps of what belongs to all: its own menu and its own agency's contact."""

from django.db.models import Q

from yimen.accounts.models import User
from yimen.accounts.permissions import OwnRowsPolicy
from yimen.accounts.roles import Role
from yimen.subsites.desks import is_of_the_portal, subsites_of
from yimen.subsites.models import MenuItem


def own_menu(user: User) -> Q | None:
    """The menu items of the sub-sites where a person publishes; None for the portal office, which keeps all."""
    return None if is_of_the_portal(user) else Q(subsite__in=subsites_of(user, Role.PUBLISHER))


def own_agencies(user: User) -> Q | None:
    """The agencies of the sub-sites where a person publishes; None for the portal office, which keeps all."""
    if is_of_the_portal(user):
        return None
    return Q(pk__in=subsites_of(user, Role.PUBLISHER).values("agency"))


MENUS = OwnRowsPolicy(MenuItem, own=own_menu)
