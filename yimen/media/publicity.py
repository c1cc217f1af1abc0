"""Whether visitors may read a file: it is marked so, or something public shows it (docs/adr/0028).

Apps above say what they show; nobody is asked twice, and the answer costs a handful of queries.
"""

from collections.abc import Callable
from typing import Any

from wagtail.documents.permissions import permission_policy

from yimen.media.models import PortalDocument

Shows = Callable[[PortalDocument], bool]
_READING = ("add", "change", "delete", "choose")
_showing: list[Shows] = []


def register(shows: Shows) -> None:
    """Ask `shows` whether something public of this app shows a document; registering twice counts once."""
    if shows not in _showing:
        _showing.append(shows)


def is_in_public(document: PortalDocument) -> bool:
    """Whether everybody may read it now."""
    return document.is_public or any(shows(document) for shows in _showing)


def may_work_with(document: PortalDocument, person: Any) -> bool:
    """Whether a member of staff may read it though it is not public: their desk keeps its collection."""
    if not person.is_authenticated or not person.is_active:
        return False
    return bool(permission_policy.user_has_any_permission_for_instance(person, _READING, document))
