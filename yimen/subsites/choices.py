"""What a form may point to: the choosers hide what is not for a person, and whoever posts a number is asked here.

A reference that the stored thing has already stays, whoever made it: an editor who mends a comma is not asked for a
link of last year.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex

from yimen.accounts.models import User
from yimen.agencies.models import Agency
from yimen.media.models import PortalDocument, PortalImage
from yimen.subsites.areas import choosable_files, choosable_pages, opens
from yimen.subsites.desks import is_of_the_portal, subsites_of

Reference = tuple[type[Model], int]
PLACEMENTS = "placements"
_WATCHED: tuple[type[Model], ...] = (Page, PortalImage, PortalDocument, Agency)
# Facts of the page's own life, written by the house and never by a form.
_NOT_CHOSEN = frozenset({"alias_of", "latest_revision", "live_revision", "owner", "locked_by"})


def why_not_chosen(form: Any, user: User) -> list[str]:
    """The reasons why this valid form may not be saved by this person; empty when nothing speaks against it."""
    if user.is_superuser:
        return []
    kept = set(_references_of(_as_stored(form.instance)))
    wanted = set(_references_in(form)) - kept
    reasons = [reason for reason in map(_why_not, _by_model(wanted, user)) if reason]
    return [*reasons, *_why_not_placed(form, user)]


def is_choice_allowed(form: Any) -> bool:
    """The last question of a valid form: why what it points to may not be chosen stands among its errors."""
    user = form.for_user
    for reason in why_not_chosen(form, user) if isinstance(user, User) else ():
        form.add_error(None, reason)
    return not form.errors


# ── What a form points to ──
def _references_in(form: Any) -> Iterator[Reference]:
    yield from _references_of(form.instance)
    for formset in getattr(form, "formsets", {}).values():
        for child in formset.forms:
            if not child.cleaned_data.get("DELETE"):
                yield from _references_in(child)


def _references_of(thing: Model | None) -> Iterator[Reference]:
    if thing is None:
        return
    # Wagtail's reader of every foreign key, block and link of an object; its public face reads stored rows alone.
    for kind, key, path, _content in ReferenceIndex._extract_references_from_object(thing):
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is not None and model in _WATCHED and path not in _NOT_CHOSEN and key.isdigit():
            yield model, int(key)


def _as_stored(thing: Model) -> Model | None:
    """The thing as its last save left it, unpublished changes included."""
    if thing.pk is None:
        return None
    stored = type(thing)._default_manager.filter(pk=thing.pk).first()
    latest: Model | None = stored.get_latest_revision_as_object() if isinstance(stored, Page) else stored
    return latest


# ── What a person may point to ──
def _by_model(wanted: Iterable[Reference], user: User) -> list[tuple[type[Model], set[int], Q]]:
    keys: dict[type[Model], set[int]] = {}
    for model, key in wanted:
        keys.setdefault(model, set()).add(key)
    return [(model, found, _allowed(model, user)) for model, found in keys.items()]


def _allowed(model: type[Model], user: User) -> Q:
    if model is Page:
        return choosable_pages(user)
    if model is PortalImage:
        return choosable_files(user, PortalImage)
    if model is PortalDocument:
        return choosable_files(user, PortalDocument)
    if is_of_the_portal(user):
        return Q()
    own = subsites_of(user).values("agency")
    return Q(pk__in=own) | Q(parent__in=own)


def _why_not(asked: tuple[type[Model], set[int], Q]) -> str:
    model, keys, allowed = asked
    there = model._default_manager.filter(pk__in=keys)
    if there.filter(allowed).count() == there.count():
        return ""
    if model is Agency:
        return _(
            "You can name your own department and the bodies below it. What another agency says, it publishes itself."
        )
    if model is Page:
        return _("A page that was chosen is not public and not of your sub-site. Choose another.")
    return _("A picture or file that was chosen is private to another department. Choose another.")


def _why_not_placed(form: Any, user: User) -> list[str]:
    """Placing: freely in one's own columns, elsewhere where the portal has opened a column of its own to all."""
    formset = getattr(form, "formsets", {}).get(PLACEMENTS)
    return [
        _("“%(column)s” is not open to departments. Ask the portal office to place the text there.")
        % {"column": column.title}
        for column in _newly_placed(formset)
        if not column.open_to_departments and not opens(user, column)
    ]


def _newly_placed(formset: Any) -> list[Any]:
    if formset is None:
        return []
    children = [child for child in formset.forms if not child.cleaned_data.get("DELETE")]
    changed = [child for child in children if "column" in child.changed_data]
    return [child.cleaned_data["column"].specific for child in changed if child.cleaned_data.get("column")]
