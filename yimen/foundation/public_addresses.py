"""Every address that is the same for everybody, told by the apps that answer them, for what visits them all."""

from collections.abc import Callable, Iterable, Iterator

# Host (the portal's own is empty) and path.
Teller = Callable[[], Iterable[tuple[str, str]]]

_tellers: dict[str, Teller] = {}


def register_teller(name: str, teller: Teller) -> None:
    """Have `teller` asked for addresses; called from ready() of the app that answers them. A name belongs to one."""
    if _tellers.get(name, teller) is not teller:
        raise ValueError(f"addresses are told by {name} already")
    _tellers[name] = teller


def public_addresses() -> Iterator[tuple[str, str]]:
    """All of them, each once, in the order of the tellers' names."""
    seen: set[tuple[str, str]] = set()
    for name in sorted(_tellers):
        for address in _tellers[name]():
            if address not in seen:
                seen.add(address)
                yield address
