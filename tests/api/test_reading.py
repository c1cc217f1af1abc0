"""The provincial harvester reads what Yunze has made public, and nothing else."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.api.conftest import API, Reader
from tests.cast import EDUCATION_HOST, HOST, City
from tests.media.pictures import jpeg
from yimen.agencies.models import Leader
from yimen.demo import factories
from yimen.editorial.models import ArticlePage, ColumnPage

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_a_text_is_listed_with_where_it_stands_and_whom_it_concerns(
    harvester: Reader, city: City, news: ColumnPage
) -> None:
    article = factories.article(
        city.notices,
        "中小学招生工作通知",
        audiences=("citizen",),
        also_in=(news,),
        summary="今年的招生安排。",
    )

    (entry,) = harvester.get("entries/")["entries"]

    assert entry["id"] == f"article:{article.pk}"
    assert (entry["title"], entry["summary"], entry["language"]) == (
        "中小学招生工作通知", "今年的招生安排。", "zh-hans",
    )  # fmt: skip
    assert entry["url"] == f"http://{HOST}/bm/jyj/{city.notices.slug}/{article.slug}/"
    assert entry["api_url"] == f"http://{HOST}{API}entries/article:{article.pk}/"
    assert entry["agency"]["code"] == entry["subsite"]["code"] == "jyj"
    assert [(column["title"], column["is_home"]) for column in entry["columns"]] == [
        ("通知公告", True), ("政务要闻", False),
    ]  # fmt: skip
    assert entry["audiences"] == ["citizen"]


def test_a_whole_text_has_html_plain_text_files_and_pictures(harvester: Reader, city: City) -> None:
    table = factories.document(b"a,b", title="招生计划表", name="plan.csv")
    picture = factories.image(jpeg(), title="校门", description="校门前的学生")
    body = [
        ("paragraph", "<h2>安排</h2><p>七月<b>一日</b>起报名。<script>alert(1)</script></p>"),
        (
            "image",
            {"image": picture, "alt": "校门前的学生", "is_decorative": False, "reason": "", "caption": ""},
        ),
        ("attachments", {"files": [table]}),
    ]
    article = factories.article(city.notices, "招生通知", body=body, source="云泽日报", author="周琳")

    whole = harvester.get(f"entries/article:{article.pk}/")

    assert "<h2>安排</h2>" in whole["html"]
    assert "script" not in whole["html"]
    assert "七月一日起报名。" in whole["text"]
    assert (whole["source"], whole["author"]) == ("云泽日报", "周琳")
    assert [file["title"] for file in whole["attachments"]] == ["招生计划表"]
    assert whole["attachments"][0]["bytes"] == 3
    assert whole["attachments"][0]["url"].startswith(f"http://{HOST}/documents/")
    assert [file["type"] for file in whole["pictures"]] == ["image/jpeg"]


def test_a_list_is_chosen_by_what_the_program_wants(harvester: Reader, city: City, news: ColumnPage) -> None:
    old = datetime(2025, 3, 1, 9, 0, tzinfo=SHANGHAI)
    factories.article(news, "市政府常务会议", released_at=old, subjects=())
    factories.article(city.notices, "高考报名通知", audiences=("citizen",), also_in=(news,))
    factories.information(city.notices, "机构职能")

    assert harvester.titles() == ["高考报名通知", "市政府常务会议"]
    assert harvester.titles(sort="oldest") == ["市政府常务会议", "高考报名通知"]
    assert harvester.titles(subsite="jyj") == harvester.titles(agency="jyj") == ["高考报名通知"]
    assert harvester.titles(audience="citizen") == ["高考报名通知"]
    assert harvester.titles(column=f"column:{news.pk}") == ["高考报名通知", "市政府常务会议"]
    assert harvester.titles(column=f"column:{news.pk}", audience="citizen") == ["高考报名通知"]
    assert harvester.titles(until="2025-03-01") == ["市政府常务会议"]
    assert harvester.titles(since="2025-03-02") == ["高考报名通知"]
    assert harvester.titles(kind="information") == ["机构职能"]
    assert harvester.titles(q="高考") == ["高考报名通知"]
    assert harvester.titles(language="en") == []
    assert harvester.get("entries/", total="true", limit="1")["total"] == 2


@pytest.mark.parametrize("chosen", ["", "column", "audience"])
@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_leafing_meets_each_text_once_although_others_come_in_between(
    harvester: Reader, city: City, chosen: str, sort: str
) -> None:
    minute = datetime(2026, 5, 4, 9, 0, tzinfo=SHANGHAI)  # several texts of one minute
    for number in range(7):
        at = minute + timedelta(minutes=number // 3)
        factories.article(city.notices, f"通知{number}", released_at=at, audiences=("citizen",))
    asked = {"": {}, "column": {"column": f"column:{city.notices.pk}"}, "audience": {"audience": "citizen"}}[
        chosen
    ]

    part = harvester.get("entries/", limit="2", sort=sort, **asked)
    met = [entry["title"] for entry in part["entries"]]
    while part["next"]:
        factories.article(city.notices, "新来的", audiences=("citizen",))
        part = harvester.get(part["next"].partition(HOST)[2])
        met += [entry["title"] for entry in part["entries"] if entry["title"] != "新来的"]

    expected = [f"通知{number}" for number in range(7)]
    assert met == (expected if sort == "oldest" else expected[::-1])


def test_what_is_not_for_everybody_never_appears(harvester: Reader, city: City) -> None:
    draft = ArticlePage(title="没有发布的稿件")
    city.notices.add_child(instance=ArticlePage(title="没有发布的稿件", live=False))
    withdrawn = factories.article(city.notices, "已撤下")
    withdrawn.unpublish()
    inner = factories.column(city.subsite.root_page, "内部通知")
    hidden = factories.article(inner, "内部文件", also_in=(city.notices,))
    shown = factories.article(city.notices, "公开文件", also_in=(inner,))
    PageViewRestriction.objects.create(page=inner, restriction_type=PageViewRestriction.LOGIN)
    for page in (ColumnPage.objects.get(pk=inner.pk), ArticlePage.objects.get(pk=hidden.pk)):
        page.save_revision().publish()
    del draft

    assert harvester.titles() == ["公开文件"]
    assert harvester.titles(kind="article") == ["公开文件"]
    assert harvester.titles(q="文件") == ["公开文件"]
    assert [column["title"] for column in harvester.get("entries/")["entries"][0]["columns"]] == ["通知公告"]
    assert "内部" not in str(harvester.get("pages/", subsite="jyj"))
    for page in (withdrawn, hidden):
        harvester.get(f"entries/article:{page.pk}/", status=404)
    harvester.get("entries/", status=422, column=f"column:{inner.pk}")
    assert shown.pk


def test_the_tree_of_columns_stands_as_in_the_desk(harvester: Reader, city: City, news: ColumnPage) -> None:
    factories.column(city.notices, "招生考试")

    (home,) = harvester.get("pages/", subsite="jyj")["pages"]
    (portal,) = harvester.get("pages/")["pages"]

    assert home["kind"] == "subsite"
    assert [column["title"] for column in home["pages"]] == ["通知公告"]
    assert [column["title"] for column in home["pages"][0]["pages"]] == ["招生考试"]
    assert [place["title"] for place in portal["pages"]] == ["部门", "政务要闻"]


def test_agencies_come_with_phones_and_leaders(harvester: Reader, city: City) -> None:
    bureau = city.bureau
    bureau.phone, bureau.duties = "0724-2305678", "管理学校\n组织考试"
    bureau.leaders = [Leader(name="高致远", post="局长", portfolio="主持全面工作")]
    bureau.save()

    (listed,) = harvester.get("agencies/")["agencies"]

    assert listed == harvester.get("agencies/jyj/")
    assert (listed["phone"], listed["phone_from_abroad"]) == ("0724-2305678", "+86 724 230 5678")
    assert listed["duties"] == ["管理学校", "组织考试"]
    assert [(leader["name"], leader["post"]) for leader in listed["leaders"]] == [("高致远", "局长")]
    assert listed["subsite"] == "jyj"
    harvester.get("agencies/gaj/", status=404)


def test_sub_sites_and_vocabularies_name_what_there_is_to_choose_by(harvester: Reader, city: City) -> None:
    (subsite,) = harvester.get("subsites/")["subsites"]
    words = harvester.get("vocabularies/")

    assert (subsite["code"], subsite["agency"], subsite["state"]) == ("jyj", "jyj", "finished")
    assert [edition["url"] for edition in subsite["editions"]] == [f"http://{HOST}/bm/jyj/"]
    assert "citizen" in [term["code"] for term in words["audiences"]]
    assert {"home", "subsite", "column"} <= set(words["kinds"])


def test_english_editions_are_asked_for_by_a_parameter_alone(harvester: Reader, city: City) -> None:
    english = factories.english_home(city.home)
    news = factories.column(english, "News", slug="news")
    factories.article(news, "A new bridge opens")

    assert harvester.titles(language="en") == ["A new bridge opens"]
    answer = Client(headers={"host": HOST, "accept-language": "en"}).get(f"{API}entries/")
    assert answer.json()["entries"] == []
    assert "Accept-Language" not in answer.headers.get("Vary", "")
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_the_interface_answers_on_a_sub_sites_own_host_too(city: City) -> None:
    bureau = factories.agency("kjj", "云泽市科技局")
    factories.subsite(bureau, below=city.directory, own_host=EDUCATION_HOST)

    answer = Client(headers={"host": EDUCATION_HOST}).get(f"{API}subsites/")

    assert [subsite["code"] for subsite in answer.json()["subsites"]] == ["jyj", "kjj"]


def test_a_past_deadline_is_told_as_it_is(harvester: Reader, city: City) -> None:
    day = timezone.localdate() + timedelta(days=3)
    factories.article(city.notices, "征求意见", open_until=day)

    assert harvester.get("entries/")["entries"][0]["valid_until"].startswith(day.isoformat())
