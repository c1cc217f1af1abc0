"""WordPress exports (WXR): posts, pages and attachments as an RSS file with elements of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from yimen.consolidation.sources.records import Fetched, Trouble, UnusableSource
from yimen.consolidation.sources.tables import as_page
from yimen.foundation.html_trees import remove_element

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_LACKS = ("headers", "page around the text")
_PUBLIC = ("publish", "inherit")


@dataclass(frozen=True, slots=True)
class WordPressSource:
    """A WXR file, read as a stream; entities are not resolved, nothing is fetched."""

    path: Path

    def read(self) -> Iterator[Fetched | Trouble]:
        count = 0
        try:
            with self.path.open("rb") as stream:
                parsed = etree.iterparse(
                    stream,
                    events=("end",),
                    tag="item",
                    resolve_entities=False,
                    no_network=True,
                    huge_tree=False,
                )
                for _, item in parsed:
                    count += 1
                    record = _record(item, f"{self.path.name}, item {count}")
                    item.clear(keep_tail=False)
                    while (done := item.getprevious()) is not None:
                        remove_element(done)
                    if record is not None:
                        yield record
        except OSError as error:
            raise UnusableSource(f"{self.path} cannot be read: {error.strerror or error}.") from error
        except etree.XMLSyntaxError as error:
            if not count:
                raise UnusableSource(f"{self.path} is no WordPress export: {error}.") from error
            yield Trouble(self.path.name, f"broken off after {count} items: {error}")
        if not count:
            raise UnusableSource(f"{self.path} holds no item of a WordPress export.")


def _record(item: etree._Element, where: str) -> Fetched | Trouble | None:
    told = {_local(child): (child.text or "").strip() for child in item if isinstance(child.tag, str)}
    if told.get("status", "publish") not in _PUBLIC:
        return None  # drafts were never public
    kind, url = told.get("post_type", "post"), told.get("link", "")
    if kind == "attachment":
        address = told.get("attachment_url", "")
        return Trouble(address or where, "an attachment; the export holds its address and not its bytes")
    if kind not in ("post", "page"):
        return None
    if not url.startswith(("http://", "https://")):
        return Trouble(where, "no address")
    category = item.find("category[@domain='category']")
    values = {
        "title": told.get("title", ""),
        "date": told.get("post_date", ""),
        "author": (item.findtext(_CREATOR) or "").strip(),
        "column": (category.text or "").strip() if category is not None else "",
    }
    values = {key: value for key, value in values.items() if value}
    page = as_page(values, item.findtext(_CONTENT) or "")
    headers = {"content-type": "text/html; charset=utf-8"}
    return Fetched(url, url, 200, headers, page, None, lacks=_LACKS, values=values)


def _local(child: etree._Element) -> str:
    return str(child.tag).rpartition("}")[2]
