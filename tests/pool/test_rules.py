"""Paths of places, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.design.preferences import ENTRANCES
from yimen.pool.rules import AUDIENCES, parent_path, paths_above


@pytest.mark.parametrize(
    ("path", "above"),
    [
        ("/", []),
        ("/bm/", ["/"]),
        ("/bm/jyj/tzgg/1/", ["/", "/bm/", "/bm/jyj/", "/bm/jyj/tzgg/"]),
        ("/en/", []),
        ("/en/about/", ["/en/"]),
        ("/en/about/1/", ["/en/", "/en/about/"]),
        ("/english/", ["/"]),
    ],
)
def test_the_trail_of_a_path(path: str, above: list[str]) -> None:
    assert paths_above(path) == above


@pytest.mark.parametrize(("path", "parent"), [("/", ""), ("/bm/", "/"), ("/bm/jyj/", "/bm/"), ("/en/", "/")])
def test_the_place_above(path: str, parent: str) -> None:
    assert parent_path(path) == parent


_SLUG = st.from_regex(r"[a-z0-9]{1,6}", fullmatch=True).filter(lambda slug: slug != "en")


@given(st.lists(_SLUG, min_size=1, max_size=6))
def test_the_last_of_the_trail_is_the_place_above(slugs: list[str]) -> None:
    path = "/" + "/".join(slugs) + "/"
    assert paths_above(path)[-1] == parent_path(path)
    assert all(path.startswith(place) and place != path for place in paths_above(path))


def test_the_five_entrances_are_the_cookies_closed_list() -> None:
    assert tuple(AUDIENCES) == ENTRANCES
