"""林主任 looks at Wagtail's list of sites."""

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

pytestmark = pytest.mark.django_db


def test_its_columns_are_headed_in_chinese(lins_desk: Client) -> None:
    tree = html.fromstring(lins_desk.get(reverse("wagtailsites:index")).content)
    heads = [" ".join(head.text_content().split()) for head in tree.xpath("//thead//th")]
    assert {"端口号", "站点名称", "根页面"} <= set(heads)
    assert not [head for head in heads if head.isascii() and head]
