"""What a load balancer hears."""

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from yimen.config import views


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "_readiness", views.Readiness())


def test_a_live_process_says_so_without_the_database(client: Client) -> None:
    answer = client.get("/-/live")
    assert (answer.status_code, answer.content) == (200, b"live\n")
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.django_db
def test_a_migrated_portal_is_ready(client: Client) -> None:
    assert client.get("/-/ready", headers={"Host": "10.0.0.3:8000"}).content == b"ready\n"


@pytest.mark.django_db
def test_a_portal_without_its_migrations_is_not_ready(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "unapplied_migrations", lambda _connection: ["pool.0002_more"])
    answer = client.get("/-/ready")
    assert answer.status_code == 503
    assert "1 migrations are not applied; yimen migrate" in answer.content.decode()


@pytest.mark.django_db
def test_a_portal_whose_database_went_away_is_not_ready(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise DatabaseError("server closed the connection unexpectedly")

    monkeypatch.setattr(connection, "cursor", gone)
    answer = client.get("/-/ready")
    assert (answer.status_code, answer.content) == (503, b"the database does not answer\n")


def test_health_is_only_read(client: Client) -> None:
    assert client.post("/-/live").status_code == 405
