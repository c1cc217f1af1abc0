"""What an administrator does to an account of somebody else."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from yimen.accounts import mail, standing
from yimen.accounts.models import User


def deactivate(person: User, *, by: User) -> None:
    """Shut an account: no sign-in any more, every session ended at once, its texts and log lines stay."""
    with transaction.atomic():
        person.is_active = False
        person.save(update_fields=["is_active"])
        standing.end_all(person)
        standing.log("accounts.deactivated", person, by=by)


def take_second_factors(person: User, *, by: User) -> int:
    """Remove all second factors of somebody who lost them; sessions end, and the person is told by mail."""
    with transaction.atomic():
        taken, _rows = Authenticator.objects.filter(user=person).delete()
        standing.end_all(person)
        mail.tell_of_second_factor_taken(person)
        standing.log("accounts.second_factors_taken", person, by=by, number=taken)
    return int(taken)
