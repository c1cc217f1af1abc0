"""Under which names the portal answers, and what it does with all others."""

from dataclasses import replace
from datetime import date

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client, override_settings
from django.urls import reverse
from wagtail.models import Site

from tests.cast import EDUCATION_HOST, HOST, City
from yimen.demo import factories
from yimen.foundation.hosts import NotAHostName
from yimen.pool.models import Entry
from yimen.records.models import Change
from yimen.subsites.actions import give_own_host, settle_portal, take_own_host
from yimen.subsites.models import HostName, Subsite

pytestmark = pytest.mark.django_db


def get(path: str, host: str, **headers: str) -> tuple[int, str, str]:
    answer = Client(headers={"host": host, **headers}).get(path)
    return answer.status_code, answer.headers.get("Location", ""), answer.content.decode()


def exempt(city: City) -> Subsite:
    give_own_host(
        city.subsite,
        host=EDUCATION_HOST,
        port=80,
        approved_by="市政府办公室",
        approved_on=date(2026, 1, 15),
        approval_number="云政办函〔2026〕3号",
    )
    return Subsite.objects.get(pk=city.subsite.pk)


# ── The portal's own names ──


@pytest.mark.parametrize("host", [HOST, f"{HOST}:80", f"{HOST}:9999", "WWW.YUNZE.EXAMPLE", f"{HOST}."])
def test_the_canonical_name_answers_on_any_port(city: City, host: str) -> None:
    status, _, page = get("/", host)
    assert status == 200
    assert f'<link rel="canonical" href="http://{HOST}/">' in page


@pytest.mark.parametrize("host", ["yunze.example", "yunze.example:8000", "xn--9kqp55e.xn--zfr164b"])
def test_other_names_lead_to_the_canonical_one(city: City, host: str) -> None:
    assert get("/bm/jyj/?page=2&q=%E4%BA%91", host)[:2] == (
        301,
        f"http://{HOST}/bm/jyj/?page=2&q=%E4%BA%91",
    )


def test_a_chinese_name_is_stored_as_a_label_and_shown_as_it_is_written(city: City) -> None:
    row = HostName.objects.get(name="xn--9kqp55e.xn--zfr164b")
    assert row.shown_name == "云泽.政务" == str(row)


FORGED = (
    "evil.example", "www.yunze.example.evil.example", "xwww.yunze.example", "127.0.0.1", "[::1]", "xn--.example",
    "a_b.example", "evil.example:80:80", "evil.example/path", "user@www.yunze.example",
    "<script>alert(1)</script>", "", "..", "evil.example?x",
)  # fmt: skip


def test_a_forged_name_gets_400_and_is_never_repeated(city: City) -> None:
    for host in FORGED:
        for path in ("/", "/bm/jyj/", "/admin/", "/feed.xml", "/sitemap.xml", "/robots.txt", "/no"):
            status, location, page = get(path, host)
            assert (status, location) == (400, ""), (host, path)
            assert "evil" not in page, (host, path)
            assert "script>alert" not in page


def test_a_forged_name_is_not_believed_from_a_stranger_either(city: City) -> None:
    answer = Client(headers={"host": HOST}).get(
        "/", headers={"x-forwarded-host": "evil.example", "forwarded": "host=evil.example"}
    )
    assert answer.status_code == 200
    assert "evil" not in answer.content.decode()


@override_settings(REDIRECT_TO_HTTPS=True)
def test_the_way_to_https_repeats_no_forged_name(city: City) -> None:
    assert get("/bm/", HOST)[:2] == (301, f"https://{HOST}/bm/")
    assert get("/bm/", "yunze.example")[:2] == (301, f"https://{HOST}/bm/")
    status, location, page = get("/", "evil.example")
    assert (status, location) == (400, "")
    assert "evil" not in page


@override_settings(REDIRECT_TO_HTTPS=True, ENV=replace(settings.ENV, trusted_proxies=("127.0.0.1/32",)))
def test_behind_a_trusted_proxy_https_is_recognised(city: City) -> None:
    behind = Client(headers={"host": HOST, "x-forwarded-proto": "https"})
    page = behind.get("/", REMOTE_ADDR="127.0.0.1")
    stranger = behind.get("/", REMOTE_ADDR="203.0.113.9")
    assert stranger.status_code == 301, "anybody can write that header"
    assert page.status_code == 200
    assert f'href="https://{HOST}/"' in page.content.decode()


