"""Of writers who write at once on PostgreSQL none waits for another's transaction, and the chain is right."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.utils import timezone

from yimen.records.audit import record
from yimen.records.chain import chain_unchained
from yimen.records.models import AuditEntry
from yimen.records.sealing import verify

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def write(number: int) -> None:
    try:
        for part in range(20):
            with transaction.atomic():
                record("accounts.invited", actor=None, subject=f"user:{number}-{part}")
                record("accounts.invited", actor=None, subject=f"user:{number}-{part}")
    finally:
        connection.close()


def test_the_chain_is_right_whoever_writes_at_once() -> None:
    with ThreadPoolExecutor(8) as writers:
        list(writers.map(write, range(8)))
    chain_unchained()
    verdict = verify(now=timezone.now())
    assert (verdict.broken, verdict.lines) == ("", 320)


def test_a_failed_sign_in_does_not_wait_for_a_long_transaction() -> None:
    written, done = threading.Event(), threading.Event()

    def publish() -> None:
        with transaction.atomic():
            record("wagtail.publish", actor=None, subject="page:1")
            written.set()
            done.wait(30)
        connection.close()

    publisher = threading.Thread(target=publish)
    publisher.start()
    try:
        assert written.wait(30)
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout TO '5s'")  # had it to wait, it would fail
        record("accounts.sign_in_failed", actor=None, subject="user:1", result="refused")
        assert AuditEntry.objects.get().position == 1
    finally:
        done.set()
        publisher.join()
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout TO 0")
    last = AuditEntry.objects.get(action="wagtail.publish")
    assert last.position == 2, "chained after its own commit"
    assert verify(now=timezone.now()).broken == ""
