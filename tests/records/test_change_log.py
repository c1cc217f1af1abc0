"""The change log: every change of something shown, in the transaction that made it, in an order that holds."""

import threading
from datetime import date

import pytest
from django.db import connections, transaction
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from tests.cast import City
from yimen.agencies.models import Agency
from yimen.demo import factories
from yimen.editorial.models import ArticlePage, ColumnPage, Source
from yimen.foundation import tags
from yimen.pool.models import Audience
from yimen.records.models import Change, TransactionRequired
from yimen.subsites.models import HostName, MenuItem, OldSite, PortalSettings, Subsite, Theme


class Listening:
    """The lines that were written meanwhile."""

    def __enter__(self) -> "Listening":
        self.position = Change.objects.order_by("pk").values_list("pk", flat=True).last() or 0
        return self

    def __exit__(self, *_told: object) -> None:
        self.lines = list(Change.objects.filter(pk__gt=self.position).order_by("pk"))
        self.tags = {tag for line in self.lines for tag in line.tags}


# ── Who writes ──


@pytest.mark.django_db
def test_a_publication_names_all_that_will_show_it(city: City) -> None:
    other = factories.column(city.home, "要闻")
    with Listening() as log:
        article = factories.article(city.notices, audiences=("citizen",), also_in=(other,))
    published = [line for line in log.lines if line.action == "published"]
    assert [line.subject for line in published] == [f"article:{article.pk}"]
    assert set(published[0].tags) == {
        f"article:{article.pk}",
        f"column-texts:{city.notices.pk}",
        f"column-texts:{other.pk}",
        f"subsite-texts:{city.subsite.pk}",
        f"agency-texts:{city.bureau.pk}",
        "audience:citizen",
        "newest:zh-hans",
        "sitemap:",
        "sitemap:.1",
        f"thing:{article.content_type_id}.{article.pk}",
        f"translations:{article.translation_key}",
        f"address:{article.get_url_parts()[2]}",
    }


@pytest.mark.django_db
def test_a_change_names_what_showed_it_and_what_will(city: City) -> None:
    other = factories.column(city.home, "要闻")
    article = factories.article(city.notices, audiences=("citizen",), slug="a")
    page = ArticlePage.objects.get(pk=article.pk)
    page.slug, page.audiences = "b", [Audience.objects.get(code="business")]
    page.placements.create(column=ColumnPage.objects.get(pk=other.pk))
    with Listening() as log:
        page.save_revision().publish()
    assert {
        "audience:citizen", "audience:business", "address:/bm/jyj/tongzhi-gonggao/a/",
        "address:/bm/jyj/tongzhi-gonggao/b/", f"column-texts:{other.pk}", f"column-texts:{city.notices.pk}",
    } <= log.tags  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["unpublish", "delete"])
def test_a_withdrawal_names_what_showed_it(city: City, verb: str) -> None:
    article = factories.article(city.notices, audiences=("citizen",))
    with Listening() as log:
        getattr(ArticlePage.objects.get(pk=article.pk), verb)()
    line = next(line for line in log.lines if line.action == "withdrawn")
    assert line.subject == f"article:{article.pk}"
    assert {"audience:citizen", f"column-texts:{city.notices.pk}", f"subsite-texts:{city.subsite.pk}"} <= set(
        line.tags
    )


@pytest.mark.django_db
def test_a_deleted_column_names_each_text_and_each_other_list_it_stood_in(city: City) -> None:
    other = factories.column(city.home, "要闻")
    article = factories.article(city.notices, also_in=(other,), audiences=("citizen",))
    with Listening() as log:
        ColumnPage.objects.get(pk=city.notices.pk).delete()
    assert {
        f"article:{article.pk}",
        f"column-texts:{other.pk}",
        f"column-texts:{city.notices.pk}",
        "audience:citizen",
    } <= log.tags