def test_every_link_on_a_page_is_relative_or_canonical_whatever_the_port(city: City) -> None:
    for path in ("/", "/bm/", "/bm/jyj/", "/feed.xml", "/sitemap.xml", "/sitemap-1.xml", "/robots.txt"):
        assert "9999" not in get(path, f"{HOST}:9999")[2], path


def test_a_path_of_two_slashes_leads_nowhere_else(city: City) -> None:
    for host in ("yunze.example", HOST):
        answer = Client(headers={"host": host}).get("/", PATH_INFO="//evil.example/")
        location = answer.headers.get("Location", "")
        assert answer.status_code in (301, 404)
        assert not location or location.startswith(f"http://{HOST}/"), location


def test_health_is_told_under_any_name(city: City) -> None:
    assert get("/-/live", "10.0.0.7:8000")[0] == 200


# ── Changing names ──


def test_a_new_canonical_name_is_logged_and_the_old_one_leads_there(city: City) -> None:
    before = Change.objects.count()
    settle_portal(root_page=city.home, host="www.yz.example", port=443)
    assert get("/bm/", HOST)[:2] == (301, "https://www.yz.example/bm/")
    assert get("/", "www.yz.example")[0] == 200
    assert any("frame:" in change.tags for change in Change.objects.all()[before:])


def test_what_is_no_host_name_changes_nothing(city: City) -> None:
    for told in ({"host": "中国·云泽"}, {"host": "www.yz.example", "aliases": ("a b",)}):
        with pytest.raises(NotAHostName):
            settle_portal(root_page=city.home, port=80, **told)  # type: ignore[arg-type]
    assert Site.objects.get(is_default_site=True).hostname == HOST
    assert not HostName.objects.filter(name="www.yz.example").exists()


def test_a_name_belongs_to_one_site(city: City) -> None:
    with pytest.raises(ValidationError, match="yunze"):
        give_own_host(
            city.subsite,
            host="yunze.example",
            port=80,
            approved_by="市政府办公室",
            approved_on=date(2026, 1, 15),
            approval_number="3号",
        )
    city.subsite.refresh_from_db()
    assert city.subsite.own_site is None


def test_no_click_on_the_desk_makes_the_portal_lead_to_itself(city: City, lins_desk: Client) -> None:
    """The canonical name un-ticked, or its row deleted: the portal still answers under it."""
    row = HostName.objects.get(name=HOST)
    edit = reverse("wagtailsnippets_subsites_hostname:edit", args=(row.pk,))
    lins_desk.post(edit, {"name": HOST, "site": row.site_id})
    assert get("/", HOST)[0] == 200
    delete = reverse("wagtailsnippets_subsites_hostname:delete", args=(row.pk,))
    lins_desk.post(delete)
    assert get("/", HOST)[0] == 200


def test_before_anything_is_set_up_any_name_lets_the_first_administrator_in(db: None) -> None:
    assert get("/admin/", "whatever.example")[0] == 302


# ── An approved exception's own host ──


def test_an_exempt_department_answers_on_its_own_host(city: City) -> None:
    article = factories.article(city.notices, "关于秋季招生的通知")
    exempt(city)
    status, _, page = get("/", EDUCATION_HOST)
    assert status == 200
    assert f'<link rel="canonical" href="http://{EDUCATION_HOST}/">' in page
    path = Entry.objects.get(object_id=article.pk, kind="article").path
    assert path == f"/{city.notices.slug}/{article.slug}/"
    assert get(path, EDUCATION_HOST)[0] == 200


def test_links_between_hosts_are_absolute_and_within_one_relative(city: City) -> None:
    article = factories.article(city.notices, "关于秋季招生的通知", audiences=("citizen",))
    factories.entrance(city.home, code="citizen")
    exempt(city)
    on_portal = get("/citizen/", HOST)[2]
    assert f'href="http://{EDUCATION_HOST}/{city.notices.slug}/{article.slug}/"' in on_portal
    on_own = get(f"/{city.notices.slug}/", EDUCATION_HOST)[2]
    assert f'href="/{city.notices.slug}/{article.slug}/"' in on_own
    assert f'href="http://{HOST}/"' in on_own, "the way back to the portal"


