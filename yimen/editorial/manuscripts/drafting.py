"""A manuscript becomes a draft below a column: by its author's own rights, wholly or not at all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.storage import Storage
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.images.permissions import permission_policy as image_policy
from wagtail.log_actions import log
from wagtail.models import Collection

from yimen.accounts.models import User
from yimen.editorial.manuscripts.parts import Shown, Table, Text
from yimen.editorial.manuscripts.reading import Manuscript
from yimen.editorial.models import ArticlePage, ColumnPage, Source
from yimen.foundation.speech import said
from yimen.media.checking import safe_name
from yimen.media.models import PortalDocument, PortalImage
from yimen.records.audit import record
from yimen.subsites.queries import subsite_above


@dataclass(frozen=True)
class Words:
    """What the author confirmed. `alts` describe pictures by number; an empty one makes it decoration, with a
    reason.
    """

    title: str
    number: str = ""
    dated: date | None = None
    source: Source | None = None
    summary: str = ""
    alts: Mapping[int, str] = field(default_factory=dict)


def draft_from(manuscript: Manuscript, *, words: Words, column: ColumnPage, by: User) -> ArticlePage:
    """The draft, with its pictures and files in the collection of the column's sub-site.

    Raises PermissionDenied where this person may not write there; nothing is left behind then, on disk either.
    """
    if not column.permissions_for_user(by).can_add_subpage():
        raise PermissionDenied(_("You cannot write in this column."))
    stored: list[tuple[Storage, str]] = []
    try:
        with transaction.atomic():
            return _draft(manuscript, words, column, by, stored)
    except BaseException:
        for storage, name in stored:
            storage.delete(name)
        raise


def _draft(
    manuscript: Manuscript,
    words: Words,
    column: ColumnPage,
    by: User,
    stored: list[tuple[Storage, str]],
) -> ArticlePage:
    collection = _collection_for(column, by=by) if manuscript.pictures or manuscript.attached else None
    images = [
        _store_picture(manuscript, number, words, collection, by, stored)
        for number in range(len(manuscript.pictures))
    ]
    files = [_store_file(one.name, one.content, collection, by, stored) for one in manuscript.attached]
    page = ArticlePage(
        title=words.title,
        summary=words.summary,
        document_number=words.number,
        dated=words.dated,
        source=words.source,
        owner=by,
        live=False,
        has_unpublished_changes=True,
    )
    page.body = [*_blocks(manuscript, images, words), *([("attachments", {"files": files})] if files else [])]
    column.add_child(instance=page)
    page.save_revision(user=by, log_action="wagtail.create")
    left_out = list(dict.fromkeys(said(told) for told in manuscript.told))
    log(instance=page, action="yimen.bring_in", user=by, data={"left_out": left_out})
    record(
        "editorial.manuscript_brought_in",
        actor=by,
        subject=f"page:{page.pk}",
        detail={"pictures": len(images), "files": len(files), "left_out": len(left_out)},
    )
    return page


def _blocks(manuscript: Manuscript, images: list[PortalImage], words: Words) -> list[tuple[str, Any]]:
    makers: dict[type, Callable[[Any], tuple[str, Any]]] = {
        Text: lambda part: ("paragraph", part.html),
        Table: _table,
        Shown: lambda part: ("image", _image(images[part.number], words.alts.get(part.number, ""))),
    }
    return [makers[type(part)](part) for part in manuscript.parts]


def _table(part: Table) -> tuple[str, Any]:
    return "table", {
        "data": part.rows,
        "first_row_is_table_header": part.has_head,
        "first_col_is_header": False,
        "table_header_choice": "row" if part.has_head else "neither",
        "table_caption": part.caption,
    }


def _image(image: PortalImage, alt: str) -> dict[str, Any]:
    return {
        "image": image,
        "alt": alt,
        "is_decorative": not alt,
        "reason": "" if alt else _("Marked as decoration when the manuscript was brought in."),
        "caption": "",
    }


def _collection_for(column: ColumnPage, *, by: User) -> Collection:
    """The collection of the column's sub-site, where this person may add to it; else the first that takes theirs."""
    allowed = image_policy.collections_user_has_permission_for(by, "add") & (
        document_policy.collections_user_has_permission_for(by, "add")
    )
    subsite = subsite_above(column)
    own = allowed.filter(pk=subsite.collection_id).first() if subsite else None
    found = own or allowed.first()
    if found is None:
        raise PermissionDenied(_("You cannot store pictures and files."))
    collection: Collection = found
    return collection


def _store_picture(
    manuscript: Manuscript,
    number: int,
    words: Words,
    collection: Collection | None,
    by: User,
    stored: list[tuple[Storage, str]],
) -> PortalImage:
    picture, alt = manuscript.pictures[number], words.alts.get(number, "")
    image = PortalImage(
        title=(alt or _("%(title)s, picture %(number)s") % {"title": words.title, "number": number + 1})[
            :255
        ],
        description=alt[:255],
        collection=collection,
        uploaded_by_user=by,
        file=ImageFile(BytesIO(picture.content), name=f"manuscript-{number + 1}.{picture.ending}"),
    )
    image._set_image_file_metadata()
    image.save()
    stored.append((image.file.storage, image.file.name))
    return image


def _store_file(
    name: str, content: bytes, collection: Collection | None, by: User, stored: list[tuple[Storage, str]]
) -> PortalDocument:
    document = PortalDocument(title=name[:255], collection=collection, uploaded_by_user=by)
    document.file.save(safe_name(name), ContentFile(content), save=False)
    stored.append((document.file.storage, document.file.name))
    document.save()
    return document
