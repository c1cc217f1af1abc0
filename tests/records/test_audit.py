"""The log: a line for what somebody did, which nobody can alter afterwards."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction
from django.test import RequestFactory
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from yimen.accounts.models import User
from yimen.demo import factories
from yimen.records import audit
from yimen.records.audit import record
from yimen.records.chain import append, chain_unchained, head
from yimen.records.models import AppendOnly, AuditEntry
from yimen.records.requests import answering
from yimen.records.sealing import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin(db: None) -> User:
    return factories.staff("lin", "林主任")


def test_a_line_says_who_did_what_to_what_from_where(lin: User) -> None:
    request = RequestFactory().post("/admin/", REMOTE_ADDR="203.0.113.7")
    record("accounts.invited", actor=lin, subject="user:12", request=request, detail={"role": "reviewer"})
    line = AuditEntry.objects.latest("pk")
    assert (line.person_id, line.person, line.address) == (lin.pk, "lin", "203.0.113.7")
    assert (line.action, line.subject, line.result) == ("accounts.invited", "user:12", "done")
    assert line.detail == {"role": "reviewer"}


def test_the_request_being_answered_counts_where_none_is_given(lin: User) -> None:
    request = RequestFactory().post("/admin/", REMOTE_ADDR="203.0.113.7")
    with answering(request) as asked:
        record("accounts.invited", actor=lin, subject="user:12")
    assert AuditEntry.objects.latest("pk").address == "203.0.113.7"
    assert asked.lines == 1


def test_what_the_portal_does_by_itself_has_neither_person_nor_address() -> None:
    record("log.verified", actor=None, subject="log")
    record("log.verified", actor=AnonymousUser(), subject="log")
    assert set(AuditEntry.objects.values_list("person_id", "person", "address")) == {(None, "", "")}


def test_of_a_resident_the_number_is_enough() -> None:
    resident = User.objects.create_user("13800000000", kind=User.Kind.RESIDENT)
    record("accounts.signed_in", actor=resident, subject=f"user:{resident.pk}")
    line = AuditEntry.objects.latest("pk")
    assert (line.person_id, line.person) == (resident.pk, "")


def test_each_line_stands_on_the_one_before(lin: User) -> None:
    for number in range(3):
        record("accounts.invited", actor=lin, subject=f"user:{number}")
    chain_unchained()
    lines = list(AuditEntry.objects.order_by("position"))
    assert [line.position for line in lines] == [1, 2, 3, 4], "lin's account, and the three"
    previous = ""
    for line in lines:
        assert line.position
        assert line.digest == line.digest_after(previous, line.position)
        previous = line.digest
    assert head() == (4, previous)


@pytest.mark.parametrize(
    "text",
    ["\0", "\\u0000", "\ud800", "𠮷㐀👍", '"\\', "\u2028", "x" * 5000],
    ids=lambda text: ascii(text[:8]),
)
def test_whatever_text_comes_is_stored_as_it_is_hashed(lin: User, text: str) -> None:
    record(
        text or "a",
        actor=lin,
        subject=text,
        detail={text: [text, {text: text}, 0.1, 1e-7, 12345678901234567890]},
    )
    chain_unchained()
    assert verify(now=timezone.now()).broken == ""


@given(
    st.dictionaries(st.text(max_size=20), st.recursive(st.text() | st.integers() | st.booleans(), st.lists))
)
def test_details_are_what_any_database_gives_back(detail: dict[str, object]) -> None:
    stored = audit._as_stored(detail)
    assert audit._as_stored(stored) == stored
    assert "\0" not in str(stored)


def test_a_line_is_neither_altered_nor_deleted_by_the_program(lin: User) -> None:
    line = record("accounts.invited", actor=lin, subject="user:1")
    for attempt in (
        line.save,
        line.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(person=""),
        lambda: AuditEntry.objects.bulk_update([line], ["person"]),
    ):
        with pytest.raises(AppendOnly):
            attempt()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records_auditentry SET person = 'nobody'",
        "UPDATE records_auditentry SET digest = 'x', position = 9",
        "DELETE FROM records_auditentry",
    ],
)
def test_a_line_is_neither_altered_nor_deleted_past_the_program(lin: User, statement: str) -> None:
    record("accounts.invited", actor=lin, subject="user:1")
    chain_unchained()
    with pytest.raises(DatabaseError, match="log are"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEntry.objects.latest("pk").person == "lin"


def test_a_line_goes_with_the_deed_that_was_undone(lin: User) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        record("accounts.invited", actor=lin, subject="user:1")
        raise RuntimeError
    assert not AuditEntry.objects.filter(action="accounts.invited").exists()


def test_many_lines_are_written_at_once() -> None:
    append(
        [AuditEntry(at=timezone.now(), action="x", subject=f"page:{n}", result="done") for n in range(1_200)]
    )
    chain_unchained()
    assert head()[0] == 1_200
