"""Whether what the texts name exists: sites, columns, agencies, audiences, subjects, keys and pictures."""

from collections import Counter
from collections.abc import Iterable, Iterator

from yimen.demo.content.block_shapes import Block, Gallery, Picture
from yimen.demo.content.fields import ContentMistake
from yimen.demo.content.section_shapes import (
    FiguresSection,
    LatestSection,
    Link,
    LinksSection,
    OpenSection,
    Section,
)
from yimen.demo.content.shapes import Agency, Article, Column, InformationPage
from yimen.demo.content.whole import Content
from yimen.demo.pictures import KEYS

CITY, ENGLISH = "city", "en"


def check(content: Content) -> None:
    """Raise ContentMistake for the first name that leads nowhere or stands twice."""
    for mistake in _Checker(content).mistakes():
        raise mistake


class _Checker:
    def __init__(self, content: Content) -> None:
        self._content = content
        self._columns = {CITY: content.columns, ENGLISH: content.english_columns}
        self._columns.update({agency.code: agency.site.columns for agency in content.agencies if agency.site})
        self._columns.update(
            {f"{ENGLISH}-{row.code}": row.site.columns for row in content.english.agencies if row.site}
        )
        self._agencies = {agency.code for agency in content.agencies}
        self._audiences = {audience.code for audience in content.audiences}
        self._subjects = {subject.code for subject in content.subjects}
        self._keys = {article.key for article in content.articles} | {page.key for page in content.pages}

    def mistakes(self) -> Iterator[ContentMistake]:
        yield from self._doubles()
        yield from self._parents()
        yield from self._translations()
        for agency in self._content.agencies:
            yield from self._agency(agency)
        for article in self._content.articles:
            yield from self._article(article)
        for page in self._content.pages:
            yield from self._text(page)
        city = self._content.city
        for link in city.menu + city.footer + city.english_menu + city.tasks:
            yield from self._link(link, "city.toml", CITY)
        yield from self._sections(city.sections, "city.toml", CITY)
        yield from self._sections(city.english_sections, "city.toml", ENGLISH)
        yield from self._english()
        for audience in self._content.audiences:
            yield from self._sections(audience.sections, f"entrances.toml, {audience.code}", CITY)

    def _english(self) -> Iterator[ContentMistake]:
        english, file = self._content.english, "english.toml"
        for link in english.tasks:
            yield from self._link(link, file, ENGLISH)
        for entrance in english.entrances:
            yield from self._known([entrance.code], self._audiences, file, "entrance", "code")
            yield from self._sections(entrance.sections, f"{file}, {entrance.code}", ENGLISH)
        for key, _shows in english.pictures:
            yield from self._picture(key, file, "picture")
        for row in english.agencies:
            yield from self._known([row.code], self._agencies, "english-agencies.toml", "agency", "code")
            if row.site:
                yield from self._sections(row.site.sections, "english-agencies.toml", f"{ENGLISH}-{row.code}")

    def _translations(self) -> Iterator[ContentMistake]:
        """An edition names a text that is there, and no text has two."""
        texts: list[Article | InformationPage] = [*self._content.articles, *self._content.pages]
        named = [text.translation_of for text in texts if text.translation_of]
        yield from self._known(named, self._keys, "texts", "edition", "translation_of")
        places = [
            column.translation_of
            for columns in self._columns.values()
            for column in columns
            if column.translation_of
        ]
        for place in places:
            yield from self._place(place, "columns", "translation_of")
        for name, count in Counter([*named, *places]).items():
            if count > 1:
                yield ContentMistake("texts", name, "translation_of", f"stands {count} times")

    def _doubles(self) -> Iterator[ContentMistake]:
        content = self._content
        named: dict[str, Iterable[str]] = {
            "agency code": (agency.code for agency in content.agencies),
            "agency name": (agency.name for agency in content.agencies),
            "audience code": (audience.code for audience in content.audiences),
            "subject code": (subject.code for subject in content.subjects),
            "key": [article.key for article in content.articles] + [page.key for page in content.pages],
            "article title": (article.title for article in content.articles),
        }
        for site, columns in self._columns.items():
            named[f"column of {site}"] = (column.code for column in columns)
        for name, values in named.items():
            for value, count in Counter(values).items():
                if count > 1:
                    yield ContentMistake("the demo city", value, name, f"stands {count} times")

    def _parents(self) -> Iterator[ContentMistake]:
        for site, columns in self._columns.items():
            codes: set[str] = set()
            for column in columns:
                if column.parent and column.parent not in codes:
                    yield ContentMistake(
                        "columns.toml",
                        f"{site}/{column.code}",
                        "parent",
                        f"no column {column.parent!r} above",
                    )
                codes.add(column.code)

    def _agency(self, agency: Agency) -> Iterator[ContentMistake]:
        where = f"agency {agency.code}"
        named = (*agency.successors, *([agency.parent] if agency.parent else []))
        yield from self._known(named, self._agencies, "agencies", where, "successors or parent")
        closed = agency.status == "closed"
        if closed != bool(agency.closed_on and agency.closing_reason):
            yield ContentMistake(
                "agencies", where, "status", "a closed agency, and no other, has day and reason"
            )
        for leader in agency.leaders:
            yield from self._picture(leader.portrait, "agencies", where)
        if agency.site:
            yield from self._picture(agency.site.banner, "agencies", where)
            yield from self._sections(agency.site.sections, "agencies", agency.code)

    def _article(self, article: Article) -> Iterator[ContentMistake]:
        where = f"article {article.title}"
        yield from self._text(article)
        if article.agency:
            yield from self._known([article.agency], self._agencies, "articles", where, "agency")
        yield from self._known(article.related, self._keys, "articles", where, "related")
        for place in article.also_in:
            yield from self._place(place, "articles", where)
        if article.picture:
            yield from self._picture(article.picture, "articles", where)

    def _text(self, text: Article | InformationPage) -> Iterator[ContentMistake]:
        where = f"{text.key} ({text.title})"
        if text.column:
            yield from self._place(f"{text.site}/{text.column}", "texts", where)
        elif text.site not in self._columns:
            yield ContentMistake("texts", where, "site", f"there is no site {text.site!r}")
        yield from self._known(text.audiences, self._audiences, "texts", where, "audiences")
        yield from self._known(text.subjects, self._subjects, "texts", where, "subjects")
        for key in picture_keys(text.blocks):
            yield from self._picture(key, "texts", where)

    def _sections(self, sections: Iterable[Section], file: str, site: str) -> Iterator[ContentMistake]:
        for section in sections:
            if isinstance(section, LatestSection):
                place = section.column if "/" in section.column else f"{site}/{section.column}"
                yield from self._place(place, file, f"section {section.title}")
            elif isinstance(section, OpenSection):
                yield from self._place(section.more, file, f"section {section.title}")
            elif isinstance(section, LinksSection):
                yield from self._links(section.links, file, site)
            elif isinstance(section, FiguresSection):
                yield from self._links(section.table + section.action, file, site)

    def _links(self, links: Iterable[Link], file: str, site: str) -> Iterator[ContentMistake]:
        for link in links:
            yield from self._link(link, file, site)
            if link.picture:
                yield from self._picture(link.picture, file, f"link {link.title}")

    def _link(self, link: Link, file: str, site: str) -> Iterator[ContentMistake]:
        kind, _, name = link.to.removeprefix("english:").partition(":")
        known: dict[str, set[str]] = {
            "page": self._keys,
            "site": set(self._columns),
            "entrance": self._audiences,
            "agency": self._agencies,
        }
        if link.to.removeprefix("english:") in ("directory", "board", "leaders") or link.to.startswith(
            ("/", "https://")
        ):
            return
        if kind == "column":
            yield from self._place(name, file, f"link {link.title}")
        elif kind not in known:
            yield ContentMistake(file, f"link {link.title}", "to", f"{link.to!r} leads nowhere")
        else:
            yield from self._known([name], known[kind], file, f"link {link.title}", "to")

    def _place(self, place: str, file: str, where: str) -> Iterator[ContentMistake]:
        site, _, code = place.partition("/")
        if not any(column.code == code for column in self._columns.get(site, ())):
            yield ContentMistake(file, where, "column", f"there is no column {place!r}")

    def _known(
        self, named: Iterable[str], known: set[str], file: str, where: str, field: str
    ) -> Iterator[ContentMistake]:
        for name in named:
            if name not in known:
                yield ContentMistake(file, where, field, f"{name!r} is not known")

    def _picture(self, key: str, file: str, where: str) -> Iterator[ContentMistake]:
        if key not in KEYS:
            yield ContentMistake(file, where, "picture", f"there is no picture {key!r}")


def picture_keys(blocks: Iterable[Block]) -> Iterator[str]:
    """The key of every picture in a body."""
    for block in blocks:
        if isinstance(block, Picture):
            yield block.key
        elif isinstance(block, Gallery):
            yield from (picture.key for picture in block.pictures)


def leaf_columns(columns: Iterable[Column]) -> list[Column]:
    """The columns that list texts themselves."""
    return [column for column in columns if column.layout != "navigation"]
