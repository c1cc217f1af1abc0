"""Who may do what: each change of groups, rights, restrictions and of an account's standing is in the log."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    CollectionViewRestriction,
    GroupCollectionPermission,
    GroupPagePermission,
    PageViewRestriction,
)

from yimen.records.audit import Person, name_action, record, subject_of
from yimen.records.requests import asked_now

# What decides who an account is and what it may do; the rest of an account is its owner's business.
STANDING = ("username", "is_active", "is_superuser", "is_staff", "kind", "password")
_ROWS = (
    Group,
    GroupPagePermission,
    GroupCollectionPermission,
    PageViewRestriction,
    CollectionViewRestriction,
)
_ENDS = {"post_add": "added", "post_remove": "removed", "pre_clear": "removed"}


def connect() -> None:
    """Called once by the app; connecting twice counts once."""
    user = get_user_model()
    for relation in (
        user.groups, user.user_permissions, Group.permissions,
        PageViewRestriction.groups, CollectionViewRestriction.groups,
    ):  # fmt: skip
        uid = f"records.rights.{relation.through.__name__}"
        m2m_changed.connect(members_changed, sender=relation.through, dispatch_uid=uid)
    for model in _ROWS:
        post_save.connect(row_saved, sender=model, dispatch_uid=f"records.rights_saved.{model.__name__}")
        post_delete.connect(
            row_deleted, sender=model, dispatch_uid=f"records.rights_deleted.{model.__name__}"
        )
    pre_save.connect(remember_standing, sender=user, dispatch_uid="records.remember_standing")
    post_save.connect(standing_saved, sender=user, dispatch_uid="records.standing_saved")
    post_delete.connect(account_deleted, sender=user, dispatch_uid="records.account_deleted")
    for action, words in (
        ("rights.members_changed", _("Members or rights of a group changed")),
        ("rights.given", _("Right or restriction set")),
        ("rights.taken", _("Right or restriction removed")),
        ("accounts.created", _("Account created")),
        ("accounts.changed", _("Standing of an account changed")),
        ("accounts.deleted", _("Account deleted")),
    ):
        name_action(action, words)


def members_changed(
    *, instance: Model, action: str, model: type[Model], pk_set: set[int] | None, **_kwargs: Any
) -> None:
    """Someone joined or left a group, or a group gained or lost a right, from either side."""
    if action not in _ENDS or (not pk_set and action != "pre_clear"):
        return
    record(
        "rights.members_changed",
        actor=_asking(),
        subject=subject_of(instance),
        detail={"of": model._meta.label_lower, _ENDS[action]: _named(model, pk_set)},
    )


def row_saved(*, instance: Model, raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        record("rights.given", actor=_asking(), subject=subject_of(instance), detail=_numbers_of(instance))


def row_deleted(*, instance: Model, **_kwargs: Any) -> None:
    record("rights.taken", actor=_asking(), subject=subject_of(instance), detail=_numbers_of(instance))


def remember_standing(*, instance: Any, update_fields: Any = None, **_kwargs: Any) -> None:
    """What the account was, so that the line can say what changed; the time of the last sign-in is no change."""
    watched = STANDING if update_fields is None else tuple(set(STANDING).intersection(update_fields))
    before = (
        type(instance)._default_manager.filter(pk=instance.pk).values(*watched).first() if watched else {}
    )
    instance._standing_before = before if instance.pk else None


def standing_saved(*, instance: Any, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    if created or raw:
        record("accounts.created", actor=_asking(), subject=subject_of(instance), detail=_standing(instance))
        return
    before = getattr(instance, "_standing_before", None) or {}
    changed = sorted(name for name, value in before.items() if getattr(instance, name) != value)
    if changed:
        # names of what changed, and its values only where they are a yes or a kind
        detail = {"changed": changed, **_standing(instance)}
        record("accounts.changed", actor=_asking(), subject=subject_of(instance), detail=detail)


def account_deleted(*, instance: Any, **_kwargs: Any) -> None:
    record("accounts.deleted", actor=_asking(), subject=subject_of(instance))


def _asking() -> Person:
    asked = asked_now()
    user = getattr(asked.request, "user", None) if asked else None
    return user if user is not None and user.is_authenticated else None


def _standing(account: Any) -> dict[str, object]:
    return {name: getattr(account, name) for name in ("is_active", "is_superuser", "kind")}


def _numbers_of(row: Model) -> dict[str, object]:
    """The keys of what a row joins: group, page, collection, right."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.fields if field.is_relation}


def _named(model: type[Model], keys: set[int] | None) -> list[object]:
    """Groups and rights by name, which tells more than a number; people by number."""
    if keys is None:
        return ["all"]
    if model is Group:
        return list(Group.objects.filter(pk__in=keys).order_by("pk").values_list("name", flat=True))
    if model is Permission:
        rights = Permission.objects.filter(pk__in=keys).order_by("pk")
        return [f"{app}.{code}" for app, code in rights.values_list("content_type__app_label", "codename")]
    return [*sorted(keys)]
