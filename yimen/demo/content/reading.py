"""Reading the whole demo city for one day of loading."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from yimen.demo.content.blocks import read_blocks, read_section
from yimen.demo.content.checking import check
from yimen.demo.content.city import (
    AgencyReader,
    read_audience,
    read_city,
    read_column,
    read_subject,
)
from yimen.demo.content.dates import fill_in_all, last_on
from yimen.demo.content.english import read_english
from yimen.demo.content.fields import Fields, read_toml
from yimen.demo.content.section_shapes import Section
from yimen.demo.content.shapes import Agency, Article, Column, InformationPage
from yimen.demo.content.whole import Content

FOLDER = Path(__file__).parent
CITY_TIME = ZoneInfo("Asia/Shanghai")
# What a file says once in [defaults] for all its texts.
_DEFAULTS = ("site", "column", "agency", "source", "editor", "audiences", "subjects")


def read_content(*, today: date, folder: Path = FOLDER) -> Content:
    """Everything the demo city says, with dates counted from `today`.

    Raises ContentMistake for the first field that is wrong or the first reference that leads nowhere.
    """
    city, entrances = _file(folder / "city.toml", today), _file(folder / "entrances.toml", today)
    subjects, columns = _file(folder / "subjects.toml", today), _file(folder / "columns.toml", today)
    english = _file(folder / "english.toml", today)
    city_columns = columns.tables("city", read_column)
    english_columns = columns.tables("english", read_column)
    finished, preparation = columns.tables("subsite", read_column), columns.tables("preparation", read_column)
    sections = columns.tables("subsite_section", read_section)
    content = Content(
        city=read_city(city),
        audiences=entrances.tables("audience", read_audience),
        subjects=subjects.tables("subject", read_subject),
        columns=city_columns,
        english_columns=english_columns,
        agencies=_agencies(folder, today, finished, preparation, sections),
        articles=_articles(folder, today),
        pages=_pages(folder, today),
        english=read_english(english, agencies=_file(folder / "english-agencies.toml", today)),
    )
    for fields in (entrances, subjects, columns, english):
        fields.done()
    check(content)
    return content


def _file(path: Path, today: date) -> Fields:
    data = fill_in_all(read_toml(path), day=today)
    if not isinstance(data, dict):
        raise TypeError(f"{path.name} has no top table")
    return Fields(data, file=path.name)


def _agencies(
    folder: Path,
    today: date,
    finished: tuple[Column, ...],
    preparation: tuple[Column, ...],
    sections: tuple[Section, ...],
) -> tuple[Agency, ...]:
    reader = AgencyReader(
        today=today, standard={"finished": finished, "preparation": preparation}, sections=sections
    )
    agencies: list[Agency] = []
    for path in sorted((folder / "agencies").glob("*.toml")):
        fields = _file(path, today)
        agencies.extend(fields.tables("agency", reader.read))
        fields.done()
    return tuple(agencies)


def _articles(folder: Path, today: date) -> tuple[Article, ...]:
    articles = [
        _read_article(Fields(data, file=name, where=where), published, f"{Path(name).stem}-{number}")
        for name, number, where, data, published in _texts(folder / "articles", "article", today)
    ]
    return tuple(sorted(articles, key=lambda article: article.published_at, reverse=True))


def _pages(folder: Path, today: date) -> tuple[InformationPage, ...]:
    return tuple(
        _read_page(Fields(data, file=name, where=where), published.date())
        for name, _number, where, data, published in _texts(folder / "pages", "page", today)
    )


def _texts(
    folder: Path, kind: str, today: date
) -> Iterable[tuple[str, int, str, dict[str, object], datetime]]:
    """Each text of the folder: file, number, place, its table with marks filled in, time of publication."""
    for path in sorted(folder.rglob("*.toml")):
        top = Fields(read_toml(path), file=path.name)
        defaults = top.table("defaults") if top.has("defaults") else Fields({}, file=path.name)
        shared = {
            name: defaults.values(name) if name in ("audiences", "subjects") else defaults.text(name)
            for name in _DEFAULTS
            if defaults.has(name)
        }
        defaults.done()
        for number, item in enumerate(top.values(kind), 1):
            if not isinstance(item, dict):
                raise top.mistake(kind, f"item {number} must be a table")
            data = {**shared, **item}
            where = f"{kind} {number} ({data.get('title', '')})"
            published = _published(Fields(data, file=path.name, where=where), data, today)
            filled = fill_in_all(data, day=published.date())
            if isinstance(filled, dict):
                yield path.name, number, where, filled, published
        top.done()


def _published(fields: Fields, data: dict[str, object], today: date) -> datetime:
    """The moment of publication; takes `days_ago` or `on`, and `time`, out of `data`."""
    if fields.has("on"):
        try:
            day = last_on(fields.text("on"), today=today)
        except ValueError:
            raise fields.mistake("on", "must be a month and a day such as 06-28") from None
        data.pop("on")
    else:
        day = today - timedelta(days=fields.integer("days_ago", least=1))
        data.pop("days_ago")
    clock = fields.clock("time") if fields.has("time") else "09:00"
    data.pop("time", None)
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=CITY_TIME)


def _read_article(fields: Fields, published_at: datetime, key: str) -> Article:
    article = Article(
        key=fields.text_or("key", key),
        site=fields.text("site"),
        column=fields.text("column"),
        title=fields.text("title", longest=120),
        summary=fields.text("summary", longest=300),
        agency=fields.text_or("agency", ""),
        source=fields.text("source", longest=80),
        author=fields.text_or("author", "", longest=60),
        editor=fields.text("editor", longest=60),
        published_at=published_at,
        open_until=_day_after(fields, published_at),
        audiences=fields.texts("audiences"),
        subjects=fields.texts("subjects"),
        blocks=read_blocks(fields),
        also_in=fields.texts("also_in"),
        related=fields.texts("related"),
        picture=fields.text_or("picture", ""),
        weight=fields.integer("weight", least=0, default=0),
        translation_of=fields.text_or("translation_of", ""),
    )
    fields.done()
    return article


def _day_after(fields: Fields, published_at: datetime) -> date | None:
    """The last day on which readers can take part, counted in `open_days` from publication."""
    if not fields.has("open_days"):
        return None
    return published_at.date() + timedelta(days=fields.integer("open_days", least=1))


def _read_page(fields: Fields, changed_on: date) -> InformationPage:
    page = InformationPage(
        key=fields.text("key"),
        site=fields.text("site"),
        column=fields.text_or("column", ""),
        slug=fields.code("slug"),
        title=fields.text("title", longest=60),
        summary=fields.text("summary", longest=300),
        changed_on=changed_on,
        audiences=fields.texts("audiences"),
        subjects=fields.texts("subjects"),
        blocks=read_blocks(fields),
        translation_of=fields.text_or("translation_of", ""),
    )
    fields.done()
    return page
