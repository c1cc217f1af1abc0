"""“本页内容对您有帮助吗？” counted a page and a day, with nothing about who answered."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.cast import HOST, City
from tests.frontdoor.reading import Sheet
from yimen.accounts.models import User
from yimen.demo import factories
from yimen.editorial import voices
from yimen.editorial.models import ArticlePage, Usefulness
from yimen.subsites.models import PortalSettings

pytestmark = pytest.mark.django_db
ASK = "/-/usefulness/"


@pytest.fixture(autouse=True)
def nobody_has_spoken() -> None:
    cache.clear()


@pytest.fixture
def article(city: City) -> ArticlePage:
    return factories.article(city.notices, "秋季招生开始")


def answer(
    client: Client, page: int | str, said: str, *, address: str = "198.51.100.7", **headers: str
) -> str:
    """Say it as the form does; where the visitor is led, or the status that refuses."""
    response = client.post(ASK, {"page": page, "useful": said}, REMOTE_ADDR=address, headers=headers)
    return response.headers.get("Location", str(response.status_code))


def test_wang_says_that_it_helped_and_is_told_so(article: ArticlePage, aunt_wang: Client) -> None:
    path = article.address().path  # type: ignore[union-attr]
    sheet = Sheet(aunt_wang, path)
    (number,) = sheet.tree.xpath("//form[@action='/-/usefulness/']//input[@name='page']/@value")
    assert answer(aunt_wang, number, "yes") == f"{path}#counted"
    row = Usefulness.objects.get()
    assert (row.page_id, row.day, row.yes, row.no) == (article.pk, timezone.localdate(), 1, 0)
    assert aunt_wang.cookies == {}
    assert sheet.tree.get_element_by_id("counted") is not None


def test_one_address_has_one_voice_a_page_and_day(
    city: City, article: ArticlePage, aunt_wang: Client
) -> None:
    other = factories.article(city.notices, "冬季作息")
    assert answer(aunt_wang, article.pk, "yes").endswith("#counted")
    assert answer(aunt_wang, article.pk, "no").endswith("#not-counted")
    assert answer(aunt_wang, other.pk, "no").endswith("#counted")
    assert answer(aunt_wang, article.pk, "no", address="198.51.100.8").endswith("#counted")
    row = Usefulness.objects.get(page=article.pk)
    assert (row.yes, row.no) == (1, 1)


def test_a_flood_from_one_address_is_dammed(
    article: ArticlePage, aunt_wang: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voices, "MOST_AN_HOUR", 2)
    today = date(2026, 11, 23)
    heard = [voices.may_speak("198.51.100.7", page_id=number, on=today) for number in range(4)]
    assert heard == [True, True, False, False]
    assert voices.may_speak("198.51.100.8", page_id=1, on=today)


def test_nothing_that_is_kept_names_the_address(
    article: ArticlePage, aunt_wang: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []
    add = cache.add
    monkeypatch.setattr(cache, "add", lambda key, *a, **k: kept.append(f"{key} {a}") or add(key, *a, **k))
    answer(aunt_wang, article.pk, "yes")
    assert len(kept) == 2
    assert "198.51.100.7" not in " ".join(kept)
    columns = {field.name for field in Usefulness._meta.get_fields()}
    assert columns == {"id", "page", "day", "yes", "no"}


def test_another_site_s_form_counts_nothing(article: ArticlePage, aunt_wang: Client) -> None:
    assert answer(aunt_wang, article.pk, "no", origin="https://elsewhere.example") == "403"
    assert answer(aunt_wang, article.pk, "no", origin=f"http://{HOST}").endswith("#counted")
    assert Usefulness.objects.get().no == 1


@pytest.mark.parametrize("page", ["", "x", "0", "999999", "９", str(2**70), "-1"])
def test_a_page_that_is_not_there_has_no_voices(city: City, aunt_wang: Client, page: str) -> None:
    assert answer(aunt_wang, page, "yes") == "404"
    assert not Usefulness.objects.exists()


def test_columns_private_pages_and_other_words_are_not_judged(
    city: City, article: ArticlePage, aunt_wang: Client
) -> None:
    assert answer(aunt_wang, city.notices.pk, "yes") == "404"
    assert answer(aunt_wang, article.pk, "perhaps") == "404"
    PageViewRestriction.objects.create(page=article.page_ptr, restriction_type="login")
    assert answer(aunt_wang, article.pk, "yes") == "404"


def test_it_is_no_address_to_be_read(aunt_wang: Client) -> None:
    assert aunt_wang.get(ASK).status_code == 405


def test_lin_sees_where_to_improve_first_and_takes_it_along(
    city: City, article: ArticlePage, lins_desk: Client
) -> None:
    good = factories.article(city.notices, "办事大厅开放时间")
    today = timezone.localdate()
    Usefulness.objects.create(page=article.page_ptr, day=today, yes=1, no=9)
    Usefulness.objects.create(page=article.page_ptr, day=today - timedelta(days=1), yes=1, no=1)
    Usefulness.objects.create(page=good.page_ptr, day=today, yes=3, no=1)
    Usefulness.objects.create(page=good.page_ptr, day=today - timedelta(days=120), yes=0, no=500)
    words = lins_desk.get("/admin/reports/usefulness/").content.decode()
    assert words.index("秋季招生开始") < words.index("办事大厅开放时间")
    assert "16 %" in words
    assert "75 %" in words
    table = b"".join(lins_desk.get("/admin/reports/usefulness/?export=csv").streaming_content).decode()
    assert "秋季招生开始" in table
    assert ",2,10,16" in table


def test_zhou_sees_her_own_pages_alone(
    city: City, article: ArticlePage, zhou: User, zhous_desk: Client
) -> None:
    news = factories.article(factories.column(city.home, "政务要闻"), "常务会议")
    for page in (article, news):
        Usefulness.objects.create(page=page.page_ptr, day=timezone.localdate(), yes=1)
    words = zhous_desk.get("/admin/reports/usefulness/").content.decode()
    assert "秋季招生开始" in words
    assert "常务会议" not in words


def test_an_error_is_reported_with_the_page_s_address(article: ArticlePage, aunt_wang: Client) -> None:
    portal = PortalSettings.load()
    portal.contact = "0700-5550001"
    portal.save()
    path = article.address().path  # type: ignore[union-attr]
    assert "0700-5550001" in Sheet(aunt_wang, path).texts("feedback")[0]
    portal.error_report_url = "https://zfwzgl.example/jiucuo?site_code=4299990001"
    portal.save()
    (link,) = [link for link in Sheet(aunt_wang, path).tree.iter("a") if "纠错" in link.text_content()]
    assert link.get("href") == (
        "https://zfwzgl.example/jiucuo?site_code=4299990001"
        f"&url=http%3A%2F%2F{HOST}{path.replace('/', '%2F')}"
    )
