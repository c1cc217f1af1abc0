"""What must be known before an agency's state is written down."""

import pytest

from yimen.agencies.rules import index_name, why_not_status


@pytest.mark.parametrize("status", ["live", "joining", "exempt"])
def test_an_open_agency_has_nothing_of_a_closed_one(status: str) -> None:
    assert not why_not_status(status=status, closed_on_known=False, closing_reason="", successor_count=0)
    for told in (
        {"closed_on_known": True, "closing_reason": "", "successor_count": 0},
        {"closed_on_known": False, "closing_reason": "merged", "successor_count": 0},
        {"closed_on_known": False, "closing_reason": "", "successor_count": 1},
    ):
        assert set(why_not_status(status=status, **told)) == {"status"}


def test_a_closed_agency_says_when_and_why() -> None:
    reasons = why_not_status(status="closed", closed_on_known=False, closing_reason="", successor_count=0)
    assert set(reasons) == {"closed_on", "closing_reason"}


@pytest.mark.parametrize("reason", ["merged", "renamed", "transferred", "split"])
def test_duties_that_went_elsewhere_are_named_with_who_has_them(reason: str) -> None:
    told = {"status": "closed", "closed_on_known": True, "closing_reason": reason}
    assert set(why_not_status(**told, successor_count=0)) == {"successors"}
    assert not why_not_status(**told, successor_count=2)


def test_a_split_needs_two_and_a_dissolution_none() -> None:
    told = {"status": "closed", "closed_on_known": True}
    assert set(why_not_status(**told, closing_reason="split", successor_count=1)) == {"successors"}
    assert not why_not_status(**told, closing_reason="merged", successor_count=1)
    assert not why_not_status(**told, closing_reason="dissolved", successor_count=0)


@pytest.mark.parametrize(
    ("short_name", "looked_up_under"),
    [("市财政局", "财政局"), ("县水务局", "水务局"), ("望湖区", "望湖区"), ("市", "市"), ("市政府", "政府")],
)
def test_a_body_of_the_city_is_looked_up_without_the_word_city(short_name: str, looked_up_under: str) -> None:
    assert index_name(short_name) == looked_up_under
