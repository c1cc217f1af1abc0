"""The whole text of many pages as plain HTML, for readers outside the portal: feeds today.

Bodies are read as one: whatever the number of pages, each kind of thing that blocks refer to (pictures, files, linked
pages) is fetched once. What comes out is cleaned, has whole addresses, and no mark-up of our own look.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import nh3
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.html import escape, format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks.stream_block import StreamValue
from wagtail.rich_text import expand_db_html

from yimen.editorial.blocks import ArticleBody
from yimen.editorial.templatetags.editorial_blocks import table_parts
from yimen.foundation.sanitising import ALLOWED_ATTRIBUTES, ALLOWED_SCHEMES, ALLOWED_TAGS
from yimen.media.models import PortalDocument, PortalImage, PortalRendition
from yimen.media.presenting import fetch_renditions, rendition_of
from yimen.pool.models import Entry
from yimen.subsites.queries import addressing_of, host_key_of

SIZE = "max-1200x1200"
LONGEST = 200_000  # characters of one stored body; a longer text is read on its page
_TAGS = ALLOWED_TAGS | {"dl", "dt", "dd"}
# XML 1.0 has no way to write these; they mean nothing in a text.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_APART = "\x1e"  # between rich texts while their links are looked up at once; no text contains it


@dataclass(frozen=True)
class Enclosure:
    """A file that comes with a text: whole address, type, bytes (0 where nobody can tell), name."""

    url: str
    type: str
    size: int
    title: str


@dataclass
class FullText:
    """HTML of a page's body, its files, and the pictures within it."""

    html: str = ""
    enclosures: list[Enclosure] = field(default_factory=list)
    pictures: list[Enclosure] = field(default_factory=list)


def full_texts(entries: list[Entry], request: HttpRequest) -> dict[int, FullText]:
    """Entry → its text; empty for what has no body or a very long one."""
    origin = addressing_of(request).origin_of(host_key_of(request))
    bodies = _bodies(entries)
    stream = StreamValue(_BLOCKS, [block for body in bodies.values() for block in body], is_lazy=True)
    blocks = list(stream)
    _fetch_pictures([*_pictures_in(blocks), *(entry.image for entry in entries)])
    links = _expanded(blocks)
    texts: dict[int, FullText] = {}
    start = 0
    for entry in entries:
        stop = start + len(bodies[entry.pk])
        part = blocks[start:stop]
        html = "".join(_shown(block, links) for block in part)
        files = [*_picture_file(entry.image), *(file for block in part for file in _files_in(block))]
        pictures = [made for image in _pictures_in(part) for made in _picture_file(image)]
        texts[entry.pk] = FullText(
            _cleaned(html, origin),
            [_enclosure(file, origin) for file in files],
            [_enclosure(picture, origin) for picture in pictures],
        )
        start = stop
    return texts


def in_xml(text: str) -> str:
    """The text without the characters that XML cannot carry."""
    return _NOT_IN_XML.sub("", text)


_BLOCKS = ArticleBody()
BREAK = mark_safe("<br>")  # no text of anybody's


def _bodies(entries: list[Entry]) -> dict[int, list[dict[str, Any]]]:
    """Entry → the stored blocks of its page that there is a way to show: one query a page type."""
    bodies: dict[int, list[dict[str, Any]]] = {entry.pk: [] for entry in entries}
    for type_id in {entry.content_type_id for entry in entries}:
        model = ContentType.objects.get_for_id(type_id).model_class()
        if model is None or not any(one.name == "body" for one in model._meta.get_fields()):
            continue
        told = {entry.object_id: entry.pk for entry in entries if entry.content_type_id == type_id}
        for pk, body in model._default_manager.filter(pk__in=told).values_list("pk", "body"):
            blocks = [dict(block) for block in body.raw_data if block["type"] in _SHOWN]
            if len(str(blocks)) <= LONGEST:
                bodies[told[pk]] = blocks
    return bodies


# ── Pictures and files ──
def _pictures_in(blocks: Iterable[Any]) -> Iterator[PortalImage | None]:
    for block in blocks:
        if block.block_type == "image":
            yield block.value["image"]
        elif block.block_type == "gallery":
            yield from (one["image"] for one in block.value["images"])


def _fetch_pictures(pictures: Iterable[PortalImage | None]) -> None:
    fetch_renditions(pictures, SIZE)


def _files_in(block: Any) -> Iterator[PortalDocument | PortalRendition]:
    if block.block_type == "attachments":
        yield from (file for file in block.value["files"] if file is not None)
    elif block.block_type == "video" and block.value["video"]:
        yield block.value["video"]


def _picture_file(image: PortalImage | None) -> list[PortalRendition]:
    rendition = rendition_of(image, SIZE)
    return [rendition] if rendition else []


def _enclosure(file: PortalDocument | PortalRendition, origin: str) -> Enclosure:
    url = file.url if "://" in file.url else origin + file.url
    if isinstance(file, PortalRendition):
        kind = "image/png" if file.file.name.endswith(".png") else "image/jpeg"
        return Enclosure(url, kind, _size_of(file), file.image.description or file.image.title)
    size = file.file_size if file.file_size is not None else _size_of(file)
    return Enclosure(url, file.content_type or "application/octet-stream", size, file.title)


def _size_of(file: PortalDocument | PortalRendition) -> int:
    try:
        return int(file.file.size)
    except OSError:  # its file is gone: the text is still worth reading
        return 0


