"""Texts that stand more than once: the same, and nearly the same (MinHash over runs of characters).

Only bodies are compared, so that the template that all pages of a site share does not count.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations

from rensa import RMinHash

from yimen.consolidation.extraction.lines import squeezed

_HASHES, _BANDS = 64, 16
_ALIKE = 0.8  # share of runs in common
_SEED = 7
_RUN = 5  # characters
_TELLING = 100  # characters below which two texts are alike by chance
_LOOKED_AT = 20_000  # characters; what follows in longer texts changes no verdict


def sketch_of(text: str) -> list[int]:
    """64 numbers that are nearly the same for texts that are nearly the same; empty for texts too short to tell."""
    plain = squeezed(text)[:_LOOKED_AT]
    if len(plain) < _TELLING:
        return []
    made = RMinHash(num_perm=_HASHES, seed=_SEED)
    made.update([plain[place : place + _RUN] for place in range(len(plain) - _RUN + 1)])
    return list(made.digest())


def near_doubles(sketches: Iterable[tuple[str, list[int]]]) -> Iterator[tuple[str, str]]:
    """Pairs of addresses whose texts are nearly the same, each pair once, in the order of the addresses given."""
    rows = _HASHES // _BANDS
    buckets: dict[tuple[int, tuple[int, ...]], list[int]] = {}
    kept: list[tuple[str, list[int]]] = []
    for url, sketch in sketches:
        if not sketch:
            continue
        place = len(kept)
        kept.append((url, sketch))
        for band in range(_BANDS):
            buckets.setdefault((band, tuple(sketch[band * rows : (band + 1) * rows])), []).append(place)
    seen: set[tuple[int, int]] = set()
    for places in buckets.values():
        for first, second in combinations(places[:50], 2):
            pair = (first, second)
            if pair not in seen:
                seen.add(pair)
    for first, second in sorted(seen):
        if _likeness(kept[first][1], kept[second][1]) >= _ALIKE:
            yield kept[first][0], kept[second][0]


def _likeness(first: list[int], second: list[int]) -> float:
    return sum(one == other for one, other in zip(first, second, strict=True)) / _HASHES
