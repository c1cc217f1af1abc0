"""What holds whoever writes: the three administrators are kept apart, and a desk that goes takes its group along."""

from typing import Any

from wagtail.models import Page

from yimen.accounts.roles import ADMINISTRATORS, Role, why_not_together
from yimen.foundation.speech import said
from yimen.subsites.desks import CannotAppoint, settle_desks
from yimen.subsites.models import Desk, Subsite


def keep_apart(action: str, instance: Any, reverse: bool, pk_set: set[int] | None, **_kwargs: Any) -> None:
    """Before anybody joins a group, by whichever screen or code. Raises CannotAppoint with the reason."""
    if action != "pre_add" or not pk_set:
        return
    pairs = [(pk, instance.pk) for pk in pk_set] if reverse else [(instance.pk, pk) for pk in pk_set]
    joined = Desk.objects.filter(group__in=[group for _person, group in pairs], role__isnull=False)
    wanted = [Role(role) for role in joined.values_list("role", flat=True)]
    for person in {person for person, _group in pairs} if wanted else ():
        held = Desk.objects.filter(group__user=person).values_list("role", flat=True)
        roles = [*(Role(role) for role in held), *wanted]
        apart = next((role for role in roles if role in ADMINISTRATORS), None)
        reason = why_not_together(roles, apart) if apart else ""
        if reason:
            raise CannotAppoint(said(reason))


def forget_group(instance: Desk, **_kwargs: Any) -> None:
    """A desk's group has no meaning without it: its rights end with a sub-site's row."""
    instance.group.delete()


def settle_new_edition(target_obj: Any, **_kwargs: Any) -> None:
    """A sub-site's or the portal's home page in another language, however it was made, is written by its desk."""
    if not isinstance(target_obj, Page):
        return
    subsite = Subsite.objects.filter(root_page__translation_key=target_obj.translation_key).first()
    if subsite is not None:
        settle_desks(subsite)
