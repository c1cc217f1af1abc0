"""Where the header's language switch leads: to the same page in the other language, or, saying so, to the nearest
place above it that has one (docs/adr/0022). Nothing of the visitor is asked, so stored pages keep their switch.
"""

from collections.abc import Callable, Sequence
from typing import TypedDict

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from yimen.subsites.queries import LANGUAGE_PREFIXES, addressing_of
from yimen.subsites.rules import PORTAL

LANGUAGES = [("zh-hans", "zh-Hans", "简体中文"), ("en", "en", "English")]
# The mark in an address at which a page says why it is shown; the style sheet hides the words from everybody else.
NO_EDITION = "no-edition"

# Given a language, the absolute address of the nearest place above that has an edition in it; empty for none.
Nearest = Callable[[str], str]


class Way(TypedDict):
    """One language of the switch; `note` stands beside it, in that language, where there is no such edition."""

    title: str
    language: str
    url: str
    is_current: bool
    note: str


def settle_editions(request: HttpRequest, alternates: Sequence[dict[str, str]], *, nearest: Nearest) -> None:
    """Tell the switch of a page's editions, each {language, url}, and how to find the nearest where one is missing."""
    request.alternates = alternates  # type: ignore[attr-defined]
    request.nearest_edition = nearest  # type: ignore[attr-defined]


def switch(request: HttpRequest) -> list[Way]:
    """The portal's languages; empty where it has only one."""
    homes = {
        root.prefix: root.origin + root.prefix
        for root in addressing_of(request).roots
        if root.host == PORTAL and root.prefix in LANGUAGE_PREFIXES.values()
    }
    known = [row for row in LANGUAGES if LANGUAGE_PREFIXES[row[0]] in homes]
    if len(known) < 2:
        return []
    return [
        _way(request, code, tag, title, home=homes[LANGUAGE_PREFIXES[code]]) for code, tag, title in known
    ]


def _way(request: HttpRequest, code: str, tag: str, title: str, *, home: str) -> Way:
    editions = getattr(request, "alternates", None)
    is_current = code == getattr(request, "LANGUAGE_CODE", "zh-hans")
    same = next((one["url"] for one in editions or [] if one["language"] == tag), "")
    if same or is_current or editions is None:  # an error page is no text that could have an edition
        return Way(title=title, language=tag, url=same or home, is_current=is_current, note="")
    nearest: Nearest | None = getattr(request, "nearest_edition", None)
    url = (nearest(code) if nearest else "") or home
    with translation.override(code):
        note = (
            _("this page has no English edition") if code == "en" else _("this page has no Chinese edition")
        )
    return Way(title=title, language=tag, url=f"{url}#{NO_EDITION}", is_current=False, note=note)


def notice(request: HttpRequest) -> str | None:
    """What a page says to somebody whom the switch led here from a page without this edition.

    Only a page with editions can be such a place. The words stand in it for everybody and are shown to those
    alone who came by the address with the mark, so that one stored page serves both.
    """
    if len(getattr(request, "alternates", [])) < 2 or not getattr(request, "is_place", False):
        return None
    return render_to_string("subsites/no_edition.html", {"anchor": NO_EDITION})
