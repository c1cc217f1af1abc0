"""Agencies on the desk and before the public: what became of a closed one, and who has its duties now."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.cast import City
from yimen.agencies.models import Agency
from yimen.demo import factories

pytestmark = pytest.mark.django_db


def form_of(agency: Agency, **changes: Any) -> dict[str, Any]:
    return {
        "name": agency.name,
        "short_name": agency.short_name,
        "code": agency.code,
        "kind": agency.kind,
        "status": agency.status,
        "leaders-TOTAL_FORMS": "0",
        "leaders-INITIAL_FORMS": "0",
        "leaders-MIN_NUM_FORMS": "0",
        "leaders-MAX_NUM_FORMS": "1000",
        **changes,
    }


@pytest.fixture
def forestry(city: City) -> Agency:
    return factories.agency("lyj", "云泽市林业局")


def edit(desk: Client, agency: Agency, **changes: Any) -> Any:
    return desk.post(
        reverse("wagtailsnippets_agencies_agency:edit", args=(agency.pk,)), form_of(agency, **changes)
    )


def test_a_closure_says_when_why_and_who_has_the_duties(
    city: City, forestry: Agency, lins_desk: Client
) -> None:
    for told, missing in (
        ({"status": "closed"}, {"closed_on", "closing_reason"}),
        ({"status": "closed", "closed_on": "2026-03-01", "closing_reason": "merged"}, {"successors"}),
        ({"status": "live", "closed_on": "2026-03-01"}, {"status"}),
    ):
        answer = edit(lins_desk, forestry, **told)
        assert answer.status_code == 200
        assert missing <= set(answer.context["form"].errors)
    forestry.refresh_from_db()
    assert forestry.status == "live"


def test_a_closed_agency_names_its_successors_to_the_public(
    city: City, forestry: Agency, lins_desk: Client, aunt_wang: Client
) -> None:
    answer = edit(
        lins_desk, forestry, status="closed", closed_on="2026-03-01", closing_reason="merged",
        successors=[city.bureau.pk],
    )  # fmt: skip
    assert answer.status_code == 302
    page = aunt_wang.get("/jg/lyj/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "2026年3月1日" in text
    assert 'href="/jg/jyj/"' in text
    assert "云泽市教育局" in text
    assert forestry not in Agency.objects.constituent()


def test_the_database_itself_refuses_a_closure_without_its_day(forestry: Agency) -> None:
    for wrong in ({"status": "closed"}, {"closed_on": date(2026, 3, 1)}, {"closing_reason": "merged"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Agency.objects.filter(pk=forestry.pk).update(**wrong)


def test_agencies_stand_by_their_pinyin(city: City, forestry: Agency) -> None:
    factories.agency("ajj", "云泽市安监局")
    assert [agency.code for agency in Agency.objects.in_order()] == ["ajj", "jyj", "lyj"]
    assert [agency.initial for agency in Agency.objects.in_order()] == ["A", "J", "L"]


def test_an_agency_with_a_subsite_cannot_be_deleted_under_it(city: City, lins_desk: Client) -> None:
    lins_desk.raise_request_exception = False
    lins_desk.post(reverse("wagtailsnippets_agencies_agency:delete", args=(city.bureau.pk,)))
    assert Agency.objects.filter(pk=city.bureau.pk).exists()
