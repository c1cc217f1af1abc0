"""The pool brought in line with what is public: all of it, or what an app has just changed."""

from collections import defaultdict
from collections.abc import Sequence, Set

from django.db import transaction

from yimen.pool.actions import Registration, withdraw_entry
from yimen.pool.bulk import Rewriting, register_again, register_new
from yimen.pool.comparing import (
    BATCH,
    Difference,
    Key,
    Progress,
    batches,
    difference_of_left_over,
    differing,
    everything_told,
    key_of,
    left_over,
)
from yimen.pool.models import Entry
from yimen.records.models import Change

# No address is spelt so: an entry put aside here is in nobody's way and is found by nobody.
_ASIDE = "?"


class AddressTaken(RuntimeError):
    """Two public things claim one address; the message names both."""


def rebuild(*, progress: Progress = lambda count: None) -> list[Difference]:
    """Mend what differs, each batch in a transaction with its lines in the change log; what was mended.

    Raises AddressTaken, before anything is written, where two things claim one address.
    """
    told, clashes = everything_told()
    if clashes:
        raise AddressTaken("; ".join(str(clash) for clash in clashes))
    mended: list[Difference] = []
    for entry in left_over(told):
        withdraw_entry(entry)
        mended.append(difference_of_left_over(entry))
    for batch in batches(progress):
        mended += _bring_in_line(batch, told)
    return mended


@transaction.atomic
def settle(registrations: Sequence[Registration]) -> list[Difference]:
    """Bring the pool in line with what is said of these things, however many, in one transaction.

    IntegrityError where one of them claims an address that another thing keeps.
    """
    told = {key_of(registration) for registration in registrations}
    changed: list[Difference] = []
    for start in range(0, len(registrations), BATCH):
        changed += _bring_in_line(registrations[start : start + BATCH], told)
    return changed


@transaction.atomic
def _bring_in_line(batch: Sequence[Registration], told: Set[Key]) -> list[Difference]:
    """Write what differs; who stands at an address that is another's now, and will be told of, is put aside."""
    Change.objects.take_turn()
    compared = list(differing(list(batch)))
    if not compared:
        return []
    _clear_addresses([one.registration for one in compared], told)
    register_again(
        [Rewriting(one.entry, one.registration, one.differs) for one in compared if one.entry is not None]
    )
    register_new([one.registration for one in compared if one.entry is None])
    return [one.difference for one in compared]


def _clear_addresses(registrations: Sequence[Registration], told: Set[Key]) -> None:
    wanted: dict[str, dict[str, Key]] = defaultdict(dict)
    for registration in registrations:
        wanted[registration.address.host][registration.address.path] = key_of(registration)
    for host, keys in wanted.items():
        standing = Entry.objects.filter(host=host, path__in=keys)
        for pk, path, *key in standing.values_list("pk", "path", "content_type_id", "object_id", "language"):
            if tuple(key) != keys[path] and tuple(key) in told:
                Entry.objects.filter(pk=pk).update(path=f"{_ASIDE}{pk}{_ASIDE}")
