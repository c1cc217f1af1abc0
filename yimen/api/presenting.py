"""Rows of the pool and the registers as the interface tells them."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from yimen.agencies.models import Agency
from yimen.api.queries import Beside, beside, editions_of
from yimen.api.schemas import (
    AgencyOut,
    Edition,
    EntryOut,
    EntryWhole,
    FileOut,
    InColumn,
    LeaderOut,
    Named,
    Picture,
    Place,
    SubsiteEdition,
    SubsiteOut,
    Term,
)
from yimen.editorial.full_texts import Enclosure, full_texts
from yimen.foundation.phones import international
from yimen.foundation.sanitising import plain_text
from yimen.frontdoor.composition import address_of_agency
from yimen.pool.models import Audience, Entry, Subject
from yimen.subsites.models import Subsite
from yimen.subsites.queries import CHINESE, Addressing, addressing_of
from yimen.subsites.rules import PORTAL, Address


class Teller:
    """Tells rows with whole addresses on the canonical hosts."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.found: Addressing = addressing_of(request)

    def api_url(self, name: str, **named: Any) -> str:
        return self.found.absolute_url(Address(PORTAL, reverse(f"api-v1:{name}", kwargs=named)))

    def documentation_url(self) -> str:
        return self.found.absolute_url(Address(PORTAL, reverse("api_documentation")))

    # ── Entries ──
    def entries(self, rows: Sequence[Entry]) -> list[EntryOut]:
        around = beside(rows)
        return [EntryOut(**self._entry(row, around)) for row in rows]

    def whole(self, row: Entry) -> EntryWhole:
        text = full_texts([row], self.request)[row.pk]
        files = [_file(file) for file in text.enclosures]
        pictures = {file.url: file for file in [*files, *map(_file, text.pictures)] if _is_picture(file)}
        source, author = _origin(row)
        return EntryWhole(
            **self._entry(row, beside([row])),
            html=text.html or None,
            text=plain_text(text.html) or None,
            source=source,
            author=author,
            attachments=[file for file in files if not _is_picture(file)],
            pictures=list(pictures.values()),
            editions=[
                Edition(id=one.subject_name, language=one.language, title=one.title, url=self.url_of(one))
                for one in editions_of(row)
            ],
        )

    def _entry(self, row: Entry, around: Beside) -> dict[str, Any]:
        return {
            "id": row.subject_name,
            "kind": row.kind,
            "title": row.title,
            "summary": row.summary,
            "language": row.language,
            "url": self.url_of(row),
            "api_url": self.api_url("entry", identity=row.subject_name),
            "published_at": row.published_at,
            "changed_at": row.changed_at,
            "valid_until": row.valid_until,
            "subsite": _named(row.subsite),
            "agency": _named(row.agency),
            "columns": [
                InColumn(id=column.subject_name, title=column.title, url=self.url_of(column), is_home=is_home)
                for column, is_home in around.columns.get(row.pk, [])
            ],
            "audiences": around.audiences.get(row.pk, []),
            "subjects": around.subjects.get(row.pk, []),
            "picture": self._picture(row),
        }

    def _picture(self, row: Entry) -> Picture | None:
        if row.image is None:
            return None
        return Picture(
            url=f"{self.url_of(row)}picture.jpg", description=row.image.description, credit=row.image.credit
        )

    def url_of(self, row: Entry) -> str:
        return self.found.absolute_url(Address(row.host, row.path))

    # ── Places and bodies ──
    def tree(self, rows: Sequence[tuple[Entry, str]]) -> list[Place]:
        """Places below each other, from their paths in the page tree, given from above."""
        roots: list[Place] = []
        open_places: list[tuple[str, Place]] = []
        for row, path in rows:
            place = Place(
                id=row.subject_name,
                kind=row.kind,
                title=row.title,
                summary=row.summary,
                url=self.url_of(row),
                pages=[],
            )
            while open_places and not path.startswith(open_places[-1][0]):
                open_places.pop()
            (open_places[-1][1].pages if open_places else roots).append(place)
            open_places.append((path, place))
        return roots

    def agency(self, row: Agency) -> AgencyOut:
        return AgencyOut(
            **_named(row).dict(),  # type: ignore[union-attr]  # it is not None where the row is not
            short_name=row.short_name,
            english_short_name=row.english_short_name,
            kind=row.kind,
            status=row.status,
            parent=row.parent.code if row.parent else None,
            phone=row.phone,
            phone_from_abroad=international(row.phone),
            address=row.address,
            english_address=row.english_address,
            office_hours=row.office_hours,
            english_office_hours=row.english_office_hours,
            duties=_lines(row.duties),
            english_duties=_lines(row.english_duties),
            closed_on=row.closed_on,
            successors=[other.code for other in row.successors.all()],
            subsite=_open_subsite(row),
            url=self.found.absolute_url(address_of_agency(row, CHINESE)),
            leaders=[LeaderOut.from_orm(leader) for leader in row.leaders.all()],
        )

    def subsites(self, homes: Sequence[Entry]) -> list[SubsiteOut]:
        """Sub-sites with their editions, from the home pages that everybody may read."""
        told: dict[str, SubsiteOut] = {}
        for home in homes:
            subsite = home.subsite
            if subsite is None:
                continue
            if subsite.code not in told:
                told[subsite.code] = SubsiteOut(
                    **_named(subsite).dict(),  # type: ignore[union-attr]  # as above
                    state=subsite.state,
                    agency=subsite.agency.code,
                    editions=[],
                )
            edition = SubsiteEdition(language=home.language, title=home.title, url=self.url_of(home))
            told[subsite.code].editions.append(edition)
        return list(told.values())


def term(word: Audience | Subject) -> Term:
    lines = (word.line, word.english_line) if isinstance(word, Audience) else ("", "")
    return Term(
        code=word.code, name=word.name, english_name=word.english_name, line=lines[0], english_line=lines[1]
    )


def _named(row: Agency | Subsite | None) -> Named | None:
    return Named(code=row.code, name=row.name, english_name=row.english_name) if row else None


def _open_subsite(agency: Agency) -> str | None:
    subsite: Subsite | None = getattr(agency, "subsite", None)
    return subsite.code if subsite is not None and subsite.root_page.live else None


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _file(file: Enclosure) -> FileOut:
    return FileOut(url=file.url, title=file.title, type=file.type, bytes=file.size)


def _is_picture(file: FileOut) -> bool:
    return file.type.startswith("image/")


def _origin(row: Entry) -> tuple[str, str]:
    """Source and author of a text; its agency where no source is named."""
    model = row.content_type.model_class()
    own = {field.name for field in model._meta.get_fields()} if model else set()
    agency = row.agency.name if row.agency else ""
    if model is None or not {"source", "author"} <= own:
        return agency, ""
    told = model._default_manager.filter(pk=row.object_id).values_list("source__name", "author").first()
    return (told[0] or agency, told[1]) if told else (agency, "")
