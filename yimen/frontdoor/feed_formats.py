"""How a feed is written: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1, each with the whole text."""

import json
from datetime import datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"


class _Dated(SyndicationFeed):
    """An empty feed changed last when its place did; Django would say now, another feed each time."""

    def latest_post_date(self) -> datetime:
        if self.items:
            return super().latest_post_date()
        place_changed_at: datetime = self.feed["place_changed_at"]
        return place_changed_at


class FullAtom(_Dated, Atom1Feed):
    """Atom with `content`, the language of each text, and names for its files."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, Any]:
        return {**super().item_attributes(item), "xml:lang": item["language"]}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["content"]:
            handler.addQuickElement("content", item["content"], {"type": "html"})


class FullRss(_Dated, Rss201rev2Feed):
    """RSS with `content:encoded` and the moment of the last change; a reader of RSS knows one file a text."""

    content_type = "application/rss+xml; charset=utf-8"

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:content": CONTENT}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, {**item, "enclosures": item["enclosures"][:1]})
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        if item["content"]:
            handler.addQuickElement("content:encoded", item["content"])


class JsonFeed(SyndicationFeed):
    """JSON Feed 1.1 (jsonfeed.org)."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        feed = self.feed
        written = _without_empty(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": feed["title"],
                "home_page_url": feed["link"],
                "feed_url": feed["feed_url"],
                "description": feed["subtitle"] or feed["description"],
                "language": feed["language"],
                "authors": _authors(feed["author_name"]),
                "items": [self._item(item) for item in self.items],
            }
        )
        outfile.write(json.dumps(written, ensure_ascii=False).encode(encoding))

    def _item(self, item: dict[str, Any]) -> dict[str, Any]:
        told = {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "summary": item["summary"],
            "image": item["image"],
            "date_published": rfc3339_date(item["pubdate"]),
            "date_modified": rfc3339_date(item["updateddate"]),
            "authors": _authors(item["author_name"]),
            "language": item["language"],
            "attachments": [
                {"url": file.url, "mime_type": file.mime_type, "size_in_bytes": int(file.length)}
                for file in item["enclosures"]
            ],
        }
        # The format asks for one of the two texts; a title alone is a text too.
        content = (
            {"content_html": item["content"]}
            if item["content"]
            else {"content_text": item["summary"] or item["title"]}
        )
        return {**_without_empty(told), **content}


FORMATS: dict[str, type[SyndicationFeed]] = {
    "feed.xml": FullAtom,
    "rss.xml": FullRss,
    "feed.json": JsonFeed,
}


def _authors(name: str | None) -> list[dict[str, str]]:
    return [{"name": name}] if name else []


def _without_empty(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value or name == "items"}
