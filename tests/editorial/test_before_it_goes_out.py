"""What stops a text, what is only said, and how the office weighs each."""

import json
from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import City
from tests.editorial.test_all_or_nothing import form_of
from yimen.accounts.models import User
from yimen.accounts.roles import Role
from yimen.demo import factories
from yimen.editorial import review_days
from yimen.editorial.models import ArticlePage, WritingNorm
from yimen.editorial.proofreading import facts_of, look_over_page
from yimen.editorial.reviewing import why_not_publish_urgently
from yimen.editorial.writing_rules import NORMS, Facts, Level, Rules, look_over

NUMBER = "420800199003070016"
TODAY = date(2026, 11, 23)
GOOD = Facts(title="通知", summary="摘要。", plain="正文。", html="<h2>一</h2><h3>二</h3><h2>三</h2>")


def codes(facts: Facts, rules: Rules | None = None) -> list[str]:
    return [one.code for one in look_over(facts, rules=rules or Rules(), today=TODAY)]


def changed(**fields: object) -> Facts:
    return Facts(**{**GOOD.__dict__, **fields})  # type: ignore[arg-type]  # fields by name


# ── Rules, without a database ──
@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (GOOD, []),
        (changed(names_a_source=False), ["source"]),
        (changed(summary=" "), ["summary"]),
        (changed(plain=""), ["text"]),
        (changed(title="字" * 61), ["title_length"]),
        (changed(undescribed=2), ["alt"]),
        (changed(dead_links=("旧通知",)), ["links"]),
        (changed(html="<h2>一</h2><h4>二</h4>"), ["headings"]),
        (changed(html="<h3>一</h3>"), ["headings"]),
        (changed(days=(("截止", date(2026, 11, 22)),)), ["past_dates"]),
        (changed(days=(("截止", TODAY),)), []),
        (changed(plain="电话13800138000"), ["mobile_number"]),
        (
            changed(plain=f"身份证{NUMBER}", reason_for_personal_data="依据某条例第三条公示"),
            [],
        ),
    ],
)
def test_each_norm_finds_what_it_is_for(facts: Facts, found: list[str]) -> None:
    assert codes(facts) == found


def test_the_office_weighs_norms_itself() -> None:
    facts = changed(summary="", plain="电话13800138000")
    rules = Rules(levels={"summary": Level.OFF, "mobile_number": Level.BLOCKER})
    assert [(one.code, one.level) for one in look_over(facts, rules=rules, today=TODAY)] == [
        ("mobile_number", Level.BLOCKER)
    ]
    assert codes(changed(title="字" * 30), Rules(limits={"title_length": 20})) == ["title_length"]


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_is_looked_over(plain: str, html: str) -> None:
    look_over(changed(plain=plain, html=html), rules=Rules(), today=TODAY)


# ── On the desk ──
@pytest.mark.django_db
def test_every_norm_has_its_row(city: City) -> None:
    assert set(WritingNorm.objects.values_list("code", flat=True)) == {norm.code for norm in NORMS}


@pytest.mark.django_db
def test_dead_links_are_found_in_few_queries(city: City, django_assert_max_num_queries: object) -> None:
    there = factories.article(city.notices, "在")
    gone = factories.article(city.notices, "不在")
    gone.unpublish()
    body = "".join(f'<p><a linktype="page" id="{page.pk}">{page.title}</a></p>' for page in (there, gone))
    body += f'<p><a href="{there.address().path}">甲</a><a href="/bm/jyj/nirgends/">乙</a></p>'
    body += '<p><a href="http://www.yunze.example/nirgends/">丙</a><a href="https://www.gov.cn/x/">丁</a></p>'
    body += '<p><a linktype="document" id="999">附件</a></p>'
    page = ArticlePage(title="甲", body=[("paragraph", body)])
    with django_assert_max_num_queries(8):  # type: ignore[operator]  # a fixture without types
        found = facts_of(page).dead_links
    assert set(found) == {"不在", "附件", "/bm/jyj/nirgends/", "http://www.yunze.example/nirgends/"}


def page_with_number(city: City) -> ArticlePage:
    page = ArticlePage(title="名单", slug="mingdan", live=False)
    page.body = [("paragraph", f"<p>张三，{NUMBER}。</p>")]
    city.notices.add_child(instance=page)
    page.save_revision()
    return page


