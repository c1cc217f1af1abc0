"""A small Yunze for programs: the education bureau with its notices, and the portal with its news."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from tests.cast import HOST, City
from yimen.accounts.models import User
from yimen.accounts.roles import Role
from yimen.api.models import Token
from yimen.api.tokens import give_out
from yimen.demo import factories
from yimen.editorial.models import ColumnPage
from yimen.subsites.desks import group_for
from yimen.subsites.models import Subsite

API = "/api/v1/"


@pytest.fixture(autouse=True)
def nobody_has_asked_yet() -> None:
    caches["limits"].clear()


@dataclass(frozen=True)
class Reader:
    """A program that reads: the provincial portal's harvester, which keeps a copy of everything public."""

    client: Client

    def get(self, path: str, *, status: int = 200, **asked: Any) -> Any:
        """The JSON at an address below /api/v1/, or at a whole one."""
        answer = self.client.get(path if "/" in path[:1] or "://" in path else API + path, asked or None)
        assert answer.status_code == status, answer.content.decode()
        return answer.json()

    def titles(self, path: str = "entries/", **asked: Any) -> list[str]:
        return [entry["title"] for entry in self.get(path, **asked)["entries"]]


@pytest.fixture
def harvester(city: City) -> Reader:
    return Reader(Client(headers={"host": HOST}))


@pytest.fixture
def news(city: City) -> ColumnPage:
    """The portal's own column of news."""
    return factories.column(city.home, "政务要闻", slug="zwyw")


@dataclass
class System:
    """A department's own system that hands texts in, with the token it was given."""

    written: str
    token: Token
    client: Client
    keys: int = 0

    def ask(
        self, method: str, path: str, body: Any = None, *, status: int = 200, key: str = "", **headers: str
    ) -> Any:
        """Sends JSON as a program does; each POST with a key of its own unless one is given."""
        self.keys += 1
        sent = {
            "authorization": f"Bearer {self.written}",
            "idempotency-key": key or f"key-{self.keys:06}",
            **headers,
        }
        data = json.dumps(body) if body is not None and not isinstance(body, bytes | str) else body or ""
        answer = self.client.generic(
            method, path if path.startswith("/") else API + path, data, "application/json", headers=sent
        )
        assert answer.status_code == status, answer.content.decode()
        return answer

    def hand_in(self, into: ColumnPage, *, status: int = 201, key: str = "", **fields: Any) -> Any:
        body = {"column": f"column:{into.pk}", "title": "中小学招生通知", "html": "<p>七月一日起报名。</p>"}
        return self.ask("POST", "submissions/", body | fields, status=status, key=key)


def system_of(subsite: Subsite, *, scopes: tuple[str, ...] = ("write", "files"), days: int = 90) -> System:
    today = timezone.localdate()
    token, written = give_out(
        subsite,
        name="学籍系统",
        scopes=list(scopes),
        expires_on=today + timedelta(days=days),
        by=None,
        today=today,
    )
    return System(written, token, Client(headers={"host": HOST}))


@pytest.fixture
def school_system(city: City) -> System:
    """The education bureau's school system."""
    return system_of(city.subsite)


@pytest.fixture
def review(city: City, zhou: User) -> Workflow:
    """The education bureau's texts are approved by 周琳 before they are public."""
    task = GroupApprovalTask.objects.create(name="部门审核")
    task.groups.add(group_for(Role.PUBLISHER, city.subsite))
    workflow = Workflow.objects.create(name="教育局审核")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.update_or_create(page=city.subsite.root_page, defaults={"workflow": workflow})
    return workflow
