"""Ning Zhiqiu edits the portal. She reads the demo city as a visitor would and holds it to what was promised."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from shutil import copytree
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from PIL import Image
from pypdf import PdfReader

from yimen.agencies.rules import why_not_status
from yimen.demo.attachments import attachment
from yimen.demo.content import Content, ContentMistake, read_content
from yimen.demo.content.block_shapes import Attachments, Paragraph
from yimen.demo.content.blocks import FILE_KINDS
from yimen.demo.content.checking import leaf_columns
from yimen.demo.content.city import COLUMN_TYPES
from yimen.demo.content.dates import fill_in, last_on
from yimen.demo.content.reading import CITY_TIME, FOLDER
from yimen.demo.content.shapes import Agency, Column
from yimen.demo.pictures import EMBLEM, KEYS, PORTRAITS, SCENES, file_name, picture, title
from yimen.subsites.rules import DepartmentState, count_progress, state_of_subsite

LOADED = date(2026, 11, 23)


@pytest.fixture(scope="module")
def city() -> Content:
    return read_content(today=LOADED)


def departments(city: Content) -> list[Agency]:
    return [agency for agency in city.agencies if agency.kind == "department"]


def sites(city: Content) -> dict[str, tuple[Column, ...]]:
    own = {agency.code: agency.site.columns for agency in city.agencies if agency.site}
    editions = {f"en-{row.code}": row.site.columns for row in city.english.agencies if row.site}
    return {"city": city.columns, "en": city.english_columns, **own, **editions}


def words(value: object) -> Iterator[str]:
    """Every text in the content, wherever it stands."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from words(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from words(getattr(value, field.name))


# The model case


def test_the_board_shows_the_figures_of_the_model_case(city: Content) -> None:
    states = []
    for agency in departments(city):
        site = agency.site
        subsite = state_of_subsite(
            state=site.state if site else None, has_own_host=bool(site and site.own_host)
        )
        states.append(DepartmentState(agency.old_site.state if agency.old_site else "none", subsite))
    progress = count_progress(states)
    assert progress.departments == 29
    assert (progress.old_sites, progress.old_sites_closed, progress.old_sites_exempt) == (16, 14, 2)
    assert (progress.subsites_finished, progress.subsites_in_preparation, progress.subsites_none) == (
        18,
        6,
        5,
    )
    assert progress.exempt_without_subsite == 2


def test_education_and_agriculture_keep_their_hosts_with_a_recorded_approval(city: Content) -> None:
    exempt = {a.code: a for a in city.agencies if a.site and a.site.own_host}
    assert set(exempt) == {"jyj", "nyj"}
    for agency in exempt.values():
        assert agency.status == "exempt"
        assert agency.site is not None
        assert agency.site.own_host is not None
        approval = agency.site.own_host
        assert approval.approved_by
        assert approval.approved_on < LOADED
        assert re.fullmatch(rf"云政办函〔{approval.approved_on.year}〕\d+号", approval.document_number)
        assert sum(article.site == agency.code for article in city.articles) >= 8


def test_every_state_of_an_agency_is_there_and_could_be_recorded(city: Content) -> None:
    for agency in city.agencies:
        assert not why_not_status(
            status=agency.status,
            closed_on_known=agency.closed_on is not None,
            closing_reason=agency.closing_reason,
            successor_count=len(agency.successors),
        ), agency.name
    reasons = Counter(agency.closing_reason for agency in city.agencies if agency.closing_reason)
    assert reasons == {"merged": 1, "split": 1, "renamed": 1}
    assert {agency.status for agency in city.agencies} == {"live", "joining", "exempt", "closed"}
    assert len(city.agencies) >= 29 + 8


def test_every_department_can_be_found_and_called(city: Content) -> None:
    for agency in departments(city):
        assert agency.address and agency.phone and agency.office_hours, agency.name
        assert 3 <= len(agency.duties) <= 6, agency.name
    assert sum(2 <= len(agency.leaders) <= 4 for agency in departments(city)) >= 12


# What a visitor reads


def test_the_city_has_as_much_to_say_as_a_real_portal(city: Content) -> None:
    assert len(city.articles) >= 220
    homes = 2 + sum(1 for agency in city.agencies if agency.site) + len(city.audiences)
    pages = len(city.articles) + len(city.pages) + sum(map(len, sites(city).values())) + homes
    assert 380 <= pages <= 600


def test_the_english_edition_is_worth_reading(city: Content) -> None:
    """It answers what people from abroad ask, and is linked to the Chinese text wherever that exists."""
    english = [text for text in (*city.articles, *city.pages) if text.site.startswith("en")]
    assert 55 <= len(english) <= 90
    assert sum(1 for text in english if text.translation_of) >= 40
    titles = " ".join(text.title for text in english)
    for asked in (
        "Residence permit",
        "Work permit",
        "Driving licence",
        "Schools",
        "doctor",
        "tax",
        "Passport lost",
    ):
        assert asked in titles, asked
    for text in words((tuple(english), city.english_columns, city.english)):
        if "简体中文" not in text and text not in COLUMN_TYPES:
            assert not re.search("[\u3400-\u9fff]", text), text
    assert {row.code for row in city.english.agencies} == {agency.code for agency in city.agencies}
    for agency in city.agencies:
        row = city.english.agency(agency.code)
        assert row and len(row.leaders) == len(agency.leaders) and bool(row.address) == bool(agency.address)


