"""Who tampers with the log past the program is found out; old lines leave a sealed break."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone
from pytest_django import Settings

from yimen.records import recurring
from yimen.records.audit import record
from yimen.records.chain import append, chain_unchained, head
from yimen.records.models import AuditEntry
from yimen.records.pruning import prune
from yimen.records.sealing import LogBroken, verify, verify_and_seal

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def log(db: None) -> None:
    for number in range(1, 6):
        record("accounts.invited", actor=None, subject=f"user:{number}")
    chain_unchained()


def tamper(*statements: str) -> None:
    """As whoever owns the database could."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role TO replica")
        else:
            cursor.execute("DROP TRIGGER IF EXISTS audit_refuse_update")
            cursor.execute("DROP TRIGGER IF EXISTS audit_refuse_delete")
        for statement in statements:
            cursor.execute(statement)


def reckon_anew() -> None:
    """Gives every line the digest that it would have: the cleverest that one can do without the secret key."""
    previous = ""
    for entry in AuditEntry.objects.order_by("position"):
        previous = entry.digest_after(previous, entry.position or 0)
        tamper(f"UPDATE records_auditentry SET digest = '{previous}' WHERE id = {entry.pk}")


def test_a_log_that_was_left_alone_is_whole(log: None) -> None:
    verdict = verify(now=NOW)
    assert (verdict.broken, verdict.first, verdict.last, verdict.lines) == ("", 1, 5, 5)
    assert (verdict.last, verdict.digest) == head()


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (
            "UPDATE records_auditentry SET person = 'somebody' WHERE position = 3",
            "line 3 is not as it was written",
        ),
        (
            "UPDATE records_auditentry SET detail = '{\"a\": 1}' WHERE position = 4",
            "line 4 is not as it was written",
        ),
        ("DELETE FROM records_auditentry WHERE position = 2", "line 2 is missing"),
        (
            "DELETE FROM records_auditentry WHERE position < 3",
            "the lines before 3 are gone, and no seal says so",
        ),
    ],
)
def test_the_first_line_that_is_wrong_is_named(log: None, statement: str, sentence: str) -> None:
    tamper(statement)
    assert sentence in verify(now=NOW).broken
    with pytest.raises(CommandError, match=sentence):
        call_command("verify_log")
    with pytest.raises(LogBroken, match=sentence):
        verify_and_seal(now=NOW)
    assert AuditEntry.objects.latest("pk").result == "failed"


def test_reckoning_the_chain_anew_does_not_help_once_it_was_sealed(log: None) -> None:
    verify_and_seal(now=NOW)
    chain_unchained()
    tamper("UPDATE records_auditentry SET person = 'somebody' WHERE position = 3")
    reckon_anew()
    assert "a seal knows another digest" in verify(now=NOW).broken


def test_an_end_that_was_cut_off_shows_against_what_was_noted(log: None) -> None:
    out = StringIO()
    call_command("verify_log", stdout=out)
    noted = out.getvalue().rsplit(": ", 1)[1].strip()
    call_command("verify_log", noted=[noted], stdout=out)
    tamper("DELETE FROM records_auditentry WHERE position > 3")
    call_command("verify_log", stdout=out)
    with pytest.raises(CommandError, match="line 4 and what followed is gone"):
        call_command("verify_log", noted=[noted])


@pytest.mark.parametrize("noted", ["5", "x:y", "5:abc"])
def test_a_note_that_is_none_is_told(log: None, noted: str) -> None:
    with pytest.raises(CommandError, match="64 characters"):
        call_command("verify_log", noted=[noted])


def test_a_forged_seal_vouches_for_nothing(log: None) -> None:
    record("log.pruned", actor=None, subject="log", detail={
        "first": 3, "before": AuditEntry.objects.get(position=2).digest,
        "last": 5, "digest": head()[1], "signature": "0" * 64,
    })  # fmt: skip
    chain_unchained()
    tamper("DELETE FROM records_auditentry WHERE position < 3")
    assert "no seal says so" in verify(now=NOW).broken


def old_and_new(old: int, new: int) -> None:
    long_ago = NOW - timedelta(days=400)
    for count, at in ((old, long_ago), (new, NOW)):
        append([AuditEntry(at=at, action="x", subject=f"page:{n}", result="done") for n in range(count)])
    chain_unchained()


def test_old_lines_are_deleted_by_the_one_command_and_the_break_is_sealed(db: None) -> None:
    old_and_new(4, 3)
    out = StringIO()
    call_command("prune_log", stdout=out)
    assert "4 lines older than 365 days" in out.getvalue()
    chain_unchained()
    verdict = verify(now=NOW)
    assert (verdict.broken, verdict.first, verdict.last) == ("", 5, 8)
    assert AuditEntry.objects.latest("position").detail["lines"] == 4
    assert prune(now=NOW) == 0
    with pytest.raises(Exception, match="log are"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM records_auditentry")


def test_lines_can_be_deleted_again_and_again(db: None) -> None:
    old_and_new(4, 3)
    assert prune(now=NOW) == 4
    chain_unchained()
    assert prune(now=NOW + timedelta(days=366)) == 3, "the newest stays, however old: the next stands on it"
    chain_unchained()
    verdict = verify(now=NOW)
    assert (verdict.broken, verdict.first, verdict.last) == ("", 8, 9)


def test_of_a_log_that_was_tampered_with_nothing_is_deleted(db: None) -> None:
    old_and_new(4, 3)
    tamper("UPDATE records_auditentry SET person = 'somebody' WHERE position = 6")
    with pytest.raises(CommandError, match="Nothing was deleted"):
        call_command("prune_log")
    assert AuditEntry.objects.count() == 7


def test_a_seal_counts_under_the_former_key_and_not_under_a_strange_one(
    log: None, settings: Settings
) -> None:
    former = settings.SECRET_KEY
    verify_and_seal(now=NOW)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new" * 20, [former]
    assert verify(now=NOW).sealed_at
    settings.SECRET_KEY_FALLBACKS = []
    assert verify(now=NOW).sealed_at is None


def test_both_jobs_run_by_themselves(log: None) -> None:
    for name in ("chain_log", "verify_log"):
        recurring.registered()[name].run()
    assert AuditEntry.objects.latest("pk").action == "log.sealed"
