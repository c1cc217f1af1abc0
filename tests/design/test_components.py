"""Every component renders with its example, says its parameters, and holds to the rules for public pages."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from lxml import html

from yimen.design.examples import Example, examples

FOLDER = Path(__file__).resolve().parents[2] / "yimen" / "design" / "templates" / "design" / "components"
COMPONENTS = sorted(path.stem for path in FOLDER.glob("*.html"))
PARTS_OF_OTHERS = {"field", "error_summary", "menu"}  # shown by the examples of form and masthead
EXAMPLES = examples()


def named(example: Example) -> str:
    return example.component


def rendered(example: Example) -> str:
    return render_to_string(example.template_name, dict(example.parameters))


def test_every_component_has_an_example() -> None:
    shown = {example.component for example in EXAMPLES}
    assert set(COMPONENTS) - PARTS_OF_OTHERS == shown


@pytest.mark.parametrize("example", EXAMPLES, ids=named)
def test_example_uses_only_parameters_that_the_component_describes(example: Example) -> None:
    head = (FOLDER / f"{example.component}.html").read_text().split("{% endcomment %}")[0]
    assert [name for name in example.parameters if not re.search(rf"\b{name}\b", head)] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=named)
def test_component_carries_no_inline_style_or_script(example: Example) -> None:
    tree = html.fragment_fromstring(rendered(example), create_parent="div")
    assert tree.xpath("//script | //style | //@style | //@*[starts-with(name(), 'on')]") == []


@pytest.mark.parametrize("example", EXAMPLES, ids=named)
def test_picture_says_what_it_shows_and_keeps_its_place(example: Example) -> None:
    tree = html.fragment_fromstring(rendered(example), create_parent="div")
    for picture in tree.xpath("//img"):
        assert {"alt", "width", "height"} <= set(picture.keys())


@pytest.mark.parametrize("example", EXAMPLES, ids=named)
def test_names_and_labels_lead_somewhere(example: Example) -> None:
    tree = html.fragment_fromstring(rendered(example), create_parent="div")
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    named_by = " ".join(tree.xpath("//@aria-labelledby | //label/@for | //@aria-describedby")).split()
    assert set(named_by) <= set(ids)


@pytest.mark.parametrize("example", EXAMPLES, ids=named)
def test_words_of_a_visitor_cannot_become_markup(example: Example) -> None:
    hostile = {
        name: "<b>x</b>" if isinstance(value, str) else value for name, value in example.parameters.items()
    }
    hostile.pop("kind", None)
    hostile.pop("size", None)
    assert "<b>x</b>" not in render_to_string(example.template_name, hostile)


def test_entry_list_is_a_timetable_of_date_title_agency() -> None:
    entry = {"title": "水价办法", "url": "/a/", "date": None, "agency": "市水利局"}
    row = html.fragment_fromstring(
        render_to_string("design/components/entry_list.html", {"entries": [entry]})
    )
    assert row.xpath("string(.//a)") == "水价办法"
    assert row.xpath("string(.//*[@class='entry-list__agency'])") == "市水利局"
    assert row.xpath(".//time") == []


def test_the_remembered_entrance_is_marked_and_the_open_one_named() -> None:
    five = [{"code": code, "word": code, "line": "", "url": f"/{code}/"} for code in ("citizen", "business")]
    row = html.fragment_fromstring(
        render_to_string(
            "design/components/entrances.html",
            {"entrances": five, "remembered": "business", "current": "citizen"},
        )
    )
    assert row.xpath(".//a[contains(@class, 'is-remembered')]/@data-entrance") == ["business"]
    assert row.xpath(".//a[@aria-current='page']/@data-entrance") == ["citizen"]


def test_form_sent_back_says_at_the_field_and_above_what_is_wrong() -> None:
    example = next(example for example in EXAMPLES if example.component == "form")
    tree = html.fragment_fromstring(rendered(example))
    (way,) = tree.xpath("//*[@role='alert']//a/@href")
    field = tree.get_element_by_id(way.removeprefix("#"))
    assert field.get("aria-invalid") == "true"
    described = field.get("aria-describedby").split()
    assert "id_title_error" in described
    assert tree.get_element_by_id("id_title_error").text_content().strip()


def test_pager_shows_nothing_for_a_single_page() -> None:
    assert "<nav" not in render_to_string("design/components/pager.html", {"pager": {"total": 1}})


def test_every_component_stands_in_the_documentation(repository: Path) -> None:
    page = (repository / "docs" / "design-components.md").read_text()
    assert [name for name in COMPONENTS if f"`{name}`" not in page] == []