# ── Rich texts ──
def _expanded(blocks: list[Any]) -> dict[int, str]:
    """Rich texts with their links looked up, by the identity of what holds them: one query a kind of link."""
    rich = [text for block in blocks for text in _rich_texts(block)]
    whole = expand_db_html(_APART.join(text.source.replace(_APART, "") for text in rich)) if rich else ""
    return {id(text): html for text, html in zip(rich, whole.split(_APART), strict=False)}


def _rich_texts(block: Any) -> list[Any]:
    if block.block_type == "paragraph":
        return [block.value]
    if block.block_type == "callout":
        return [block.value["text"]]
    if block.block_type == "questions":
        return [one["answer"] for one in block.value["questions"]]
    return []


# ── Blocks ──
def _shown(block: Any, links: Mapping[int, str]) -> str:
    return _SHOWN[block.block_type](block, links)


def _paragraph(block: Any, links: Mapping[int, str]) -> str:
    return links.get(id(block.value), "")


def _table(block: Any, _links: Mapping[int, str]) -> str:
    parts = table_parts(block.value)

    def row(cells: Iterable[Any], tag: str) -> SafeString:
        inner = format_html_join("", f"<{tag}>{{}}</{tag}>", ((cell,) for cell in cells))
        return format_html("<tr>{}</tr>", inner)

    caption = format_html("<caption>{}</caption>", parts["caption"]) if parts["caption"] else ""
    head = format_html("<thead>{}</thead>", row(parts["head"], "th")) if parts["head"] else ""
    rows = format_html_join("", "{}", ((row(cells, "td"),) for cells in parts["rows"]))
    return format_html("<table>{}{}<tbody>{}</tbody></table>", caption, head, rows)


def _figure(value: Mapping[str, Any]) -> str:
    rendition = rendition_of(value["image"], SIZE)
    if rendition is None:
        return ""
    alt = "" if value["is_decorative"] else value["alt"] or value["image"].description
    caption = format_html("<figcaption>{}</figcaption>", value["caption"]) if value["caption"] else ""
    return format_html('<figure><img src="{}" alt="{}">{}</figure>', rendition.url, alt, caption)


def _image(block: Any, _links: Mapping[int, str]) -> str:
    return _figure(block.value)


def _gallery(block: Any, _links: Mapping[int, str]) -> str:
    title = format_html("<h3>{}</h3>", block.value["title"]) if block.value["title"] else ""
    return title + "".join(_figure(one) for one in block.value["images"])


def _video(block: Any, _links: Mapping[int, str]) -> str:
    value = block.value
    link = (
        format_html('<p><a href="{}">{}</a></p>', value["video"].url, value["title"])
        if value["video"]
        else ""
    )
    return link + linebreaks(value["transcript"], autoescape=True)


def _attachments(block: Any, _links: Mapping[int, str]) -> str:
    files = [file for file in block.value["files"] if file is not None]
    rows = ((file.url, file.title, filesizeformat(file.file_size or 0)) for file in files)
    return format_html("<ul>{}</ul>", format_html_join("", '<li><a href="{}">{}</a> ({})</li>', rows))


def _timeline(block: Any, _links: Mapping[int, str]) -> str:
    rows = (
        (event["when"], event["title"], linebreaks(event["text"], autoescape=True))
        for event in block.value["events"]
    )
    return format_html("<ul>{}</ul>", format_html_join("", "<li><strong>{}</strong> {}{}</li>", rows))


def _quote(block: Any, _links: Mapping[int, str]) -> str:
    who = format_html("<p>{}</p>", block.value["author"]) if block.value["author"] else ""
    return format_html("<blockquote><p>{}</p>{}</blockquote>", block.value["text"], who)


def _questions(block: Any, links: Mapping[int, str]) -> str:
    return "".join(
        f"<h3>{escape(one['question'])}</h3>{links.get(id(one['answer']), '')}"
        for one in block.value["questions"]
    )


def _contact(block: Any, _links: Mapping[int, str]) -> str:
    told = [block.value[name] for name in ("name", "phone", "address", "hours") if block.value.get(name)]
    return format_html("<p>{}</p>", format_html_join(BREAK, "{}", ((one,) for one in told)))


def _callout(block: Any, links: Mapping[int, str]) -> str:
    title = format_html("<p><strong>{}</strong></p>", block.value["title"]) if block.value["title"] else ""
    return f"<blockquote>{title}{links.get(id(block.value['text']), '')}</blockquote>"


def _imported(block: Any, _links: Mapping[int, str]) -> str:
    return str(block.block.get_context(block.value)["html"])


_SHOWN: dict[str, Callable[[Any, Mapping[int, str]], str]] = {
    "paragraph": _paragraph,
    "table": _table,
    "image": _image,
    "gallery": _gallery,
    "video": _video,
    "attachments": _attachments,
    "timeline": _timeline,
    "quote": _quote,
    "questions": _questions,
    "contact": _contact,
    "callout": _callout,
    "imported": _imported,
}


def _cleaned(html: str, origin: str) -> str:
    if not html:
        return ""
    clean: str = nh3.clean(
        in_xml(html),
        tags=_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes=ALLOWED_SCHEMES,
        url_relative=("rewrite_with_base", f"{origin}/"),
        link_rel=None,
        strip_comments=True,
    )
    return clean.strip()
