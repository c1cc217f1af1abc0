"""What an administrator does to an account of somebody else."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yimen.accounts import mail, standing
from yimen.accounts.actions import deputies
from yimen.accounts.models import User


def why_not_touch(person: User, *, by: User) -> str:
    """The reason why an administrator cannot change this account; empty when nothing speaks against it. The single
    form, the list's buttons and what is done to many at once all ask here.
    """
    if person.is_superuser and not by.is_superuser:
        return _("Whoever may do everything is changed only by somebody who may too.")
    return ""


def deactivate(person: User, *, by: User) -> None:
    """Shut an account: no sign-in any more, every session ended at once, nothing lent or borrowed; its texts and log
    lines stay.
    """
    with transaction.atomic():
        person.is_active = False
        person.save(update_fields=["is_active"])
        settle_dismissed(person, by=by)
        standing.log("accounts.deactivated", person, by=by)


def activate(person: User, *, by: User) -> None:
    """Open a shut account again, with the roles that it had."""
    with transaction.atomic():
        person.is_active = True
        person.save(update_fields=["is_active"])
        standing.log("accounts.activated", person, by=by)


def settle_dismissed(person: User, *, by: User) -> None:
    """What ends with an account: its sessions, and the roles that it lent or borrowed."""
    standing.end_all(person)
    deputies.end_all_of(person, now=timezone.now(), by=by)


def take_second_factors(person: User, *, by: User) -> int:
    """Remove all second factors of somebody who lost them; sessions end, and the person is told by mail."""
    with transaction.atomic():
        taken, _rows = Authenticator.objects.filter(user=person).delete()
        standing.end_all(person)
        mail.tell_of_second_factor_taken(person)
        standing.log("accounts.second_factors_taken", person, by=by, number=taken)
    return int(taken)