@pytest.mark.parametrize("path", ["/bm/jyj/", "/bm/jyj/tongzhi-gonggao/"])
def test_the_former_path_on_the_portal_leads_to_the_own_host(city: City, path: str) -> None:
    assert get(path, HOST)[0] == 200
    exempt(city)
    status, location, _ = get(path + "?page=1", HOST)
    assert (status, location) == (
        301,
        f"http://{EDUCATION_HOST}/{path.removeprefix('/bm/jyj/')}?page=1",
    )
    assert get("/bm/jyj/gone/", HOST)[0] == 404


def test_the_portals_pages_are_not_answered_on_the_own_host(city: City) -> None:
    exempt(city)
    assert get("/bm/", EDUCATION_HOST)[0] == 404


def test_each_host_has_its_own_sitemap_and_feed(city: City) -> None:
    exempt(city)
    assert f"http://{EDUCATION_HOST}/tongzhi-gonggao/" in get("/sitemap-1.xml", EDUCATION_HOST)[2]
    assert EDUCATION_HOST not in get("/sitemap-1.xml", HOST)[2]
    assert get("/tongzhi-gonggao/feed.xml", EDUCATION_HOST)[0] == 200


def test_giving_a_host_logs_each_page_that_moved(city: City) -> None:
    article = factories.article(city.notices)
    before = Change.objects.count()
    exempt(city)
    tags = {tag for change in Change.objects.order_by("pk")[before:] for tag in change.tags}
    assert f"article:{article.pk}" in tags
    assert f"address:/bm/jyj/tongzhi-gonggao/{article.slug}/" in tags
    assert f"address:{EDUCATION_HOST}/tongzhi-gonggao/{article.slug}/" in tags


def test_taking_the_host_back_leads_all_its_addresses_to_the_portals_path(city: City) -> None:
    article = factories.article(city.notices)
    subsite = exempt(city)
    take_own_host(subsite)
    assert get("/bm/jyj/", HOST)[0] == 200
    path = f"/tongzhi-gonggao/{article.slug}/"
    assert get(f"/bm/jyj{path}", HOST)[0] == 200
    assert get(path, EDUCATION_HOST)[:2] == (301, f"http://{HOST}/bm/jyj{path}")
    assert get("/", EDUCATION_HOST)[:2] == (301, f"http://{HOST}/bm/jyj/")
    take_own_host(Subsite.objects.get(pk=subsite.pk))  # a second time changes nothing


def test_an_exception_without_its_approval_changes_nothing(city: City) -> None:
    with pytest.raises(ValidationError):
        give_own_host(
            city.subsite, host=EDUCATION_HOST, port=80, approved_by="", approved_on=None, approval_number=""
        )
    assert not HostName.objects.filter(name=EDUCATION_HOST).exists()
    assert get("/", EDUCATION_HOST)[0] == 400


def test_lin_gives_and_takes_the_host_on_the_desk(city: City, lins_desk: Client) -> None:
    """The addresses are settled in the very request that changes them."""
    article = factories.article(city.notices)
    edit = reverse("wagtailsnippets_subsites_subsite:edit", args=(city.subsite.pk,))
    form = {
        "agency": city.bureau.pk,
        "name": city.subsite.name,
        "state": "finished",
        "review_steps": 1,
        "own_host": EDUCATION_HOST,
        "approved_by": "市政府办公室",
        "approved_on": "2026-01-15",
        "approval_number": "云政办函〔2026〕3号",
    }
    assert lins_desk.post(edit, {**form, "approval_number": ""}).status_code == 200
    assert get("/", EDUCATION_HOST)[0] == 400
    assert lins_desk.post(edit, form).status_code == 302
    entry = Entry.objects.get(kind="article", object_id=article.pk)
    assert (entry.host, entry.path) == (EDUCATION_HOST, f"/tongzhi-gonggao/{article.slug}/")
    assert get("/", EDUCATION_HOST)[0] == 200
    assert lins_desk.post(edit, {**form, "own_host": ""}).status_code == 302
    assert get("/bm/jyj/", HOST)[0] == 200
