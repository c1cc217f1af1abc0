"""A draft as it is sent, into an article: everything it names is looked up in the sub-site's own rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from yimen.api.bodies import blocks_of
from yimen.api.problems import Mistake, invalid
from yimen.api.schemas_writing import Draft, PictureIn
from yimen.editorial.models import ArticlePage, Source
from yimen.editorial.rules import to_the_minute, why_not_described
from yimen.foundation.words import noted
from yimen.media.models import PortalDocument, PortalImage
from yimen.pool.models import Audience, Subject
from yimen.subsites.models import Subsite


@dataclass(frozen=True)
class Facts:
    """The rows that a draft names."""

    source: Source | None
    audiences: list[Audience]
    subjects: list[Subject]
    pictures: dict[int, PortalImage]
    files: dict[int, PortalDocument]


def checked(draft: Draft, subsite: Subsite) -> Facts:
    """The rows that a draft names. Raises Problem with everything that is not there, or not the sub-site's own."""
    mistakes: list[Mistake] = []
    source = Source.objects.filter(name=draft.source).first() if draft.source else None
    if draft.source and source is None:
        mistakes.append(
            Mistake("body.source", noted("This source is not registered; leave it empty or ask the office."))
        )
    audiences = _by_codes(Audience, draft.audiences, "audiences", mistakes)
    subjects = _by_codes(Subject, draft.subjects, "subjects", mistakes)
    pictures = _own(PortalImage, [one.picture for one in draft.pictures], subsite, "pictures", mistakes)
    files = _own(PortalDocument, draft.attachments, subsite, "attachments", mistakes)
    for number, one in enumerate(draft.pictures):
        if one.picture in pictures:
            mistakes += _undescribed(one, pictures[one.picture], number)
    if not draft.html.strip() and not draft.attachments and not draft.pictures:
        mistakes.append(Mistake("body.html", noted("The text is empty.")))
    if mistakes:
        raise invalid(*mistakes)
    return Facts(source, audiences, subjects, pictures, files)


def filled(page: ArticlePage, draft: Draft, facts: Facts) -> None:
    """Write a draft into an article, not yet saved."""
    page.title = page.draft_title = draft.title.strip()
    if draft.slug or page.pk is None:
        page.slug = draft.slug
    page.summary, page.author, page.editor = draft.summary, draft.author, draft.editor
    page.source, page.audiences, page.subjects = facts.source, facts.audiences, facts.subjects
    page.open_until, page.backdating_reason = draft.open_until, draft.backdating_reason
    page.released_at = to_the_minute(draft.released_at) if draft.released_at else None
    page.image = facts.pictures[draft.pictures[0].picture] if draft.pictures else None
    page.body = _body(draft, facts)


def draft_of(page: ArticlePage, reference: str) -> Draft:
    """An article as a draft that could be sent again; blocks that only the desk makes are not in it."""
    html = [str(block["value"]) for block in page.body.raw_data if block["type"] in ("paragraph", "imported")]
    return Draft.model_construct(  # as the desk left it, which may be more than a system may send
        column=f"column:{page.get_parent().pk}",
        title=page.title,
        html="\n".join(html),
        summary=page.summary,
        slug=page.slug,
        source=page.source.name if page.source else "",
        author=page.author,
        editor=page.editor,
        audiences=[audience.code for audience in page.audiences.all()],
        subjects=[subject.code for subject in page.subjects.all()],
        pictures=[
            PictureIn(
                picture=block["value"]["image"],
                description=block["value"].get("alt") or "",
                caption=block["value"].get("caption") or "",
            )
            for block in page.body.raw_data
            if block["type"] == "image"
        ],
        attachments=[
            _number(item)
            for block in page.body.raw_data
            if block["type"] == "attachments"
            for item in block["value"]["files"]
        ],
        open_until=page.open_until,
        released_at=page.released_at,
        backdating_reason=page.backdating_reason,
        reference=reference,
    )


def _number(item: Any) -> int:
    """Of a file in a list block, in either form in which Wagtail keeps them."""
    number: int = item["value"] if isinstance(item, dict) else item
    return number


def _body(draft: Draft, facts: Facts) -> list[tuple[str, Any]]:
    body: list[tuple[str, Any]] = list(blocks_of(draft.html))
    for one in draft.pictures:
        words = {"alt": one.description, "caption": one.caption, "is_decorative": False, "reason": ""}
        body.append(("image", {"image": facts.pictures[one.picture], **words}))
    if draft.attachments:
        body.append(("attachments", {"files": [facts.files[number] for number in draft.attachments]}))
    return body


def _by_codes(model: Any, codes: Sequence[str], where: str, mistakes: list[Mistake]) -> list[Any]:
    rows = {
        row.code: row for row in model.objects.filter(code__in=[code for code in codes if "\x00" not in code])
    }
    for number, code in enumerate(codes):
        if code not in rows:
            sentence = noted(
                "There is no “%(code)s”; the registers and vocabularies name what there is.", code=code
            )
            mistakes.append(Mistake(f"body.{where}.{number}", sentence))
    return [rows[code] for code in dict.fromkeys(codes) if code in rows]


def _own(
    model: type[models.Model], numbers: Sequence[int], subsite: Subsite, where: str, mistakes: list[Mistake]
) -> dict[int, Any]:
    wanted = [number for number in numbers if 0 < number < 2**53]
    rows = model._default_manager.filter(collection=subsite.collection).in_bulk(wanted)
    for place, number in enumerate(numbers):
        if number not in rows:
            sentence = noted("No picture or file of your sub-site has the number %(number)s.", number=number)
            mistakes.append(Mistake(f"body.{where}.{place}", sentence))
    return rows


def _undescribed(one: PictureIn, image: PortalImage, number: int) -> list[Mistake]:
    wrong = why_not_described(
        description=one.description or image.description, is_decorative=False, reason=""
    )
    return [Mistake(f"body.pictures.{number}.description", sentence) for sentence in wrong.values()]
