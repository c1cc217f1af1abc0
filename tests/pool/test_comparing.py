"""`yimen pool`: somebody doubts the pool, and it is held against the pages."""

from io import StringIO

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import PageViewRestriction

from tests.cast import City
from yimen.demo import factories
from yimen.editorial.models import ArticlePage, ColumnPage, Source
from yimen.pool import sources
from yimen.pool.comparing import differences
from yimen.pool.mending import AddressTaken, rebuild
from yimen.pool.models import Audience, Entry, EntryAudience, Placement
from yimen.records.models import Change

pytestmark = pytest.mark.django_db


def pool(option: str) -> str:
    said = StringIO()
    call_command("pool", option, stdout=said, stderr=StringIO())
    return said.getvalue()


@pytest.fixture
def article(city: City) -> ArticlePage:
    other = factories.column(city.subsite.root_page, "工作动态")
    return factories.article(city.notices, slug="gaokao", audiences=("citizen",), also_in=(other,))


def test_what_the_verbs_made_is_whole(city: City, article: ArticlePage) -> None:
    """A city with everything: private, alias, English, withdrawn, scheduled, on a host of its own."""
    english = factories.english_home(city.home)
    factories.article(factories.column(english, "News"), "Lake opens")
    factories.entrance(city.home, code="citizen")
    factories.progress_board(city.home)
    factories.information(city.subsite.root_page)
    private = factories.column(city.home, "内部")
    hidden = factories.article(private, "内部通知")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    hidden.create_alias(parent=city.notices, update_slug="neibu")
    private.create_alias(recursive=True, parent=city.home, update_slug="neibu-2")
    factories.article(city.notices, "撤回").unpublish()
    agriculture = factories.agency("nyj", "云泽市农业农村局")
    own = factories.subsite(agriculture, below=city.directory, own_host="nyj.yunze.example")
    factories.article(factories.column(own.root_page, "农事"), "春耕")
    assert [str(difference) for difference in differences()] == []
    assert "whole" in pool("--check")


def test_each_kind_of_doubt_is_told_and_nothing_is_touched(city: City, article: ArticlePage) -> None:
    entry = Entry.objects.get(kind="article")
    Entry.objects.filter(pk=entry.pk).update(title="被改过", path="/elsewhere/")
    Placement.objects.filter(entry=entry, is_home=False).delete()
    Entry.objects.filter(kind="column", title="通知公告").delete()
    ColumnPage.objects.filter(title="工作动态").update(live=False)
    before = list(Entry.objects.values())
    said = StringIO()
    with pytest.raises(CommandError, match="differs in 3 entries"):
        call_command("pool", "--check", stdout=said, stderr=StringIO())
    lines = sorted(line.split()[0] + " " + line.split()[1] for line in said.getvalue().splitlines() if line)
    assert "missing" in said.getvalue()
    assert "left over" in said.getvalue()
    assert any(
        "stale" in line and "placements" in line and "path" in line for line in said.getvalue().splitlines()
    )
    assert len(lines) == 3
    assert list(Entry.objects.values()) == before


def test_mending_makes_it_whole_and_stands_in_the_change_log(
    city: City, article: ArticlePage, aunt_wang: Client
) -> None:
    EntryAudience.objects.update(audience=Audience.objects.get(code="business"))
    Entry.objects.filter(kind="article").update(path="/bm/jyj/wrong/", title="被改过")
    Entry.objects.filter(kind="column", title="通知公告").delete()
    assert aunt_wang.get("/bm/jyj/tongzhi-gonggao/gaokao/").status_code == 404
    position = Change.objects.latest("pk").pk
    assert "2 entries mended" in pool("--rebuild")
    assert "whole" in pool("--check")
    assert aunt_wang.get("/bm/jyj/tongzhi-gonggao/gaokao/").status_code == 200
    told = {tag for change in Change.objects.filter(pk__gt=position) for tag in change.tags}
    assert {
        f"article:{article.pk}", "address:/bm/jyj/wrong/", "audience:citizen", "audience:business"
    } <= told  # fmt: skip
    assert "The pool is whole" in pool("--rebuild")


def test_an_emptied_pool_is_filled_again(city: City, article: ArticlePage, aunt_wang: Client) -> None:
    before = {entry.path for entry in Entry.objects.all()}
    Entry.objects.all().delete()
    rebuild()
    assert {entry.path for entry in Entry.objects.all()} == before
    assert not list(differences())


def test_two_that_changed_addresses_are_put_back(city: City) -> None:
    """Each stands where the other belongs, columns with texts below them among them."""
    first = factories.column(city.home, "甲", slug="jia")
    second = factories.column(city.home, "乙", slug="yi")
    texts = [factories.article(column, "通知", slug="tz") for column in (first, second)]
    Entry.objects.filter(object_id=first.pk, kind="column").update(path="/x/")
    Entry.objects.filter(object_id=second.pk, kind="column").update(path="/jia/")
    Entry.objects.filter(object_id=first.pk, kind="column").update(path="/yi/")
    assert len(list(differences())) == 2
    rebuild()
    assert not list(differences())
    paths = dict(Entry.objects.filter(kind="article").values_list("object_id", "path"))
    assert [paths[text.pk] for text in texts] == ["/jia/tz/", "/yi/tz/"]


def test_entries_of_apps_without_a_source_are_nobodys_left_overs(city: City) -> None:
    entry = Entry.objects.get(kind="column")
    factories_entry = Entry(
        kind="service", content_type=ContentType.objects.get_for_model(Source), object_id=1,
        title="办学许可", language="zh-hans",
        path="/service/1/", parent_path="/service/", published_at=entry.published_at, changed_at=entry.changed_at,
    )  # fmt: skip
    factories_entry.save()
    assert not list(differences())
    rebuild()
    assert Entry.objects.filter(kind="service").exists()


def test_two_things_that_claim_one_address_are_named(city: City) -> None:
    first, second = (factories.article(city.notices, slug=slug) for slug in ("tz", "tz2"))
    ArticlePage.objects.filter(pk=second.pk).update(url_path=first.url_path)
    before = list(Entry.objects.values())
    assert f"article:{second.pk}" in " ".join(str(one) for one in differences() if one.kind == "clash")
    with pytest.raises(AddressTaken, match=f"article:{first.pk} has /bm/jyj/tongzhi-gonggao/tz/ too"):
        rebuild()
    assert list(Entry.objects.values()) == before


def test_a_source_has_one_name() -> None:
    known = sources.registered()[0]
    sources.register(known)
    with pytest.raises(ValueError, match=known.name):
        sources.register(sources.Source(name=known.name, models=(), registrations=list))


def test_something_must_be_asked_for() -> None:
    with pytest.raises(CommandError):
        call_command("pool")