def test_no_column_is_empty(city: Content) -> None:
    filled = {f"{text.site}/{text.column}" for text in (*city.articles, *city.pages)}
    filled |= {place for article in city.articles for place in article.also_in}
    filled.add("city/ldzc")  # the leaders' page is made from the agency
    for site, columns in sites(city).items():
        for column in leaf_columns(columns):
            assert f"{site}/{column.code}" in filled, f"{site}/{column.code}"


def test_what_people_look_for_is_there(city: Content) -> None:
    titles = " ".join(article.title for article in city.articles)
    for task in ("公积金提取", "中考成绩", "最低生活保障", "不动产登记", "养老保险关系转移", "积分入学"):
        assert task in titles
    assert len(city.city.tasks) == 6


def test_the_five_entrances_have_something_first_and_enough_below(city: Content) -> None:
    assert [audience.name for audience in city.audiences] == ["市民", "企业", "投资者", "旅游者", "公务员"]
    for audience in city.audiences:
        assert audience.sections
        assert sum(audience.code in article.audiences for article in city.articles) >= 20, audience.name


def test_no_text_stands_twice(city: Content) -> None:
    paragraphs = Counter(
        block.text for article in city.articles for block in article.blocks if isinstance(block, Paragraph)
    )
    repeated = {text for text, count in paragraphs.items() if count > 1}
    assert not repeated
    summaries = Counter(text.summary for text in (*city.articles, *city.pages))
    assert max(summaries.values()) == 1


def test_every_summary_says_more_than_the_title(city: Content) -> None:
    for text in (*city.articles, *city.pages):
        assert text.summary != text.title
        assert len(text.summary) >= 15, text.title


def test_articles_carry_all_kinds_of_blocks(city: Content) -> None:
    kinds = {type(block).__name__ for text in (*city.articles, *city.pages) for block in text.blocks}
    assert kinds == {
        *("Paragraph", "Heading", "BulletList", "TableBlock", "Picture", "Gallery", "Attachments"),
        *("Timeline", "Quote", "Questions", "Contact", "Callout"),
    }


# Nothing real, nothing unfinished


FORBIDDEN = re.compile(
    r"lorem|TO(?:DO)|FIX(?:ME)|X{3}|待补|此处省略|占位符|示例文字|某某|\{[^}]*\}|！|!", re.IGNORECASE
)


def test_nothing_unfinished_and_no_exclamation_marks(city: Content) -> None:
    for text in words(city_tuple(city)):
        assert not FORBIDDEN.search(text), text


def city_tuple(city: Content) -> tuple[object, ...]:
    return tuple(getattr(city, field.name) for field in fields(city))


def test_telephone_numbers_are_fictional(city: Content) -> None:
    """Area code 0700 is given to no place; the only others are the short public ones."""
    short = {"110", "119", "120", "122", "12119", "12315", "12345", "12348", "96110"}
    for text in words(city_tuple(city)):
        assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", text), text
        for number in re.findall(r"(?<!\d)0\d{2,3}[-—– ]\d{7,8}(?!\d)", text):
            assert number.startswith("0700-555"), number
        for number in re.findall(r"(?:拨打|拨|热线|电话)\s*(\d{3,6})(?![\d-])", text):
            assert number in short, text


def test_no_person_can_be_identified_and_no_real_site_is_named(city: Content) -> None:
    for text in words(city_tuple(city)):
        assert not re.search(r"(?<!\d)\d{17}[\dXx](?!\d)", text), text
        for host in re.findall(r"[\w.-]+\.(?:cn|com|net|org|gov|政务)\b", text):
            pytest.fail(f"{host} in {text}")
        for address in re.findall(r"\w+@[\w.]+", text):
            assert address.endswith(".example"), address
    assert city.city.icp_number == "云ICP备00000001号"
    assert re.fullmatch(r"\d{10}", city.city.identification_code)
    assert re.fullmatch(r"\d{14}", city.city.police_record_code)


# Dates


@pytest.mark.parametrize("today", [LOADED, date(2028, 2, 29), date(2027, 1, 1), date(2030, 6, 26)])
def test_on_whatever_day_it_is_loaded_everything_lies_in_the_past(today: date) -> None:
    city = read_content(today=today)
    start = datetime.combine(today, time.min, tzinfo=CITY_TIME)
    for article in city.articles:
        assert start - timedelta(days=366) <= article.published_at < start, article.title
    for agency in city.agencies:
        assert agency.closed_on is None or agency.closed_on < today
        assert (
            agency.old_site is None or agency.old_site.closed_on is None or agency.old_site.closed_on < today
        )


