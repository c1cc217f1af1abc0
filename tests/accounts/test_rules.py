"""When a try must wait, what a password must be, when a session is over."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.accounts.rules import (
    Failures,
    is_over,
    is_stale,
    kinds_of_characters,
    network_of,
    wait_before_try,
)

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
moments = st.lists(st.integers(0, 7_200).map(lambda seconds: NOW - timedelta(seconds=seconds)), max_size=60)


def wait(
    pair: list[datetime] | None = None, *, address: int = 0, name: list[datetime] | None = None
) -> timedelta:
    failures = Failures(of_pair=pair or [], of_address=address, of_name=name or [])
    return wait_before_try(failures, tries=5, tries_of_address=50, wait=15 * MINUTE, now=NOW)


def ago(*seconds: int) -> list[datetime]:
    return [NOW - timedelta(seconds=each) for each in seconds]


def test_the_fifth_failure_of_a_pair_makes_it_wait_from_the_last_one_on() -> None:
    assert wait(ago(5, 4, 3, 2)) == timedelta(0)
    assert wait(ago(60, 50, 40, 30, 20)) == 15 * MINUTE - timedelta(seconds=20)
    assert wait(ago(1000, 950, 920, 910, 905)) == timedelta(0), "they lie beyond a quarter of an hour"


def test_an_address_that_tries_many_names_waits() -> None:
    assert wait(address=49) == timedelta(0)
    assert wait(address=50) == 15 * MINUTE


def test_a_name_is_slowed_and_never_shut() -> None:
    assert wait(name=ago(*range(5, 14))) == timedelta(0), "nine"
    assert wait(name=ago(*range(10))) == timedelta(seconds=1)
    assert wait(name=ago(*range(12))) == timedelta(seconds=4)
    assert wait(name=ago(*range(300))) == MINUTE
    assert wait(name=ago(*range(61, 300))) == timedelta(0), "a minute of quiet opens it"


@given(pair=moments, name=moments, address=st.integers(0, 500))
def test_no_try_ever_waits_longer_than_the_policy_says(
    pair: list[datetime], name: list[datetime], address: int
) -> None:
    assert timedelta(0) <= wait(pair, name=name, address=address) <= 15 * MINUTE


@pytest.mark.parametrize(
    ("password", "kinds"), [("abc", 1), ("abcD", 2), ("abcD1", 3), ("abcD1-", 4), ("云泽湖abc1", 3), ("", 0)]
)
def test_kinds_of_characters_are_counted(password: str, kinds: int) -> None:
    assert kinds_of_characters(password) == kinds


@given(st.text(max_size=40))
def test_any_text_has_at_most_four_kinds(text: str) -> None:
    assert 0 <= kinds_of_characters(text) <= 4


def test_who_may_choose_among_many_addresses_counts_as_one() -> None:
    assert network_of("10.1.2.3") == "10.1.2.3"
    assert network_of("2001:db8:1:2:3:4:5:6") == network_of("2001:db8:1:2:ffff::1") == "2001:db8:1:2::/64"
    assert network_of("nonsense") == "unknown"


@given(st.text(max_size=60))
def test_any_text_is_some_network(text: str) -> None:
    assert network_of(text)


def test_a_session_ends_after_idle_time_and_after_whole_time() -> None:
    def over(*, began: int, seen: int) -> bool:
        at = {"began": NOW - began * MINUTE, "seen": NOW - seen * MINUTE}
        return is_over(**at, idle=30 * MINUTE, whole=12 * 60 * MINUTE, now=NOW)

    assert not over(began=60, seen=29)
    assert over(began=60, seen=31)
    assert over(began=721, seen=1)


def test_a_password_grows_old_where_the_policy_says_so() -> None:
    old = NOW - timedelta(days=91)
    assert is_stale(old, days=90, now=NOW)
    assert not is_stale(old, days=0, now=NOW)
    assert not is_stale(NOW - timedelta(days=89), days=90, now=NOW)
