"""News travels upwards: a lower app announces, higher apps subscribe in their `apps.py`.

Events are dispatched synchronously inside the caller's transaction: a failing subscriber rolls the change
back.
Slow work is enqueued as a task from the subscriber.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

EventType = TypeVar("EventType")

_subscribers: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(event_type: type[EventType], subscriber: Callable[[EventType], None]) -> None:
    """Call `subscriber` with each later event of exactly this type; subscribing twice counts once."""
    if subscriber not in _subscribers[event_type]:
        _subscribers[event_type].append(subscriber)


def announce(event: object) -> None:
    """Hand `event` to its subscribers in the order they subscribed; what they raise passes to the caller."""
    for subscriber in tuple(_subscribers.get(type(event), ())):
        subscriber(event)
