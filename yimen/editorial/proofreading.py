"""A page looked over before it goes to readers: its facts gathered, the norms in force applied."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import unquote, urlsplit

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Page, get_page_models

from yimen.editorial.rules import TAKEN_AT_THE_TOP
from yimen.editorial.writing_rules import NORMS, Facts, Found, Level, Rules, look_over
from yimen.foundation.reading_speed import length_of, minutes_to_read
from yimen.foundation.sanitising import plain_text
from yimen.foundation.speech import said
from yimen.foundation.words import noted
from yimen.media.models import PortalDocument
from yimen.pool.models import Entry
from yimen.subsites.queries import Addressing, addressing_of

_PAGE = re.compile(r'<a (?=[^>]*linktype="page")[^>]*\bid="(\d{1,18})"[^>]*>(.*?)</a>', re.DOTALL)
_DOCUMENT = re.compile(r'<a (?=[^>]*linktype="document")[^>]*\bid="(\d{1,18})"[^>]*>(.*?)</a>', re.DOTALL)
_ADDRESS = re.compile(r'<a [^>]*href="([^"]{1,1000})"')
_PICTURE_WITHOUT_WORDS = re.compile(r'<img(?![^>]*\balt="[^"])[^>]*>')


def look_over_page(page: Page, *, today: date | None = None) -> list[Found]:
    """What speaks against the page as it stands in memory, blockers first."""
    return look_over(facts_of(page), rules=rules_in_force(), today=today or timezone.localdate())


def blockers_of(page: Page) -> list[Found]:
    """What alone must be mended before the page is submitted or published; empty when nothing must."""
    return [found for found in look_over_page(page) if found.level == Level.BLOCKER]


def why_not_go_out(page: Page) -> str:
    """What stops the newest version of a page from being submitted or published, in one text; empty when nothing."""
    newest = page.specific.get_latest_revision_as_object()
    return " ".join(said(found.words) for found in blockers_of(newest))


def rules_in_force() -> Rules:
    """The norms as the office has set them, in one query."""
    rows = list(_norms().objects.all())
    return Rules(
        levels={row.code: Level(row.level) for row in rows},
        limits={row.code: row.limit for row in rows if row.limit is not None},
    )


def measures_of(page: Page) -> dict[str, int]:
    """Characters and minutes of reading."""
    plain = plain_of(page)
    return {"length": length_of(plain), "minutes": minutes_to_read(plain)}


def facts_of(page: Page) -> Facts:
    """The page as the norms see it, in a handful of queries."""
    markup = "\n".join(_markup(page))
    is_text = hasattr(page, "body")
    return Facts(
        title=page.title,
        summary=page.summary if is_text else page.title,
        plain=plain_of(page) if is_text else page.title,
        html=markup,
        names_a_source=getattr(page, "source_id", 0) is not None,
        undescribed=_undescribed(page, markup),
        dead_links=tuple(_dead_links(markup)),
        days=_days(page),
        reason_for_personal_data=getattr(page, "personal_data_reason", ""),
    )


def plain_of(page: Page) -> str:
    """Every word of the page's body."""
    body = getattr(page, "body", None)
    if body is None:
        return ""
    words = body.stream_block.get_searchable_content(body)
    return "\n".join([*words, plain_text("\n".join(_imported(body)))])


def settle_norms(**_kwargs: Any) -> None:
    """After an upgrade: a row for every norm; what the office chose stays."""
    for norm in NORMS:
        _norms().objects.update_or_create(
            code=norm.code,
            defaults={"words": norm.words},
            create_defaults={
                "words": norm.words,
                "level": norm.level,
                "limit": norm.limit,
                "article": norm.article,
            },
        )


def _norms() -> Any:
    """The table of norms, found by name: the models' own form stands above this file."""
    return apps.get_model("editorial", "WritingNorm")


def _markup(page: Page) -> Iterator[str]:
    """The HTML of running texts in their order."""
    for block in getattr(page, "body", None) or ():
        if block.block_type == "paragraph":
            yield block.value.source
        elif block.block_type == "imported":
            yield block.value
        elif block.block_type == "callout":
            yield block.value["text"].source
        elif block.block_type == "questions":
            yield from (one["answer"].source for one in block.value["questions"])


def _imported(body: Any) -> Iterator[str]:
    return (block.value for block in body if block.block_type == "imported")


def _undescribed(page: Page, markup: str) -> int:
    """Pictures in imported text, and the picture of the lists. Blocks ask for their own words."""
    image = getattr(page, "image", None)
    return len(_PICTURE_WITHOUT_WORDS.findall(markup)) + bool(image and not image.description)


def _days(page: Page) -> tuple[tuple[Any, date | None], ...]:
    expires = page.expire_at
    return (
        (noted("open until"), getattr(page, "open_until", None)),
        (noted("review by"), getattr(page, "review_by", None)),
        (noted("expiry"), timezone.localtime(expires).date() if expires else None),
    )


# ── links ──
def _dead_links(markup: str) -> Iterator[str]:
    pages, documents = dict(_PAGE.findall(markup)), dict(_DOCUMENT.findall(markup))
    if pages:
        kinds = ContentType.objects.get_for_models(*get_page_models()).values()
        live = Entry.objects.filter(object_id__in=pages, content_type__in=kinds)
        alive = {str(number) for number in live.values_list("object_id", flat=True)}
        yield from (plain_text(words) for number, words in pages.items() if number not in alive)
    if documents:
        kept = PortalDocument.objects.filter(pk__in=documents).values_list("pk", flat=True)
        there = {str(number) for number in kept}
        yield from (plain_text(words) for number, words in documents.items() if number not in there)
    yield from _dead_addresses(_ADDRESS.findall(markup))


def _dead_addresses(addresses: list[str]) -> Iterator[str]:
    """Addresses on the portal's own hosts that no page answers."""
    if not addresses:
        return
    found = addressing_of(None)
    wanted = {link: place for link in dict.fromkeys(addresses) if (place := _place(link, found))}
    paths = {path for _, path in wanted.values()}
    there = set(Entry.objects.filter(path__in=paths).values_list("host", "path")) if paths else set()
    yield from (link for link, place in wanted.items() if place not in there)


def _place(link: str, found: Addressing) -> tuple[str, str] | None:
    """Host key and path of a link to one of our pages; None for every other."""
    parts = urlsplit(link.replace("&amp;", "&"))
    if parts.scheme not in ("", "http", "https") or (not parts.netloc and not link.startswith("/")):
        return None
    host = (parts.hostname or "").lower()
    if host and host not in found.names:
        return None
    key = found.host_key(found.names[host].site_id) if host else ""
    path = unquote(parts.path) or "/"
    if path.split("/")[1] in TAKEN_AT_THE_TOP - {"en"} or not path.endswith("/"):
        return None
    return key, path
