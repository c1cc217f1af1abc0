"""The duty editor looks why a picture has no thumbnail; the system administrator has it tried again."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import translation
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from lxml import html

from tests.records.test_workers import a_task
from yimen.records import recurring
from yimen.records.rules import TASK_TRIES

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/background-work/"


def desk_of(*permissions: str) -> Client:
    user = get_user_model().objects.create_user("chen", password="x")
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *permissions]))
    client = Client()
    client.force_login(user)
    return client


def test_failed_work_is_shown_with_its_reason() -> None:
    a_task(worker_ids=["East"] * TASK_TRIES)
    recurring.enrol(now=datetime(2026, 3, 2, tzinfo=UTC))
    page = desk_of("view_duejob").get(REPORT)
    text = page.content.decode()
    assert page.status_code == 200
    assert "no route to host" in text
    with translation.override(html.fromstring(page.content).get("lang")):
        assert str(recurring.registered()["mend_tasks"].words) in text
    assert "again/" not in text, "who may only look has no button"


def test_a_failed_task_is_tried_again_by_hand() -> None:
    task = a_task(worker_ids=["East"] * TASK_TRIES)
    desk = desk_of("view_duejob", "change_duejob")
    assert f"{task.pk}/again/" in desk.get(REPORT).content.decode()
    desk.post(f"{REPORT}{task.pk}/again/")
    assert DBTaskResult.objects.get().status == TaskResultStatus.READY
    answer = desk.post(f"{REPORT}{task.pk}/again/", follow=True)
    assert DBTaskResult.objects.count() == 1
    assert answer.status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_others_do_not_see_it(method: str) -> None:
    task = a_task(worker_ids=["East"] * TASK_TRIES)
    address = REPORT if method == "get" else f"{REPORT}{task.pk}/again/"
    answer = getattr(desk_of(), method)(address)
    assert answer.status_code == 302
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED
