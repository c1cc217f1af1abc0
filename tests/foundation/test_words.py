"""A rule notes its reason in English; whoever reads it hears it in their own language."""

import pytest
from django.utils import translation

from yimen.foundation.speech import said
from yimen.foundation.words import noted

SPLIT = noted("Say which agencies have its duties now.")


def test_a_noted_sentence_is_a_plain_english_text() -> None:
    reason = noted("%(name)s has moved into the city's portal.", name="Education")
    assert reason == "Education has moved into the city's portal."
    assert isinstance(reason, str)


def test_without_values_a_percent_sign_is_only_a_sign() -> None:
    assert noted("at least 95 % of the pages") == "at least 95 % of the pages"


def test_a_value_that_the_sentence_needs_may_not_be_left_out() -> None:
    with pytest.raises(KeyError):
        noted("%(name)s has moved to %(place)s.", name="Education")


def test_a_chinese_editor_hears_it_in_chinese_with_its_values() -> None:
    reason = noted("%(name)s has moved into the city's portal.", name="教育局")
    with translation.override("zh-hans"):
        assert said(reason) == "教育局已并入市政府门户网站。"


def test_an_english_reader_hears_it_as_it_was_noted() -> None:
    with translation.override("en"):
        assert said(SPLIT) == SPLIT


def test_text_that_nobody_noted_passes_unchanged() -> None:
    with translation.override("zh-hans"):
        assert said("云泽市") == "云泽市"
