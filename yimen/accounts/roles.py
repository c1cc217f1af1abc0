"""The roles of staff and what each may do. Pure tables; `yimen.subsites.desks` gives them to groups.

Three roles belong to one sub-site each, three to the portal, three keep the system and are held apart (三员分立,
GB/T 22239-2019 §8.1.5; reference/norms.md §10.2).
"""

from collections.abc import Iterable
from enum import StrEnum

from yimen.foundation.words import noted


class Role(StrEnum):
    """What a member of staff is at a desk."""

    CONTRIBUTOR = "contributor"
    REVIEWER = "reviewer"
    PUBLISHER = "publisher"
    PORTAL_EDITOR = "portal_editor"
    CHIEF_EDITOR = "chief_editor"
    DUTY_EDITOR = "duty_editor"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"


SUBSITE_ROLES = (Role.CONTRIBUTOR, Role.REVIEWER, Role.PUBLISHER)
PORTAL_ROLES = (Role.PORTAL_EDITOR, Role.CHIEF_EDITOR, Role.DUTY_EDITOR)
ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)

NAMES = {
    Role.CONTRIBUTOR: noted("contributor"),
    Role.REVIEWER: noted("reviewer"),
    Role.PUBLISHER: noted("publisher"),
    Role.PORTAL_EDITOR: noted("portal editor"),
    Role.CHIEF_EDITOR: noted("chief editor"),
    Role.DUTY_EDITOR: noted("duty editor"),
    Role.SYSTEM_ADMIN: noted("system administrator"),
    Role.SECURITY_ADMIN: noted("security administrator"),
    Role.AUDIT_ADMIN: noted("audit administrator"),
}

MEANINGS = {
    Role.CONTRIBUTOR: noted("Writes and submits; changes own texts alone; publishes nothing."),
    Role.REVIEWER: noted("Changes every text of the sub-site and approves at the first step."),
    Role.PUBLISHER: noted("Publishes in the sub-site; keeps its menu and the agency's contact."),
    Role.PORTAL_EDITOR: noted("Changes, places and publishes everywhere."),
    Role.CHIEF_EDITOR: noted("As the portal editor; opens sub-sites and keeps vocabularies."),
    Role.DUTY_EDITOR: noted("Publishes urgent notices at any hour; they are reviewed later."),
    Role.SYSTEM_ADMIN: noted("Keeps settings, hosts, themes and background work; no content, no roles."),
    Role.SECURITY_ADMIN: noted("Keeps accounts and roles; no content, no settings."),
    Role.AUDIT_ADMIN: noted("Reads the log and reviews accounts; changes nothing."),
}

# ── Pages: Wagtail's rights on a sub-site's home page, or on the portal's, in each language ──
_WRITES = ("add_page",)  # with it one changes what one has made oneself, and nothing else
_EDITS = (*_WRITES, "change_page", "lock_page")
_PUBLISHES = (*_EDITS, "publish_page", "unlock_page")
PAGE_RIGHTS: dict[Role, tuple[str, ...]] = {
    Role.CONTRIBUTOR: _WRITES,
    Role.REVIEWER: _EDITS,
    Role.PUBLISHER: _PUBLISHES,
    Role.PORTAL_EDITOR: (*_PUBLISHES, "bulk_delete_page"),
    Role.CHIEF_EDITOR: (*_PUBLISHES, "bulk_delete_page"),
    Role.DUTY_EDITOR: _PUBLISHES,
}
# What a publisher lacks where the portal keeps publishing in a sub-site to itself.
KEPT_BY_THE_PORTAL = frozenset({"publish_page"})

# ── Pictures and files: rights on a sub-site's collection, or on all ──
# What another's collection offers to choose from is narrowed by `subsites.areas`.
CHOOSES_FILES = ("choose_image", "choose_document")
_UPLOADS = ("add_image", "add_document", *CHOOSES_FILES)
_KEEPS_FILES = (*_UPLOADS, "change_image", "change_document")
FILE_RIGHTS: dict[Role, tuple[str, ...]] = {
    Role.CONTRIBUTOR: _UPLOADS,
    Role.REVIEWER: _KEEPS_FILES,
    Role.PUBLISHER: _KEEPS_FILES,
    Role.PORTAL_EDITOR: (*_KEEPS_FILES, "delete_image", "delete_document"),
    Role.CHIEF_EDITOR: (
        *_KEEPS_FILES,
        "delete_image",
        "delete_document",
        "add_collection",
        "change_collection",
        "delete_collection",
    ),
    Role.DUTY_EDITOR: _KEEPS_FILES,
    Role.SYSTEM_ADMIN: CHOOSES_FILES,
}


def _every(app: str, *models: str, verbs: Iterable[str] = ("view", "add", "change", "delete")) -> list[str]:
    return [f"{app}.{verb}_{model}" for model in models for verb in verbs]


_PORTAL_ROWS = (
    *_every("agencies", "agency", verbs=("view", "add", "change")),
    *_every("subsites", "menuitem"),
    *_every("editorial", "source", "returnreason"),
    "editorial.change_reviewsettings",
    *_every("pool", "subject", verbs=("view", "add", "change")),
    *_every("pool", "audience", verbs=("view", "change")),
    *_every("wagtailredirects", "redirect"),
    "simple_translation.submit_translation",
)
# ── Rows: rights on models. A sub-site's roles have them on its own rows alone (`subsites.permissions`) ──
ROW_RIGHTS: dict[Role, tuple[str, ...]] = {
    Role.PUBLISHER: (
        *_every("subsites", "menuitem"),
        *_every("agencies", "agency", verbs=("view", "change")),
    ),
    Role.PORTAL_EDITOR: _PORTAL_ROWS,
    Role.CHIEF_EDITOR: (
        *_PORTAL_ROWS,
        "agencies.delete_agency",
        "pool.add_audience",
        "pool.delete_audience",
        "pool.delete_subject",
        *_every("subsites", "subsite", verbs=("view", "add", "change")),
        *_every("subsites", "oldsite"),
        *_every("editorial", "writingnorm", verbs=("view", "change")),
        *_every("api", "token", verbs=("view", "add", "change")),
    ),
    Role.SYSTEM_ADMIN: (
        "subsites.change_portalsettings",
        *_every("subsites", "hostname", "theme"),
        "records.view_duejob",
        "records.change_duejob",
    ),
    Role.SECURITY_ADMIN: (
        *_every("accounts", "user", verbs=("view", "add", "change")),
        "accounts.change_signinpolicy",
        *_every("subsites", "desk", verbs=("view", "change")),
        *_every("api", "token", verbs=("view", "add", "change")),
        *_every("accounts", "invitation", "deputyship", verbs=("view", "add", "change")),
        "accounts.change_signinpolicy",
    ),
    Role.AUDIT_ADMIN: ("records.view_auditentry", "accounts.view_user", "subsites.view_desk"),
}


def why_not_together(held: Iterable[Role], wanted: Role) -> str:
    """The reason why one person who holds these roles cannot have another; empty when nothing speaks against it.

    An administrator holds that role alone: who keeps the accounts does not write, who reads the log is not in it.
    """
    others = [role for role in held if role != wanted]
    apart = next((role for role in others if role in ADMINISTRATORS), None)
    if apart is None and not (wanted in ADMINISTRATORS and others):
        return ""
    return noted(
        "“%(held)s” and “%(wanted)s” are kept apart: one person cannot hold both.",
        held=NAMES[apart or others[0]],
        wanted=NAMES[wanted],
    )
