"""The demo city's staff: one sign-in a role, with passwords made for this installation alone."""

import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from yimen.accounts.roles import NAMES, Role
from yimen.demo import factories
from yimen.demo.city import City
from yimen.foundation.speech import said
from yimen.subsites.models import Subsite

FILE_NAME = "demo-sign-ins.json"
PORTAL_STAFF = (
    (Role.SYSTEM_ADMIN, "admin", "陈守门"),
    (Role.SECURITY_ADMIN, "security", "赵安"),
    (Role.AUDIT_ADMIN, "audit", "钱鉴"),
    (Role.CHIEF_EDITOR, "chief", "林主任"),
    (Role.PORTAL_EDITOR, "editor", "林晓编"),
    (Role.DUTY_EDITOR, "duty", "孙夜明"),
)
# The publisher signs in by the department's code.
DEPARTMENT_STAFF = (
    (Role.PUBLISHER, "", "周小琳"),
    (Role.REVIEWER, "reviewer", "吴审言"),
    (Role.CONTRIBUTOR, "writer", "郑小稿"),
)


@dataclass(frozen=True)
class SignIn:
    """One role's way in."""

    role: str
    username: str
    password: str


def hire(city: City) -> list[SignIn]:
    """The staff of the demo city: each role once, those of a sub-site in one department."""
    code = next(code for code, subsite in city.subsites.items() if subsite.state == "finished")
    department = city.agencies[code].short_name
    signins = []
    for role, username, full_name in PORTAL_STAFF:
        signins.append(_sign_in(said(NAMES[role]), username, full_name, role))
    for role, username, full_name in DEPARTMENT_STAFF:
        words = f"{said(NAMES[role])}（{department}）"
        signins.append(_sign_in(words, username or code, full_name, role, city.subsites[code]))
    return signins


def _sign_in(words: str, username: str, full_name: str, role: Role, subsite: Subsite | None = None) -> SignIn:
    password = secrets.token_urlsafe(9)
    factories.staff(username, full_name, role=role, subsite=subsite, password=password)
    return SignIn(words, username, password)


def remember(signins: list[SignIn], folder: Path) -> Path:
    """Keep the sign-ins for the next start, readable by the owner alone."""
    file = folder / FILE_NAME
    file.touch(mode=0o600)
    file.write_text(json.dumps([asdict(row) for row in signins], ensure_ascii=False), encoding="utf-8")
    return file


def remembered(folder: Path) -> list[SignIn]:
    """The sign-ins of an earlier load; none where there was none."""
    file = folder / FILE_NAME
    return [SignIn(**row) for row in json.loads(file.read_text(encoding="utf-8"))] if file.is_file() else []
