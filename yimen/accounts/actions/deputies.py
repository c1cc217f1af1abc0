"""Standing in for somebody on leave: roles are lent on the first day and taken back after the last."""

from datetime import date, datetime

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q

from yimen.accounts import objections, standing
from yimen.accounts.models import Deputyship, User


def settle(*, today: date, now: datetime) -> tuple[int, int]:
    """Begin and end what is due today; how many of each. Run often, and safe to run twice."""
    due = Deputyship.objects.filter(ended_at=None)
    beginning = due.filter(began_at=None, first_day__lte=today, last_day__gte=today).exclude(_is_over(today))
    begun = [row for row in beginning if begin(row, now=now)]
    over = [row for row in due.filter(_is_over(today)) if end(row, now=now)]
    return len(begun), len(over)


def _is_over(today: date) -> Q:
    """The last day is past, or one of the two has been dismissed or has left, by whatever way."""
    gone = Q(last_day__lt=today)
    for who in ("person", "deputy"):
        gone |= Q(**{f"{who}__is_active": False}) | Q(**{f"{who}__leaves_on__lte": today})
    return gone


def begin(deputyship: Deputyship, *, now: datetime) -> bool:
    """Lend the groups that the deputy has not; rights that go by a flag (administrators) are never lent."""
    with transaction.atomic():
        if not Deputyship.objects.filter(pk=deputyship.pk, began_at=None, ended_at=None).update(began_at=now):
            return False
        if objections.why_not_lend(own_groups(deputyship.person), deputy=deputyship.deputy):
            standing.log(
                "accounts.deputy_began", deputyship.deputy, by=None, lent=0, deputyship=deputyship.pk
            )
            return False
        had = set(deputyship.deputy.groups.values_list("pk", flat=True))
        own = own_groups(deputyship.person)
        lent = [group for group in own if group.pk not in had or _is_only_lent(group, deputyship.deputy)]
        deputyship.lent.set(lent)
        deputyship.deputy.groups.add(*lent)
        standing.log(
            "accounts.deputy_began", deputyship.deputy, by=None, lent=len(lent), deputyship=deputyship.pk
        )
    return True


def end(deputyship: Deputyship, *, now: datetime, by: User | None = None) -> bool:
    """Take back what was lent, except what another leave still lends; False where it had ended already."""
    with transaction.atomic():
        if not Deputyship.objects.filter(pk=deputyship.pk, ended_at=None).update(ended_at=now):
            return False
        others = Deputyship.objects.filter(
            deputy_id=deputyship.deputy_id, began_at__isnull=False, ended_at=None
        ).exclude(pk=deputyship.pk)
        still = set(Group.objects.filter(deputyship__in=others).values_list("pk", flat=True))
        deputyship.deputy.groups.remove(*[group for group in deputyship.lent.all() if group.pk not in still])
        standing.log("accounts.deputy_ended", deputyship.deputy, by=by, deputyship=deputyship.pk)
    return True


def end_all_of(person: User, *, now: datetime, by: User | None = None) -> int:
    """End every leave in which this person lends or borrows; how many. Whoever is dismissed does neither."""
    rows = Deputyship.objects.filter(Q(person=person) | Q(deputy=person), ended_at=None)
    return sum(end(row, now=now, by=by) for row in list(rows))


def keep(person: User, group: Group) -> None:
    """`person` was appointed to what had only been lent: the end of a leave does not take it away any more."""
    for row in Deputyship.objects.filter(deputy=person, ended_at=None, lent=group):
        row.lent.remove(group)


def own_groups(person: User) -> list[Group]:
    """Groups that are this person's own: what somebody else lent is not lent on."""
    lent = Deputyship.objects.filter(deputy=person, began_at__isnull=False, ended_at=None).values("lent")
    return list(person.groups.exclude(pk__in=lent.exclude(lent=None)))


def _is_only_lent(group: Group, deputy: User) -> bool:
    return Deputyship.objects.filter(
        deputy=deputy, began_at__isnull=False, ended_at=None, lent=group
    ).exists()
