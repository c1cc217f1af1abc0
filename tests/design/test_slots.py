"""Slots: apps above fill places of the base template, in order, escaped unless they say it is HTML."""

import pytest
from django.test import RequestFactory
from django.utils.safestring import mark_safe

from yimen.design.slots import SlotRegistry, UnknownSlot

REQUEST = RequestFactory().get("/bm/jyj/")


def test_providers_fill_a_slot_in_their_order() -> None:
    slots = SlotRegistry()
    slots.register("header", lambda request: mark_safe("<p>later</p>"), order=10)
    slots.register("header", lambda request: mark_safe("<p>first</p>"))
    assert slots.render("header", REQUEST) == "<p>first</p><p>later</p>"


def test_a_provider_sees_the_request_and_may_give_nothing() -> None:
    slots = SlotRegistry()
    slots.register("sub-header", lambda request: request.path)
    slots.register("sub-header", lambda request: None)
    assert slots.render("sub-header", REQUEST) == "/bm/jyj/"


def test_what_is_not_said_to_be_html_is_escaped() -> None:
    slots = SlotRegistry()
    slots.register("alert", lambda request: "<script>")
    assert slots.render("alert", REQUEST) == "&lt;script&gt;"


def test_registering_again_moves_and_never_doubles() -> None:
    slots = SlotRegistry()

    def footer(request: object) -> str:
        return "f"

    slots.register("footer", footer)
    slots.register("footer", lambda request: "x", order=1)
    slots.register("footer", footer, order=2)
    assert slots.render("footer", REQUEST) == "xf"


def test_an_unknown_slot_is_refused_with_the_names_of_those_that_exist() -> None:
    slots = SlotRegistry()
    with pytest.raises(UnknownSlot, match="sub-header"):
        slots.register("heder", lambda request: None)
    with pytest.raises(UnknownSlot, match="heder"):
        slots.render("heder", REQUEST)


def test_an_empty_slot_is_empty() -> None:
    assert SlotRegistry().render("footer", REQUEST) == ""
