"""What stands around a page: the columns and lasting pages beside it and below."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from yimen.pool import queries
from yimen.pool.models import Entry
from yimen.pool.presenting import url_of


@dataclass(frozen=True)
class Places:
    """Columns and lasting pages around a page, read in one query."""

    entry: Entry
    beside: list[Entry]
    below: list[Entry]
    above_title: str
    above_url: str

    @classmethod
    def around(cls, context: dict[str, Any]) -> "Places":
        """From the context that every public page has."""
        beside, below = queries.around(context["address"])
        trail = context["breadcrumb_items"]
        above = trail[-2] if len(trail) > 2 else {"title": "", "url": ""}
        return cls(context["entry"], beside, below, above["title"], above["url"])

    def side_nav(self, request: HttpRequest) -> dict[str, Any] | None:
        """For `side_nav.html`; None where the page stands alone, and at the top of a site, where its menu says
        the same.
        """
        if len(self.beside) < 2 or not self.above_title:
            return None
        items = [
            {
                "title": place.title,
                "url": url_of(place, request),
                "is_current": place.pk == self.entry.pk,
                "children": [
                    {"title": child.title, "url": url_of(child, request)}
                    for child in self.below
                    if place.pk == self.entry.pk and child.kind == "column"
                ],
            }
            for place in self.beside
        ]
        return {"title": self.above_title, "url": self.above_url, "items": items}
