"""News travels upwards: an announcement reaches its subscribers in order, inside the caller's own doing."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from yimen.foundation import events


@dataclass(frozen=True)
class WellDug:
    depth: int


@dataclass(frozen=True)
class DeepWellDug(WellDug):
    """A kind of its own, although it is built on the other."""


@pytest.fixture(autouse=True)
def nobody_listens(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(events, "_subscribers", type(events._subscribers)(list))
    yield


def test_subscribers_hear_in_the_order_in_which_they_subscribed() -> None:
    heard: list[str] = []
    events.subscribe(WellDug, lambda news: heard.append(f"search {news.depth}"))
    events.subscribe(WellDug, lambda news: heard.append(f"baking {news.depth}"))
    events.announce(WellDug(7))
    assert heard == ["search 7", "baking 7"]


def test_subscribing_twice_counts_once() -> None:
    heard: list[int] = []

    def listen(news: WellDug) -> None:
        heard.append(news.depth)

    events.subscribe(WellDug, listen)
    events.subscribe(WellDug, listen)
    events.announce(WellDug(3))
    assert heard == [3]


def test_only_exactly_this_kind_of_news_is_heard() -> None:
    heard: list[WellDug] = []
    events.subscribe(WellDug, heard.append)
    events.announce(DeepWellDug(9))
    assert heard == []


def test_what_a_subscriber_raises_reaches_who_announced_and_the_rest_hear_nothing() -> None:
    heard: list[int] = []

    def fail(news: WellDug) -> None:
        raise RuntimeError("the index is full")

    events.subscribe(WellDug, fail)
    events.subscribe(WellDug, lambda news: heard.append(news.depth))
    with pytest.raises(RuntimeError, match="index is full"):
        events.announce(WellDug(1))
    assert heard == []


def test_news_that_nobody_awaits_is_no_error() -> None:
    events.announce(WellDug(1))
    assert WellDug not in events._subscribers, "asking leaves no empty list behind"
