"""What the search box takes and gives, without a database."""

from collections.abc import Iterable

PER_PAGE = 20
DEEPEST = 400
"""Results that can be leafed through: who has not found it among so many needs other words."""
SUGGESTIONS = 8
LONGEST_QUERY = 100
LONGEST_BEGINNING = 40


def asked(raw: str) -> str:
    """What somebody typed, with single spaces, as far as it counts."""
    return " ".join(raw.replace("\x00", " ").split())[:LONGEST_QUERY].strip()


def page_asked(raw: str) -> int:
    """The page of results that an address names; the first where it names none."""
    return max(1, int(raw)) if raw.isascii() and raw.isdigit() and len(raw) <= 4 else 1


def is_worth_completing(query: str) -> bool:
    """One Chinese character says enough, one letter does not; a sentence is no beginning."""
    return bool(query) and len(query) <= LONGEST_BEGINNING and not (len(query) == 1 and query.isascii())


def starts_like(title: str, query: str, *, spellings: Iterable[str]) -> bool:
    """Whether a short title holds what was typed, or one of its spellings in pinyin begins with it."""
    wanted = query.casefold()
    return wanted in title.casefold() or any(spelling.startswith(wanted) for spelling in spellings)
