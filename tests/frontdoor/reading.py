"""Reading pages as a visitor does: by what is shown, not by how the template is written."""

import re
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

_HAN = re.compile(r"[\u3400-\u9fff]")


class Sheet:
    """One page as it was answered."""

    def __init__(self, client: Client, path: str, *, status: int = 200, answer: Any = None) -> None:
        """`answer` is what the client was given already; without it the page is asked for."""
        answer = answer or client.get(path)
        assert answer.status_code == status, f"{path} answered {answer.status_code}"
        self.path = path
        self.answer = answer
        self.tree = html.fromstring(answer.content)

    def all(self, name: str) -> list[Any]:
        """Elements with this class, or, written as `<h1>`, of this tag."""
        if name.startswith("<"):
            return list(self.tree.iter(name.strip("<>")))
        return list(self.tree.find_class(name))

    def texts(self, name: str) -> list[str]:
        return [shown(element) for element in self.all(name)]

    @property
    def titles(self) -> list[str]:
        """Titles in the page's lists, in their order."""
        return self.texts("entry-list__title")

    @property
    def links(self) -> dict[str, str]:
        """Where each link's words lead; the last one where words come twice."""
        return {shown(link): link.get("href") for link in self.tree.iter("a")}

    @property
    def addresses(self) -> set[str]:
        return {link.get("href") for link in self.tree.iter("a")}

    @property
    def meta(self) -> dict[str, str]:
        """The page's `<meta name>` tags; a name that comes twice fails."""
        pairs = [(tag.get("name"), tag.get("content")) for tag in self.tree.iter("meta") if tag.get("name")]
        assert len(dict(pairs)) == len(pairs), f"a tag stands twice on {self.path}: {pairs}"
        return dict(pairs)

    def rel(self, kind: str) -> list[Any]:
        """`<link>` elements of this kind."""
        return [link for link in self.tree.iter("link") if link.get("rel") == kind]

    @property
    def canonical(self) -> str:
        (link,) = self.rel("canonical")
        return str(link.get("href"))

    @property
    def unmarked_chinese(self) -> list[str]:
        """Chinese that stands in an English page without saying that it is Chinese: text, alternatives, labels."""
        found = []
        for element in self.tree.iter():
            spoken = next((e.get("lang") for e in [element, *element.iterancestors()] if e.get("lang")), "")
            above = element.getparent()
            outer = (
                next((e.get("lang") for e in above.iterancestors() if e.get("lang")), "")
                if above is not None
                else ""
            )
            outer = (above.get("lang") if above is not None else "") or outer
            said = (
                [] if spoken.startswith("zh") or element.tag in ("script", "style") else [element.text or ""]
            )
            said += [] if outer.startswith("zh") else [element.tail or ""]
            if not spoken.startswith("zh"):
                said += [element.get(name) or "" for name in ("alt", "aria-label", "title", "placeholder")]
            found += [text.strip() for text in said if _HAN.search(text)]
        return found

    @property
    def words(self) -> str:
        return shown(self.tree.find("body"))


def shown(element: Any) -> str:
    """An element's text as it reads, with single spaces."""
    return " ".join(element.text_content().split())


def queries_of(client: Client, path: str) -> int:
    """How many queries answering costs, once what every process keeps in memory is there."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def remember(visitor: Client, entrance: str, *, then: str = "/", **headers: str) -> tuple[int, str]:
    """Choose an entrance as the form does; status and where the visitor is led."""
    answer = visitor.post("/-/preferences/", {"entrance": entrance, "next": then}, headers=headers)
    return answer.status_code, answer.headers.get("Location", "")
