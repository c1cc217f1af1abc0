"""Bars of a chart, as the chart component draws them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its figure, and how much of the longest bar it fills (0 to 100, per cent)."""

    label: str
    value: int | float
    share: float
    is_marked: bool = False


def bars(
    values: Iterable[tuple[str, int | float]], *, whole: float | None = None, marked: str = ""
) -> list[Bar]:
    """Bars for (label, value), measured against ``whole`` or, without it, the largest value.

    ``marked`` is the label of the bar that the reader should see first. Negative values raise ``ValueError``:
    a bar from zero cannot show them.
    """
    pairs = list(values)
    if any(value < 0 for _, value in pairs):
        raise ValueError("A bar cannot show a negative value; use a table.")
    longest = whole if whole is not None else max((value for _, value in pairs), default=0)
    return [
        Bar(
            label=label,
            value=value,
            share=round(min(100.0, 100 * value / longest), 1) if longest else 0.0,
            is_marked=label == marked,
        )
        for label, value in pairs
    ]
