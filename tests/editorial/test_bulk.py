"""Four hundred texts come from an old site at once; afterwards each is like one that 周琳 published herself."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, PageLogEntry, PageViewRestriction, ReferenceIndex

from tests.cast import City
from yimen.demo import factories
from yimen.editorial.bulk import CannotLoad, NewArticle, load_articles
from yimen.editorial.indexes import settle_indexes
from yimen.editorial.models import ArticlePage, Source
from yimen.pool.models import Audience, Entry, EntryAudience, EntrySubject, Placement, Subject
from yimen.pool.queries import in_column
from yimen.records.models import Change

NOW = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
THEN = datetime(2024, 3, 5, 1, 15, tzinfo=UTC)
REASON = "从旧网站迁入"
BODY: list[tuple[str, Any]] = [
    ("paragraph", "<p>各县（市、区）教育局：</p><p>现将有关事项通知如下。</p>"),
    ("quote", {"text": "一切为了孩子", "author": ""}),
    ("imported", "<table><tr><th>学校</th><td>云泽一中</td></tr></table>"),
]


def article(city: City, title: str = "关于秋季招生的通知", **fields: Any) -> NewArticle:
    return NewArticle(column=city.notices, title=title, body=BODY, released_at=THEN, **fields)


def load(*articles: NewArticle, **options: Any) -> int:
    return load_articles(articles, now=NOW, reason=REASON, **options)


def own_row(page: ArticlePage, *, without: set[str]) -> dict[str, Any]:
    row = {field.attname: field.value_from_object(page) for field in page._meta.concrete_fields}
    row["body"] = [
        {key: value for key, value in block.items() if key != "id"} for block in page.body.raw_data
    ]
    return {name: value for name, value in row.items() if name not in without}


def pool_rows(page: ArticlePage) -> dict[str, Any]:
    entry = Entry.objects.get(object_id=page.pk, kind="article")
    own = {
        name: value
        for name, value in entry.__dict__.items()
        if name not in {"_state", "id", "object_id", "path"}
    }
    return {
        "entry": {**own, "translation_key": None, "path": entry.path.replace(page.slug, "")},
        "placements": set(
            Placement.objects.filter(entry=entry).values_list(
                "column", "is_home", "published_at", "is_listed"
            )
        ),
        "audiences": set(EntryAudience.objects.filter(entry=entry).values_list("audience", "published_at")),
        "subjects": set(EntrySubject.objects.filter(entry=entry).values_list("subject", "published_at")),
    }


def change_of(page: ArticlePage) -> set[str]:
    subject = Entry.objects.get(object_id=page.pk, kind="article").subject_name
    last = Change.objects.filter(subject=subject).latest("pk")
    own = (page.slug, str(page.translation_key), str(page.pk))
    spelt = {tag for tag in last.tags if not tag.startswith(("beside:", "texts:"))}  # whom each stands beside
    for word in own:
        spelt = {tag.replace(word, "") for tag in spelt}
    return spelt


@pytest.fixture
def both(city: City) -> tuple[ArticlePage, ArticlePage]:
    """The same text published by hand and loaded."""
    news = factories.column(city.home, "要闻", slug="yw")
    subject = Subject.objects.create(code="education", name="教育", english_name="Education")
    with time_machine.travel(NOW, tick=False):
        by_hand = factories.article(
            city.notices,
            "关于秋季招生的通知",
            body=BODY,
            released_at=THEN,
            source="云泽日报",
            audiences=("citizen", "official"),
            subjects=("education",),
            also_in=(news,),
            summary="秋季招生开始。",
            author="周琳",
            backdating_reason=REASON,
        )
        load(
            article(
                city,
                source=Source.objects.get(),
                audiences=tuple(Audience.objects.filter(code__in=("citizen", "official"))),
                subjects=(subject,),
                also_in=(news,),
                summary="秋季招生开始。",
                author="周琳",
            )
        )
    return ArticlePage.objects.get(pk=by_hand.pk), ArticlePage.objects.exclude(pk=by_hand.pk).get()


def test_a_loaded_article_is_the_row_that_publishing_writes(both: tuple[ArticlePage, ArticlePage]) -> None:
    by_hand, loaded = both
    different = {
        "id", "page_ptr_id", "path", "slug", "url_path", "translation_key",
        "latest_revision_id", "live_revision_id", "latest_revision_created_at",
    }  # fmt: skip
    assert own_row(loaded, without=different) == own_row(by_hand, without=different)
    assert loaded.slug == f"{by_hand.slug}-2"
    assert loaded.get_parent() == by_hand.get_parent()
    assert Page.find_problems() == ([], [], [], [], [])
    assert [p.column_id for p in loaded.placements.all()] == [p.column_id for p in by_hand.placements.all()]


def test_it_stands_in_the_pool_and_in_the_change_log_alike(both: tuple[ArticlePage, ArticlePage]) -> None:
    by_hand, loaded = both
    assert pool_rows(loaded) == pool_rows(by_hand)
    assert change_of(loaded) == change_of(by_hand)


TURN = re.compile(r'<nav class="turn".*?</nav>', re.DOTALL)


def test_a_citizen_sees_no_difference(both: tuple[ArticlePage, ArticlePage], aunt_wang: Client) -> None:
    shown = []
    for page in both:
        answer = aunt_wang.get(page.address().path)  # type: ignore[union-attr]
        assert answer.status_code == 200
        html = answer.content.decode().replace(f"/{page.slug}/", "/SLUG/").replace(f'value="{page.pk}"', "")
        shown.append(TURN.sub("", html))  # each stands beside the other in its column
    assert shown[0] == shown[1]


def test_lin_edits_and_publishes_a_loaded_article(
    both: tuple[ArticlePage, ArticlePage], lins_desk: Client, aunt_wang: Client
) -> None:
    loaded = both[1]
    assert lins_desk.get(reverse("wagtailadmin_pages:edit", args=[loaded.pk])).status_code == 200
    loaded.title = "关于秋季招生的补充通知"
    loaded.save_revision().publish()
    answer = aunt_wang.get(loaded.address().path).content.decode()  # type: ignore[union-attr]
    assert "补充通知" in answer
    assert ArticlePage.objects.get(pk=loaded.pk).released_at == THEN, "its publish time is fixed"
    loaded.delete()
    assert not Entry.objects.filter(kind="article", title="关于秋季招生的补充通知").exists()


def test_the_next_page_made_by_hand_finds_its_place(city: City) -> None:
    load(*(article(city, f"第{number}号通知") for number in range(5)))
    factories.article(city.notices, "第3号通知")
    load(article(city, "第3号通知"))
    assert Page.find_problems() == ([], [], [], [], [])
    slugs = list(city.notices.get_children().values_list("slug", flat=True))
    assert len(set(slugs)) == len(slugs) == 7


def test_each_column_says_what_was_loaded_and_why(city: City) -> None:
    load(*(article(city, f"第{number}号通知") for number in range(5)))
    line = PageLogEntry.objects.get(action="yimen.load")
    assert (line.page_id, line.data) == (city.notices.pk, {"count": 5, "reason": REASON})
    assert str(line.formatter.label)


def test_forty_texts_cost_fewer_statements_than_two_by_hand(city: City) -> None:
    load(article(city, "头一篇"))
    with CaptureQueriesContext(connection) as asked:
        load(*(article(city, f"第{number}号通知") for number in range(40)))
    assert len(asked) < 45


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": " "}, "no title"),
        ({"title": "长" * 256}, "title is longer than 255"),
        ({"body": [("poem", "…")]}, "no block is called poem"),
        ({"released_at": NOW + timedelta(days=1)}, "in the future"),
    ],
)
def test_a_text_that_cannot_be_published_stops_its_batch(
    city: City, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(CannotLoad, match=sentence):
        load(article(city, "第一批"), article(city, "第二批"), replace(article(city), **changes), batch=1)
    assert ArticlePage.objects.count() == 2
    with pytest.raises(CannotLoad):
        load(article(city, "第三批"), replace(article(city), **changes))
    assert ArticlePage.objects.count() == 2


def test_what_must_stand_or_fall_with_a_batch_is_written_in_it(city: City) -> None:
    def breaks(pages: Any) -> None:
        raise RuntimeError(f"{len(pages)} pages")

    with pytest.raises(RuntimeError, match="2 pages"):
        load(article(city, "甲"), article(city, "乙"), written=breaks)
    assert not ArticlePage.objects.exists() and not Entry.objects.filter(kind="article").exists()


def test_texts_in_a_restricted_column_stay_out_of_lists(city: City) -> None:
    PageViewRestriction.objects.create(page=city.notices, restriction_type="login")
    load(article(city))
    assert not list(in_column(city.notices.pk))


def test_afterwards_the_desk_finds_them_and_knows_what_they_use(city: City) -> None:
    load(article(city, "关于学前教育的通知", source=Source.objects.create(name="云泽日报")))
    settle_indexes()
    loaded = ArticlePage.objects.get()
    assert list(ArticlePage.objects.search("学前")) == [loaded]
    assert ReferenceIndex.get_references_to(Source.objects.get()).exists()