@pytest.mark.django_db
def test_an_identity_number_is_kept_in_a_draft_and_stopped_on_its_way_out(
    city: City, zhous_desk: Client
) -> None:
    page = page_with_number(city)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    written = {"summary": f"张三，{NUMBER}。"}
    assert zhous_desk.post(edit, form_of(page, **written)).status_code == 302, "nothing written is lost"
    answer = zhous_desk.post(edit, form_of(page, **written, **{"action-publish": "1"}))
    text = answer.content.decode()
    assert "420*************16" in text
    assert "身份证号" in text
    page.refresh_from_db()
    assert not page.live
    reason = {**written, "personal_data_reason": "《某条例》第三条要求公示", "action-publish": "1"}
    assert zhous_desk.post(edit, form_of(page, **reason)).status_code == 302
    page.refresh_from_db()
    assert page.live


@pytest.mark.django_db
def test_publishing_many_at_once_is_stopped_too(city: City, zhous_desk: Client) -> None:
    page = page_with_number(city)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    zhous_desk.post(f"{address}?id={page.pk}", {"include_descendants": ""})
    page.refresh_from_db()
    assert not page.live


@pytest.mark.django_db
def test_the_panel_says_what_is_missing_and_how_long_the_text_is(city: City, zhous_desk: Client) -> None:
    page = factories.article(city.notices, "通知", body=[("paragraph", "<p>" + "字" * 900 + "</p>")])
    page.save_revision()
    shown = zhous_desk.get(reverse("page_checks", args=[page.pk])).content.decode()
    assert "900 字" in shown
    assert "3 分钟" in shown
    assert "没有填写摘要" in shown
    edit = zhous_desk.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "发布前检查" in edit


@pytest.mark.django_db
def test_another_departments_text_is_not_looked_over_for_strangers(city: City, zhous_desk: Client) -> None:
    transport = factories.subsite(factories.agency("jtj", "云泽市交通运输局"), below=city.directory)
    page = factories.article(factories.column(transport.root_page, "通知"), "他局通知")
    assert zhous_desk.get(reverse("page_checks", args=[page.pk])).status_code == 404


@pytest.mark.django_db
def test_a_title_written_on_through_autosaves_gets_its_whole_address(city: City, zhous_desk: Client) -> None:
    add = reverse("wagtailadmin_pages:add", args=("editorial", "articlepage", city.notices.pk))
    assert zhous_desk.post(add, form_of(ArticlePage(title="关于", slug=""))).status_code == 302
    page = ArticlePage.objects.get()
    assert page.slug == "guanyu"
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    zhous_desk.post(edit, form_of(page, title="关于2026年放假的通知", slug="guanyu"))
    page = ArticlePage.objects.get().get_latest_revision_as_object()
    assert page.slug == "guanyu-2026-nian-fangjia-de-tongzhi"


@pytest.mark.django_db
def test_three_megabytes_and_five_hundred_rows_are_saved_whole(city: City, zhous_desk: Client) -> None:
    add = reverse("wagtailadmin_pages:add", args=("editorial", "articlepage", city.notices.pk))
    rows = [[f"学校{number}", str(number)] for number in range(500)]
    line = {"key": "a1", "text": "字" * (1024 * 1024), "type": "unstyled", "depth": 0,
            "inlineStyleRanges": [], "entityRanges": []}  # fmt: skip
    table = {"data": [["学校", "人数"], *rows], "table_header_choice": "row"}
    written = {
        "body-count": "2",
        "body-0-type": "paragraph", "body-0-order": "0", "body-0-deleted": "", "body-0-id": "",
        "body-0-value": json.dumps({"blocks": [line], "entityMap": {}}, ensure_ascii=False),
        "body-1-type": "table", "body-1-order": "1", "body-1-deleted": "", "body-1-id": "",
        "body-1-value": json.dumps(table, ensure_ascii=False),
    }  # fmt: skip
    form = form_of(ArticlePage(title="大稿", slug="dagao"), **written)
    assert zhous_desk.post(add, form).status_code == 302
    stored = ArticlePage.objects.get()
    assert stored.body[0].value.source.count("字") == 1024 * 1024
    assert len(stored.body[1].value["data"]) == 501


# ── Pastes ──
@pytest.mark.django_db
def test_a_paste_comes_back_as_structure(city: City, zhous_desk: Client) -> None:
    answer = zhous_desk.post(
        reverse("clean_paste"),
        "<p class=MsoNormal style='color:red'>甲<o:p></o:p></p>",
        content_type="text/html",
    )
    assert answer.json()["html"] == "<p>甲</p>"
    assert "颜色" in answer.json()["told"][0]


