"""The page of components: every component with its rule, its parameters and its examples in the look that is asked
for.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from yimen.design.examples import Example, examples
from yimen.design.preferences import SETTINGS, SWITCHES
from yimen.design.tokens import THEMES
from yimen.design.uses import USES

# what may be asked of the page → its values; the first is the default and says nothing
CHOICES: dict[str, dict[str, str | Promise]] = {
    "scheme": {"": _("as the device has it"), "light": _("Light"), "dark": _("Dark")},
    "theme": {"": _("The portal's own"), **{name: name for name in THEMES if name != "ink-blue"}},
    "width": {"": _("Whole width"), "phone": _("Phone, 360 px")},
    "text": {"": _("Standard text"), "large": _("Larger text")},
    "contrast": {"": _("Standard contrast"), "high": _("High contrast")},
    "mode": {"": _("Standard mode"), "elder": _("Elder mode")},
}
LABELS: dict[str, str | Promise] = {
    "scheme": _("Colour scheme"),
    "theme": _("Theme of a sub-site"),
    "width": _("Width"),
    "text": _("Text size"),
    "contrast": _("Contrast"),
    "mode": _("Elder mode"),
}
_FOLDER = Path(__file__).parent / "templates" / "design" / "components"
_COMMENT = re.compile(r"{%\s*comment\s*%}(.*?){%\s*endcomment\s*%}", re.DOTALL)
# shown inside these, since alone they say nothing
_SHOWN_IN = {"field": "form", "error_summary": "form", "menu": "banner"}


@dataclass(frozen=True)
class Specimen:
    """One component on the page."""

    name: str
    rule: str | Promise
    parameters: str
    frames: list[str] = field(default_factory=list)  # addresses of its examples
    shown_in: str = ""


def asked_for(query: Mapping[str, str]) -> dict[str, str]:
    """The look asked for by a query; what is not offered was not asked for."""
    return {name: query.get(name, "") for name, values in CHOICES.items() if query.get(name, "") in values}


def attributes_of(look: Mapping[str, str]) -> dict[str, str]:
    """What ``<html>`` of an example carries for a look: the visitor's switches, and the scheme."""
    known = {**SETTINGS, "scheme": ("light", "dark")}
    return {f"data-{name}": look[name] for name in (*SWITCHES, "scheme") if look.get(name) in known[name]}


def groups(look: Mapping[str, str]) -> list[tuple[str | Promise, list[Specimen]]]:
    """All components by heading, with the addresses of their examples in a look."""
    query = urlencode({name: value for name, value in look.items() if value and name != "width"})
    return [(heading, list(_specimens(rules, query))) for heading, rules in USES.items()]


def _specimens(rules: Mapping[str, str | Promise], query: str) -> Iterator[Specimen]:
    for name, rule in rules.items():
        number_of_examples = len(examples_of(name))
        frames = [
            reverse("specimen", args=[name, number]) + (f"?{query}" if query else "")
            for number in range(1, number_of_examples + 1)
        ]
        yield Specimen(name, rule, parameters_of(name), frames, _SHOWN_IN.get(name, ""))


def examples_of(component: str) -> list[Example]:
    """A component's examples, in order; none for a name that does not exist."""
    return [example for example in examples() if example.component == component]


def parameters_of(component: str) -> str:
    """The comment at the head of a component's template."""
    found = _COMMENT.search((_FOLDER / f"{component}.html").read_text(encoding="utf-8"))
    return found.group(1).strip() if found else ""


def body_of(example: Example) -> SafeString:
    """An example rendered as a page includes it."""
    return render_to_string(example.template_name, dict(example.parameters))
