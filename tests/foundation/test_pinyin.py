"""Addresses from titles."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.foundation.pinyin import pinyin_slug

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("关于印发通知", "guanyu-yinfa-tongzhi"),
        ("Hello World 2006", "hello-world-2006"),
        ("绿色女性", "lvse-nvxing"),
        ("２００６年Ａ级景区", "2006-nian-a-ji-jingqu"),
        ("", "page"),
        ("😀！——。", "page"),
        ("𠮷 㐀", "u20bb7-qiu"),
    ],
)
def test_a_title_becomes_a_readable_address(title: str, slug: str) -> None:
    assert pinyin_slug(title) == slug


def test_a_long_title_is_cut_between_words() -> None:
    slug = pinyin_slug(
        "云泽市人民政府办公室关于印发云泽市政府信息公开工作年度报告编制规范的通知", max_length=40
    )
    assert len(slug) <= 40
    assert "-banshi" not in slug
    assert slug == "-".join(slug.split("-"))


def test_one_long_word_is_cut_inside() -> None:
    assert pinyin_slug("a" * 100, max_length=20) == "a" * 20


@given(st.text(max_size=80), st.integers(min_value=4, max_value=80))
def test_every_title_gives_a_valid_slug_that_fits(title: str, max_length: int) -> None:
    slug = pinyin_slug(title, max_length=max_length)
    assert SLUG.fullmatch(slug)
    assert len(slug) <= max_length