@pytest.mark.django_db
def test_a_move_names_both_addresses_of_all_below(city: City) -> None:
    article = factories.article(city.notices, slug="a")
    elsewhere = factories.column(city.home, "公示", slug="gongshi")
    with Listening() as log:
        ColumnPage.objects.get(pk=city.notices.pk).move(elsewhere, pos="last-child")
    assert {
        f"article:{article.pk}", f"subsite-texts:{city.subsite.pk}", "subsite-texts:",
        "address:/bm/jyj/tongzhi-gonggao/a/", "address:/gongshi/tongzhi-gonggao/a/",
    } <= log.tags  # fmt: skip


@pytest.mark.django_db
def test_settings_menus_agencies_themes_and_words_stand_in_it(city: City) -> None:
    theme = Theme(name="松绿", tokens={})
    theme.save()
    city.subsite.theme = theme
    city.subsite.save()
    item = MenuItem.objects.create(subsite=city.subsite, title="首页", page=city.subsite.root_page)
    settings = PortalSettings.load()
    audience = Audience.objects.get(code="citizen")
    old = factories.old_site(city.bureau)
    source = Source.objects.create(name="云泽日报")
    name = HostName.objects.get(name="yunze.example")
    expected = [
        (settings, "frame:"),
        (item, "frame:jyj"),
        (city.bureau, "agency:jyj"),
        (city.bureau, "progress:board"),
        (theme, "frame:jyj"),
        (audience, "vocabulary:audience"),
        (old, "progress:board"),
        (city.subsite, "frame:jyj"),
        (name, "frame:"),
        (source, f"source:{source.pk}"),
    ]
    for row, tag in expected:
        with Listening() as log:
            row.save()
        assert tag in log.tags, row


@pytest.mark.django_db
def test_deletions_by_cascade_and_by_queryset_stand_in_it(city: City) -> None:
    """Pages take menu items along; the desk's lists delete querysets."""
    MenuItem.objects.create(subsite=city.subsite, title="通知", page=Page.objects.get(pk=city.notices.pk))
    MenuItem.objects.create(title="搜索", url="/search/")
    with Listening() as log:
        ColumnPage.objects.get(pk=city.notices.pk).delete()
    assert "frame:jyj" in log.tags
    with Listening() as log:
        MenuItem.objects.all().delete()
    assert "frame:" in log.tags
    alone = factories.agency("lyj", "云泽市林业局")
    with Listening() as log:
        Agency.objects.filter(pk=alone.pk).delete()
    lines = [(line.action, line.subject) for line in log.lines]
    assert sorted(lines) == [("withdrawn", "agency:lyj"), ("withdrawn", f"agency_page:{alone.pk}")]


@pytest.mark.django_db
def test_lin_changes_a_menu_and_a_leader_on_the_desk(city: City, lins_desk: Client) -> None:
    with Listening() as log:
        answer = lins_desk.post(
            reverse("wagtailsnippets_subsites_menuitem:add"),
            {"place": "main", "language": "zh-hans", "title": "要闻", "url": "/yaowen/", "order": "1"},
        )
    assert answer.status_code == 302
    assert "frame:" in log.tags
    item = MenuItem.objects.get(title="要闻")
    with Listening() as log:
        lins_desk.post(reverse("wagtailsnippets_subsites_menuitem:delete", args=(item.pk,)))
    assert not MenuItem.objects.filter(title="要闻").exists()
    assert "frame:" in log.tags


@pytest.mark.django_db
def test_a_subsite_that_becomes_finished_tells_the_board(city: City) -> None:
    with Listening() as log:
        city.subsite.state = Subsite.State.PREPARATION
        city.subsite.save()
    assert "progress:board" in log.tags


@pytest.mark.django_db
def test_an_old_site_that_closes_tells_the_board(city: City) -> None:
    old = factories.old_site(city.bureau)
    with Listening() as log:
        old.state, old.closed_on = OldSite.State.CLOSED, date(2026, 3, 1)
        old.save()
    assert "progress:board" in log.tags