def test_news_is_fresh_and_standing_columns_are_kept(city: Content) -> None:
    """The freshness limits of reference norms: news two weeks, notices and documents six months."""
    newest: dict[str, date] = {}
    for article in city.articles:
        for place in (f"{article.site}/{article.column}", *article.also_in):
            day = article.published_at.date()
            newest[place] = max(newest.get(place, day), day)
    assert newest["city/yaowen"] > LOADED - timedelta(days=14)
    assert newest["city/bmdt"] > LOADED - timedelta(days=14)
    for column in ("tzgg", "zcwj", "zcjd", "lxxd"):
        assert newest[f"city/{column}"] > LOADED - timedelta(days=180), column


def test_marks_are_counted_from_the_day_of_publication() -> None:
    day = date(2026, 12, 30)
    text = "{d+3}｜{D+3}｜{w+3}｜{Y+1}｜{y-400}｜{m-1}｜{M+1}｜{e+3}"
    assert fill_in(text, day=day) == (
        "1月2日｜2027年1月2日｜1月2日（星期六）｜2027｜2025｜11月｜2027年1月｜2 January 2027"
    )
    assert last_on("06-28", today=date(2026, 6, 28)) == date(2025, 6, 28)
    assert last_on("06-28", today=date(2026, 6, 29)) == date(2026, 6, 28)


# Mistakes are told


@pytest.mark.parametrize(
    ("file", "before", "after", "told"),
    [
        ("city.toml", 'tagline = "', 'tagine = "', "city.toml, field 'tagline': is missing"),
        ("subjects.toml", '"employment"', '"Employment"', "subjects.toml, subject 1"),
        ("articles/city/yaowen.toml", "days_ago = 1\n", "days_ago = 0\n", "field 'days_ago'"),
        ("articles/city/yaowen.toml", "days_ago = 1\n", 'on = "13-40"\n', "field 'on'"),
        ("articles/city/yaowen.toml", "weight = 5", "wight = 5", "field 'wight': is not known"),
        ("articles/city/yaowen.toml", '"citizen", "official"', '"alien"', "'alien' is not known"),
        ("articles/city/yaowen.toml", 'column = "yaowen"', 'column = "nowhere"', "no column 'city/nowhere'"),
        ("articles/city/yaowen.toml", 'picture = "hall"', 'picture = "palace"', "no picture 'palace'"),
        ("agencies/05-other.toml", 'successors = ["fgw"]', 'successors = ["zzz"]', "'zzz' is not known"),
        ("columns.toml", 'layout = "graphic"', 'layout = "wheel"', "'wheel' is none of"),
        ("entrances.toml", "[[audience]]", "[[audience", "cannot be read as TOML"),
    ],
)
def test_a_mistake_is_told_with_file_and_field(
    tmp_path: Path, file: str, before: str, after: str, told: str
) -> None:
    copytree(FOLDER, tmp_path / "content")
    spoiled = tmp_path / "content" / file
    text = spoiled.read_text(encoding="utf-8")
    assert before in text
    spoiled.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ContentMistake) as caught:
        read_content(today=LOADED, folder=tmp_path / "content")
    assert told in str(caught.value)


# Pictures and files


@pytest.mark.parametrize("key", sorted(KEYS))
def test_each_picture_is_drawn_and_opens(key: str) -> None:
    image = Image.open(BytesIO(picture(key)))
    image.load()
    size = (1600, 1000) if key in SCENES else (900, 1200) if key in PORTRAITS else (512, 512)
    assert image.size == size
    assert len(image.convert("RGB").getcolors(maxcolors=1 << 24) or []) > 3
    assert title(key)
    assert file_name(key).endswith(".jpg" if key in SCENES else ".png")


def test_a_picture_is_the_same_each_time() -> None:
    assert picture(EMBLEM) == picture(EMBLEM)
    assert picture("lake") == picture("lake")
    with pytest.raises(KeyError):
        picture("palace")


def test_every_attachment_opens_and_holds_its_rows(city: Content) -> None:
    files = [
        file
        for text in (*city.articles, *city.pages)
        for block in text.blocks
        if isinstance(block, Attachments)
        for file in block.files
    ]
    assert {file.kind for file in files} <= FILE_KINDS
    assert len({file.title for file in files}) == len(files)
    for file in files:
        content = attachment(file.kind, file.title, file.rows)
        assert content == attachment(file.kind, file.title, file.rows)
        shown = _text_of(file.kind, content)
        for row in file.rows:
            for cell in row:
                assert cell in shown, (file.title, cell)


def _text_of(kind: str, content: bytes) -> str:
    if kind in ("csv", "txt"):
        return content.decode("utf-8-sig")
    if kind == "pdf":
        return "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    with ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            ElementTree.fromstring(package.read(name))
        part = "xl/worksheets/sheet1.xml" if kind == "xlsx" else "word/document.xml"
        return "".join(ElementTree.fromstring(package.read(part)).itertext())
