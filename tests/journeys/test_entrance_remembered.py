"""王阿姨 tells the portal that she comes as a citizen, finds it remembered, and takes it back."""

import pytest

from tests.journeys.city import Places
from tests.journeys.conftest import Open

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_an_entrance_is_remembered_and_undone(opened: Open, places: Places, script: bool) -> None:
    page = opened(places.home, script=script)
    assert page.locator("[data-first-for]").count() == 0
    page.locator(".entrances__channel", has_text="市民").click()
    page.wait_for_url(places.entrance)
    page.locator(".entrance-choice button").click()
    page.wait_for_url(places.entrance)
    assert page.locator(".entrances__channel.is-remembered .entrances__word").all_inner_texts() == ["市民"]

    (cookie,) = page.context.cookies()
    assert (cookie["name"], cookie["value"]) == ("yimen_prefs", "entrance:citizen")
    page.goto(places.home)
    assert page.locator("[data-first-for=citizen] .entry-list__title").count() > 0
    assert page.locator(".entrances__channel.is-remembered").count() == 1

    page.goto(places.entrance)
    page.locator(".entrance-choice button").click()
    page.wait_for_url(places.entrance)
    assert page.context.cookies() == []
    page.goto(places.home)
    assert page.locator("[data-first-for]").count() == 0
    assert page.locator(".entrances__channel.is-remembered").count() == 0
