"""What must be known of an agency's state before it may be written down.

Source: how GOV.UK's publisher keeps closed organisations (reference/peers.md §2.1): a closed body names its
reason, and a reason that hands duties on names who has them now.
"""

from yimen.foundation.words import noted

# Reasons for closing whose duties went to another body, which must then be named.
REASONS_WITH_SUCCESSORS = frozenset({"merged", "split", "renamed", "transferred"})


def why_not_status(
    *, status: str, closed_on_known: bool, closing_reason: str, successor_count: int
) -> dict[str, str]:
    """Field → English reason why this state cannot be recorded; empty when it can."""
    if status != "closed":
        if closing_reason or closed_on_known or successor_count:
            return {"status": noted("Only a closed agency has a closing date, a reason and successors.")}
        return {}
    reasons: dict[str, str] = {}
    if not closed_on_known:
        reasons["closed_on"] = noted("A closed agency needs the day it was closed.")
    if not closing_reason:
        reasons["closing_reason"] = noted("A closed agency needs the reason it was closed.")
    elif closing_reason in REASONS_WITH_SUCCESSORS and not successor_count:
        reasons["successors"] = noted("Say which agencies have its duties now.")
    elif closing_reason == "split" and successor_count < 2:
        reasons["successors"] = noted("A split agency has at least two successors.")
    return reasons


def index_name(short_name: str) -> str:
    """The name that a body is looked up under: 市财政局 stands under 财, as every body of the city begins with 市."""
    level, rest = short_name[:1], short_name[1:]
    return rest if level in "省市县区州" and len(rest) > 1 else short_name
