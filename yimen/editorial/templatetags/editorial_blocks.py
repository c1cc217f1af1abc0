"""Blocks' values in the shape that the components take."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from wagtail.rich_text import expand_db_html

from yimen.editorial.sections import Row, rows_of
from yimen.media.models import PortalDocument
from yimen.media.presenting import IN_GALLERY, IN_TEXT, POSTER, Use, large_url, shown

register = template.Library()


@register.simple_tag
def section_rows(sections: Iterable[Any]) -> list[Row]:
    """Sections of a home page, those that stand beside each other together."""
    return rows_of(sections)


@register.simple_tag
def picture(block: Mapping[str, Any], use: Use = IN_TEXT) -> dict[str, Any]:
    """A picture block for `picture.html`; its own words go before those kept with the picture."""
    image = block["image"]
    made = shown(image, use)
    if not made:
        return {}
    return made | {
        "alt": "" if block["is_decorative"] else block["alt"] or image.description,
        "caption": block["caption"],
        "credit": image.credit,
    }


@register.simple_tag
def pictures(blocks: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Pictures of a gallery, each with the address of the large one; those deleted since, or unreadable, are left
    out.
    """
    return [
        made | {"full_url": large_url(block["image"])}
        for block in blocks
        if (made := picture(block, IN_GALLERY))
    ]


@register.simple_tag
def poster_url(block: Mapping[str, Any]) -> str:
    """A video's picture before it is played; empty where there is none."""
    return str(shown(block["poster"], POSTER).get("url", ""))


@register.simple_tag
def files(documents: Iterable[PortalDocument | None]) -> list[dict[str, Any]]:
    """Attachments for `attachments.html`; those deleted since are left out."""
    return [
        {
            "title": d.title,
            "url": d.url,
            "type": d.file_extension.upper(),
            "size": d.get_file_size(),
            "preview": d.preview,
        }
        for d in documents
        if d is not None
    ]


@register.simple_tag
def timeline_events(events: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{"date": event["when"], "title": event["title"], "text": event["text"]} for event in events]


@register.simple_tag
def answered(questions: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{"question": q["question"], "html": expand_db_html(q["answer"].source)} for q in questions]


@register.simple_tag
def table_parts(table: Mapping[str, Any]) -> dict[str, Any]:
    """A table block as head and rows; empty rows at the end, left by the editing grid, are dropped."""
    rows = [[cell if cell is not None else "" for cell in row] for row in table.get("data") or []]
    while rows and not any(str(cell).strip() for cell in rows[-1]):
        rows.pop()
    has_head = table.get("first_row_is_table_header") or table.get("table_header_choice") in {"row", "both"}
    return {
        "caption": table.get("table_caption") or "",
        "head": rows[0] if has_head and rows else [],
        "rows": rows[1:] if has_head else rows,
        "has_row_headings": bool(table.get("first_col_is_header")),
    }
