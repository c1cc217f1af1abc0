"""From the demo city's plain values to the desk's blocks."""

from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from wagtail.rich_text import RichText

from yimen.demo.content import block_shapes
from yimen.media.models import PortalDocument, PortalImage

ImageOf = Callable[[str], PortalImage]
FileOf = Callable[[block_shapes.Attachment], PortalDocument]


def stream_of(
    blocks: Iterable[block_shapes.Block], *, image_of: ImageOf, file_of: FileOf
) -> list[tuple[str, Any]]:
    """The body's stream: running text that stands together becomes one text block."""
    stream: list[tuple[str, Any]] = []
    running: list[str] = []
    for block in blocks:
        html = _running_text(block)
        if html:
            running.append(html)
            continue
        if running:
            stream.append(("paragraph", RichText("".join(running))))
            running = []
        stream.append(_special(block, image_of, file_of))
    if running:
        stream.append(("paragraph", RichText("".join(running))))
    return stream


def _running_text(block: block_shapes.Block) -> str:
    if isinstance(block, block_shapes.Paragraph):
        return f"<p>{escape(block.text)}</p>"
    if isinstance(block, block_shapes.Heading):
        return f"<h2>{escape(block.text)}</h2>"
    if isinstance(block, block_shapes.BulletList):
        tag = "ol" if block.is_numbered else "ul"
        return f"<{tag}>{''.join(f'<li>{escape(item)}</li>' for item in block.items)}</{tag}>"
    return ""


def _special(block: block_shapes.Block, image_of: ImageOf, file_of: FileOf) -> tuple[str, Any]:
    match block:
        case block_shapes.TableBlock():
            return "table", _table(block)
        case block_shapes.Picture():
            return "image", _picture(block, image_of)
        case block_shapes.Gallery():
            return "gallery", {
                "title": block.title,
                "images": [_picture(p, image_of) for p in block.pictures],
            }
        case block_shapes.Attachments():
            return "attachments", {"files": [file_of(file) for file in block.files]}
        case block_shapes.Timeline():
            return "timeline", {"events": [{"when": w, "title": t, "text": d} for w, t, d in block.events]}
        case block_shapes.Quote():
            return "quote", {"text": block.text, "author": block.author}
        case block_shapes.Questions():
            pairs = [{"question": q, "answer": RichText(f"<p>{escape(a)}</p>")} for q, a in block.pairs]
            return "questions", {"questions": pairs}
        case block_shapes.Contact():
            return "contact", {
                "name": block.name,
                "phone": block.phone,
                "address": block.address,
                "hours": block.hours,
            }
        case block_shapes.Callout():
            text = RichText(f"<p>{escape(block.text)}</p>")
            return "callout", {"title": block.title, "text": text, "kind": block.kind}
    raise TypeError(f"{type(block).__name__} has no block on the desk")


def _picture(picture: block_shapes.Picture, image_of: ImageOf) -> dict[str, Any]:
    return {
        "image": image_of(picture.key),
        "alt": picture.alt,
        "is_decorative": False,
        "reason": "",
        "caption": picture.caption,
    }


def _table(table: block_shapes.TableBlock) -> dict[str, Any]:
    return {
        "data": [list(row) for row in table.rows],
        "first_row_is_table_header": True,
        "first_col_is_header": False,
        "table_header_choice": "row",
        "table_caption": table.caption,
    }