# ── In which transaction, in which order ──


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_can_be_logged() -> None:
    with pytest.raises(TransactionRequired):
        Change.objects.append(Change.Action.CHANGED, "x:1", ["x:1"])
    assert not Change.objects.filter(subject="x:1").exists()


@pytest.mark.django_db(transaction=True)
def test_log_and_change_stand_or_fall_together() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Agency.objects.create(code="jyj", name="云泽市教育局", short_name="教育局")
        _ = 1 // 0
    assert not Agency.objects.exists()
    assert not Change.objects.filter(subject="agency:jyj").exists()


@pytest.mark.django_db
def test_many_lines_keep_their_order_and_their_tags_are_plain() -> None:
    rows = [(f"article:{n}", ["b:1", "a:1", "b:1"]) for n in range(1200)]
    with transaction.atomic():
        written = Change.objects.append_many(Change.Action.MOVED, rows)
    stored = list(Change.objects.filter(action="moved").order_by("pk"))
    assert [line.subject for line in stored] == [subject for subject, _ in rows]
    assert stored[0].tags == ["a:1", "article:0", "b:1"], "and what it tells of"
    assert [line.pk for line in written] == [line.pk for line in stored]


def articles() -> QuerySet[Change]:
    return Change.objects.filter(subject__startswith="article:").order_by("pk")


@pytest.mark.postgresql  # SQLite has one writer at a time; the turns are PostgreSQL's
@pytest.mark.django_db(transaction=True)
def test_two_open_transactions_take_turns() -> None:
    """A follower that has read position n never finds a smaller number appear later.

    周琳's transaction appends first and stays open; 林主任's append waits for it. Without taking turns his line
    would be visible before hers, with the greater number, and whoever follows the log would pass hers over.
    """
    zhou_has_appended, zhou_may_commit, lin_is_done = (threading.Event() for _ in range(3))
    seen_by_lin: list[str] = []

    def zhou() -> None:
        with transaction.atomic():
            Change.objects.append(Change.Action.PUBLISHED, "article:1", [tags.entry("article", 1)])
            zhou_has_appended.set()
            zhou_may_commit.wait(10)
        connections.close_all()

    def lin() -> None:
        zhou_has_appended.wait(10)
        with transaction.atomic():
            Change.objects.append(Change.Action.PUBLISHED, "article:2", [tags.entry("article", 2)])
        seen_by_lin.extend(articles().values_list("subject", flat=True))
        lin_is_done.set()
        connections.close_all()

    threads = [threading.Thread(target=who) for who in (zhou, lin)]
    for thread in threads:
        thread.start()
    assert zhou_has_appended.wait(10)
    assert not lin_is_done.wait(0.5), "his append waits for her commit"
    assert not articles().exists(), "and nobody sees either"
    zhou_may_commit.set()
    for thread in threads:
        thread.join(10)
    assert seen_by_lin == ["article:1", "article:2"]


@pytest.mark.postgresql  # SQLite has one writer at a time; the turns are PostgreSQL's
@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_leave_no_gap_behind_a_reader() -> None:
    """Eight threads append while one follows; it reads each line exactly once."""
    each, writers = 15, 8
    read: list[int] = []
    done = threading.Event()

    def write(number: int) -> None:
        for n in range(each):
            with transaction.atomic():
                Change.objects.append(Change.Action.CHANGED, f"article:{number}.{n}", [])
        connections.close_all()

    def follow() -> None:
        position = 0
        while True:
            last_round = done.is_set()
            new = list(articles().filter(pk__gt=position).values_list("pk", flat=True))
            read.extend(new)
            position = new[-1] if new else position
            if last_round and not new:
                break
        connections.close_all()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(writers)]
    follower = threading.Thread(target=follow)
    for thread in [follower, *threads]:
        thread.start()
    for thread in threads:
        thread.join(30)
    done.set()
    follower.join(30)
    assert read == list(articles().values_list("pk", flat=True))
    assert len(read) == each * writers