@pytest.mark.django_db
def test_a_paste_too_large_is_told_the_way_out(city: City, zhous_desk: Client) -> None:
    answer = zhous_desk.post(reverse("clean_paste"), "x" * (4 * 1024 * 1024 + 1), content_type="text/html")
    assert answer.status_code == 413
    assert "导入文稿" in answer.json()["told"][0]


# ── Quick notice ──
@pytest.mark.django_db
def test_a_quick_notice_is_public_after_one_form(city: City, zhous_desk: Client, aunt_wang: Client) -> None:
    form = {"title": "停课通知", "text": "因暴雨，明日停课。\n\n<b>请</b>勿外出。", "column": city.notices.pk}
    assert zhous_desk.post("/admin/quick-notice/", form).status_code == 302
    page = ArticlePage.objects.get()
    shown = aunt_wang.get(page.address().path).content.decode()
    assert "因暴雨，明日停课。" in shown
    assert "&lt;b&gt;请" in shown
    assert page.summary == "因暴雨，明日停课。"


@pytest.mark.django_db
def test_a_quick_notice_with_an_identity_number_stays_in_the_form(city: City, zhous_desk: Client) -> None:
    form = {"title": "寻人", "text": f"张三 {NUMBER}", "column": city.notices.pk}
    answer = zhous_desk.post("/admin/quick-notice/", form)
    assert "身份证号" in answer.content.decode()
    assert "张三" in answer.content.decode()
    assert not ArticlePage.objects.exists()


@pytest.mark.django_db
def test_who_may_not_publish_has_no_quick_notice(city: City, hes_desk: Client) -> None:
    form = {"title": "停课", "text": "停课。", "column": city.notices.pk}
    assert hes_desk.post("/admin/quick-notice/", form).status_code in (302, 403)
    assert not ArticlePage.objects.exists()


# ── Days of review ──
@pytest.mark.django_db
def test_author_and_department_are_reminded_ahead_and_on_the_day_once_each(
    city: City, zhou: User, he: User
) -> None:
    for person, address in ((zhou, "zhou@jyj.example"), (he, "he@jyj.example")):
        person.email = address
        person.save()
    page = factories.information(city.subsite.root_page, "办事指南", review_by=TODAY + timedelta(days=10))
    page.owner = he
    page.save()
    for today, letters in (
        (TODAY - timedelta(days=10), 0),
        (TODAY, 2),
        (TODAY, 0),
        (TODAY + timedelta(days=10), 2),
        (TODAY + timedelta(days=11), 0),
    ):
        mail.outbox.clear()
        review_days.remind(today=today)
        assert len(mail.outbox) == letters, today
    review_days.remind(today=TODAY)
    page.unpublish()


@pytest.mark.django_db
def test_the_list_names_agencies_and_can_be_exported(city: City, lins_desk: Client) -> None:
    factories.information(city.subsite.root_page, "办事指南", review_by=TODAY)
    shown = lins_desk.get(reverse("review_report")).content.decode()
    assert "办事指南" in shown
    assert "云泽市教育局" in shown
    table = lins_desk.get(reverse("review_report"), {"export": "csv"})
    assert "2026-11-23" in b"".join(table).decode()
    other = factories.agency("jtj", "云泽市交通运输局")
    assert "办事指南" not in lins_desk.get(reverse("review_report"), {"agency": other.pk}).content.decode()


@pytest.mark.django_db
def test_a_text_is_looked_over_as_it_stands_in_memory(city: City) -> None:
    page = factories.article(city.notices, "通知", summary="摘要。")
    page.summary = ""
    assert "summary" in [one.code for one in look_over_page(page)]


def test_even_what_is_urgent_or_approved_goes_out_without_identity_numbers(city: City) -> None:
    """孙夜明 is on duty; what the form would refuse is refused past the review as well."""
    sun = factories.staff("sun", "孙夜明", role=Role.DUTY_EDITOR)
    article = ArticlePage(title="停水通知", live=False, body=[("paragraph", f"<p>联系人身份证{NUMBER}</p>")])
    city.notices.add_child(instance=article)
    article.save_revision(user=sun)
    assert "身份证号" in why_not_publish_urgently(article, by=sun)
    article.body = [("paragraph", "<p>明天停水。</p>")]
    article.save_revision(user=sun)
    assert why_not_publish_urgently(article, by=sun) == ""
