"""Publishes articles through the desk, one after another."""

import json
import time
from collections import Counter
from typing import Any

from django.test import Client
from django.urls import reverse
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from bench.holds import watched
from bench.setting import taking
from yimen.accounts.models import User
from yimen.editorial.models import ArticlePage, ColumnPage
from yimen.pool.queries import in_column
from yimen.subsites.models import Subsite

WARM = 3
_SENTENCE = (
    "市教育局召开专题会议，部署秋季招生、住房公积金提取和防汛抗旱工作，"
    "要求逐项列出清单、明确责任和时限，第{n}项。"
)


def form_of(number: int) -> dict[str, Any]:
    """What the browser sends for a new article of some 1,500 characters."""
    paragraphs = [
        {"key": f"k{n}", "text": _SENTENCE.format(n=n) * 4, "type": "unstyled", "depth": 0,
         "inlineStyleRanges": [], "entityRanges": []}
        for n in range(7)
    ]  # fmt: skip
    counts = {
        f"{name}-{what}_FORMS": count
        for name in ("placements", "comments")
        for what, count in (("TOTAL", "0"), ("INITIAL", "0"), ("MIN_NUM", "0"), ("MAX_NUM", "1000"))
    }
    return {
        "title": f"关于秋季招生和防汛工作的通知（{time.time_ns()}之{number}）",
        "slug": "",
        "summary": "有关事项的通知。",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "paragraph",
        "body-0-value": json.dumps({"blocks": paragraphs, "entityMap": {}}),
        "body-0-id": "",
        **counts,
        "action-publish": "1",
    }


def _shape(sql: str) -> str:
    """A statement without its list of columns."""
    first, found, tail = sql.partition(" FROM ")
    return (first[:60] + found + tail if found else sql)[:260]


def measure(number_of_articles: str, port: str) -> dict[str, Any]:
    lin, _made = User.objects.get_or_create(username="bench", defaults={"is_superuser": True})
    desk = Client(headers={"host": f"localhost:{port}"})
    desk.force_login(lin)
    home = Subsite.objects.filter(own_site=None).order_by("code")[0].root_page
    column = ColumnPage.objects.child_of(home).exclude(layout="navigation").order_by("path")[0]
    address = reverse("wagtailadmin_pages:add", args=("editorial", "articlepage", column.pk))
    DBTaskResult.objects.all().delete()
    figures: dict[str, list[float]] = {
        name: []
        for name in (
            "stands",
            "stands_cpu",
            "ends",
            "ends_cpu",
            "task",
            "tasks",
            "queries",
            "hold",
            "task_hold",
        )
    }
    slow: Counter[str] = Counter()
    for number in range(int(number_of_articles) + WARM):
        form = form_of(number)
        with taking() as whole:
            with watched() as holds, taking() as request:
                response = desk.post(address, form)
            with watched() as later:
                Worker(
                    queue_names=["*"], excluded_queue_names=[], interval=1, batch=True, backend_name="default",
                    startup_delay=False, max_tasks=None, worker_id="bench",
                ).run()  # fmt: skip
        assert response.status_code == 302, response.content.decode()[:4000]
        page = ArticlePage.objects.latest("pk")
        assert in_column(column.pk)[0].object_id == page.pk and page.title == form["title"]
        done = list(DBTaskResult.objects.all())
        assert all(task.status == "SUCCESSFUL" for task in done), [task.traceback for task in done]
        DBTaskResult.objects.all().delete()
        if number < WARM:
            continue
        figures["stands"].append(request.wall * 1000)
        figures["stands_cpu"].append(request.cpu * 1000)
        figures["ends"].append(whole.wall * 1000)
        figures["ends_cpu"].append(whole.cpu * 1000)
        figures["task"] += [(task.finished_at - task.started_at).total_seconds() * 1000 for task in done]
        figures["tasks"].append(len(done))
        figures["queries"].append(len(holds.statements))
        figures["hold"].append(holds.longest * 1000)
        figures["task_hold"].append(later.longest * 1000)
        for seconds, sql in holds.statements + later.statements:
            slow[_shape(sql)] += round(seconds * 1e6)
    return {**figures, "slow": slow.most_common(25)}
