"""Publish time and paging, without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yimen.editorial.rules import (
    GRACE,
    Leaf,
    ListPages,
    is_backdated,
    to_the_minute,
    why_not_released_at,
)

NOW = datetime(2026, 3, 2, 9, 30, 15, tzinfo=UTC)


def test_a_time_not_chosen_is_no_trouble() -> None:
    assert not why_not_released_at(None, fixed=None, now=NOW, reason="")
    assert not why_not_released_at(None, fixed=NOW, now=NOW, reason="")


def test_minutes_between_writing_and_pressing_are_no_back_dating() -> None:
    assert not why_not_released_at(NOW - GRACE, fixed=None, now=NOW, reason="")
    assert not is_backdated(NOW - GRACE, now=NOW)
    assert not is_backdated(None, now=NOW)


def test_back_dating_needs_a_reason() -> None:
    last_year = NOW - timedelta(days=365)
    assert set(why_not_released_at(last_year, fixed=None, now=NOW, reason=" ")) == {"backdating_reason"}
    assert not why_not_released_at(last_year, fixed=None, now=NOW, reason="补录纸质公报")
    assert is_backdated(last_year, now=NOW)


def test_the_future_is_for_scheduling_whatever_the_reason() -> None:
    tomorrow = NOW + timedelta(days=1)
    assert set(why_not_released_at(tomorrow, fixed=None, now=NOW, reason="必须")) == {"released_at"}


def test_a_publish_time_once_public_stays_to_the_minute() -> None:
    fixed = NOW.replace(second=0)
    assert not why_not_released_at(NOW, fixed=fixed, now=NOW + timedelta(days=9), reason="")
    later = why_not_released_at(fixed + timedelta(minutes=1), fixed=fixed, now=NOW, reason="必须")
    assert set(later) == {"released_at"}


def test_times_are_kept_to_the_minute() -> None:
    assert to_the_minute(NOW) == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


# ── Pages of a long list ──

COUNTS = st.integers(min_value=0, max_value=5000)
SIZES = st.integers(min_value=2, max_value=40)


def all_leaves(count: int, size: int) -> list[Leaf]:
    pages = ListPages(count, size)
    return [pages.leaf(place) for place in range(pages.total)]


@settings(deadline=None)
@given(COUNTS, SIZES)
def test_every_text_stands_on_exactly_one_page(count: int, size: int) -> None:
    leaves = all_leaves(count, size)
    assert [place for leaf in leaves for place in range(leaf.start, leaf.stop)] == list(range(count))
    assert leaves[0].name is None
    assert [leaf.name for leaf in leaves[1:]] == list(range(len(leaves) - 1, 0, -1))
    assert all(leaf.stop - leaf.start == size for leaf in leaves[1:])
    assert leaves[0].stop < 2 * size


@settings(deadline=None)
@given(COUNTS, SIZES)
def test_a_new_text_shifts_no_page_but_the_front(count: int, size: int) -> None:
    """Page 3 shows the same texts tomorrow, counted from the oldest."""

    def from_oldest(total: int) -> dict[int | None, tuple[int, int]]:
        return {leaf.name: (total - leaf.stop, total - leaf.start) for leaf in all_leaves(total, size)}

    before, after = from_oldest(count), from_oldest(count + 1)
    del before[None]
    assert before.items() <= after.items()


@settings(deadline=None)
@given(COUNTS, SIZES)
def test_each_page_is_found_under_its_own_address(count: int, size: int) -> None:
    pages = ListPages(count, size)
    for place in range(pages.total):
        url = pages.url(place)
        asked = url.removeprefix("?page=") if url.startswith("?") else None
        assert pages.place_of(asked) == place


@pytest.mark.parametrize(
    "asked",
    ["0", "-1", "99", "９", "1.0", "one", "", " 1", "1 ", "999999999999", "1' OR '1", "\x00", "²", "01x"],
)
def test_a_page_that_is_not_there_is_not_there(asked: str) -> None:
    assert ListPages(45, size=20).place_of(asked) is None


def test_one_page_has_one_address() -> None:
    """Two spellings of a page would be two copies in every cache and index."""
    pages = ListPages(45, size=20)
    assert pages.place_of("1") == pages.total - 1
    assert pages.place_of("01") is None
    assert pages.place_of("+1") is None
