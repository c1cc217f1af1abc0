"""Addresses and the progress board, without a database."""

from urllib.parse import quote_from_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.subsites.rules import (
    Address,
    DepartmentState,
    Root,
    address_of,
    canonical_old_path,
    count_progress,
    old_address_hash,
    state_of_subsite,
    why_not_own_host,
)

PORTAL = Root("/yimen-home/", "", "/", 1, "http://www.yunze.example")
ENGLISH = Root("/yimen-home-en/", "", "/en/", 1, "http://www.yunze.example")
EDUCATION = Root("/yimen-home/bm/jyj/", "jyj.yunze.example", "/", 2, "http://jyj.yunze.example")
ROOTS = (PORTAL, ENGLISH, EDUCATION)


@pytest.mark.parametrize(
    ("tree_path", "address"),
    [
        ("/yimen-home/", Address("", "/")),
        ("/yimen-home/bm/", Address("", "/bm/")),
        ("/yimen-home/bm/jyjx/", Address("", "/bm/jyjx/")),
        ("/yimen-home-en/", Address("", "/en/")),
        ("/yimen-home-en/about/", Address("", "/en/about/")),
        ("/yimen-home/bm/jyj/", Address("jyj.yunze.example", "/")),
        ("/yimen-home/bm/jyj/news/1/", Address("jyj.yunze.example", "/news/1/")),
    ],
)
def test_the_deepest_root_above_a_page_gives_its_address(tree_path: str, address: Address) -> None:
    found = address_of(tree_path, ROOTS)
    assert found is not None
    assert found[1] == address


def test_a_page_outside_every_root_has_no_address() -> None:
    assert address_of("/draft-home/", ROOTS) is None


@pytest.mark.parametrize(
    ("asked", "one_spelling"),
    [
        ("", "/"),
        ("/", "/"),
        ("/index.html", "/index.html"),
        ("/%7Ezhou/", "/~zhou/"),
        ("/%e6%96%b0.htm", "/%E6%96%B0.htm"),
        ("/新.htm", "/%E6%96%B0.htm"),
        ("/%d0%c2.htm", "/%D0%C2.htm"),
        ("/show.asp?id=3&page=2", "/show.asp?id=3&page=2"),
        ("/show.asp?name=a%26b", "/show.asp?name=a%26b"),
        ("/show.asp?name=%d6%d0", "/show.asp?name=%D6%D0"),
        ("/a b.htm", "/a%20b.htm"),
    ],
)
def test_an_old_address_has_one_spelling(asked: str, one_spelling: str) -> None:
    assert canonical_old_path(asked) == one_spelling


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/%D0%C2.htm", "/%E6%96%B0.htm"),  # the same word in GBK and in UTF-8 is two addresses
        ("/show.asp?id=1", "/show.asp?id=2"),
        ("/show.asp?id=1", "/show.asp"),
        ("/show.asp?a=1&b=2", "/show.asp?a=1%26b=2"),
        ("/a%3Fid=1", "/a?id=1"),
        ("/News.htm", "/news.htm"),
    ],
)
def test_different_old_addresses_stay_apart(one: str, other: str) -> None:
    assert old_address_hash("www.jyj.example", one) != old_address_hash("www.jyj.example", other)


def test_the_same_path_on_two_old_hosts_is_two_addresses() -> None:
    assert old_address_hash("a.example", "/x") != old_address_hash("b.example", "/x")


@given(st.text(max_size=60))
def test_the_one_spelling_of_any_text_is_plain_and_stays(text: str) -> None:
    spelt = canonical_old_path("/" + text)
    assert spelt.isascii()
    assert canonical_old_path(spelt) == spelt


@given(st.binary(min_size=1, max_size=40))
def test_bytes_meet_whatever_a_client_left_unescaped(raw: bytes) -> None:
    """A browser escapes as it likes; the server hands over bytes: both must reach the same row."""
    strict = "/" + quote_from_bytes(raw, safe="")
    loose = "/" + quote_from_bytes(raw, safe="/:@!$&'()*+,;=~")
    assert canonical_old_path(strict) == canonical_old_path(loose)


# ── The progress board ──


def departments(*states: tuple[str, str, int]) -> list[DepartmentState]:
    return [DepartmentState(old, sub) for old, sub, count in states for _ in range(count)]


MODEL_CASE = departments(
    ("closed", "finished", 14),
    ("exempt", "none", 2),
    ("none", "finished", 4),
    ("none", "preparation", 6),
    ("none", "none", 3),
)


def test_the_model_case_is_reproduced() -> None:
    """29 departments; 16 old sites = 14 closed + 2 exempt; 18 finished, 6 in preparation, 5 none."""
    board = count_progress(MODEL_CASE)
    assert (board.departments, board.old_sites) == (29, 16)
    assert (board.old_sites_closed, board.old_sites_exempt, board.old_sites_running) == (14, 2, 0)
    assert (board.subsites_finished, board.subsites_in_preparation, board.subsites_none) == (18, 6, 5)
    assert board.exempt_without_subsite == 2


_STATES = st.builds(
    DepartmentState,
    old_site=st.sampled_from(["none", "running", "exempt", "closed"]),
    subsite=st.sampled_from(["none", "preparation", "finished"]),
)


@given(st.lists(_STATES, max_size=60))
def test_every_department_is_counted_once_in_each_of_the_two_facts(states: list[DepartmentState]) -> None:
    board = count_progress(states)
    assert board.departments == len(states)
    assert board.old_sites == board.old_sites_running + board.old_sites_closed + board.old_sites_exempt
    assert board.departments == (
        board.subsites_finished + board.subsites_in_preparation + board.subsites_none
    )
    assert board.exempt_without_subsite <= min(board.old_sites_exempt, board.subsites_none)


def test_nobody_counted_is_a_board_of_noughts() -> None:
    assert count_progress([]).departments == 0


def test_an_exempt_site_is_no_subsite_under_the_one_address() -> None:
    assert state_of_subsite(state="finished", has_own_host=True) == "none"
    assert state_of_subsite(state="finished", has_own_host=False) == "finished"
    assert state_of_subsite(state=None, has_own_host=False) == "none"


def test_a_host_of_ones_own_needs_who_when_and_which_document() -> None:
    assert len(why_not_own_host(approved_by=" ", approved_on_known=False, document_number="\t")) == 3
    assert not why_not_own_host(
        approved_by="市政府办公室", approved_on_known=True, document_number="云政办函〔2026〕3号"
    )
