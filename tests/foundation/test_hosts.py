"""Host names: what may be one, in which spelling it is stored and in which it is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.foundation.hosts import NotAHostName, to_ascii, to_unicode


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("www.yunze.example", "www.yunze.example"),
        ("WWW.Yunze.Example", "www.yunze.example"),
        ("www.yunze.example.", "www.yunze.example"),
        ("www.yunze.example:8000", "www.yunze.example"),
        ("  www.yunze.example ", "www.yunze.example"),
        ("云泽.政务", "xn--9kqp55e.xn--zfr164b"),
        ("云泽。政务", "xn--9kqp55e.xn--zfr164b"),  # the full stop that a Chinese keyboard writes
        ("云泽．政务", "xn--9kqp55e.xn--zfr164b"),
        ("云泽｡政务:8080", "xn--9kqp55e.xn--zfr164b"),
        ("ＷＷＷ.云泽.政务", "www.xn--9kqp55e.xn--zfr164b"),
        ("xn--9kqp55e.xn--zfr164b", "xn--9kqp55e.xn--zfr164b"),
        ("XN--9KQP55E.XN--ZFR164B", "xn--9kqp55e.xn--zfr164b"),
        ("127.0.0.1:8000", "127.0.0.1"),
        ("[::1]:8000", "::1"),
        ("localhost", "localhost"),
        ("jyj.localhost:8000", "jyj.localhost"),
    ],
)
def test_a_host_name_has_one_spelling(written: str, stored: str) -> None:
    assert to_ascii(written) == stored


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        ".",
        "...",
        ":80",
        "a..b",
        ".a",
        "-a.b",
        "a-.b",
        "a_b.c",
        "a b.c",
        "a/b",
        "http://www.yunze.example",
        "www.yunze.example/path",
        "user@www.yunze.example",
        "a" * 64 + ".example",
        ".".join(["a" * 60] * 5),
        "中国·荆门",  # a brand; its middle dot is refused by IDNA2008
        "云 泽.政务",
        "云泽.政务/路",
        "云泽_.政务",
        "xn--.example",
        "xn--a.example",
        "xn--0000000000.example",
        "www.yunze.example\x00",
        "www\r\nX-Evil: 1",
        "<script>alert(1)</script>",
        "a\u202eb.example",
        "云" * 64 + ".政务",
    ],
)
def test_what_is_no_host_name_is_refused_in_words(text: str) -> None:
    with pytest.raises(NotAHostName) as refused:
        to_ascii(text)
    assert repr(text)[1:20] in str(refused.value) or "host name" in str(refused.value)


def test_people_read_the_chinese_form() -> None:
    assert to_unicode("xn--9kqp55e.xn--zfr164b") == "云泽.政务"
    assert to_unicode("www.yunze.example") == "www.yunze.example"


@pytest.mark.parametrize("stored", ["xn--a.example", "xn--", "::1", "", "a..b"])
def test_what_does_not_decode_is_shown_as_it_is_stored(stored: str) -> None:
    assert to_unicode(stored) == stored


@given(st.text(max_size=80))
def test_any_text_is_a_host_name_or_refused(text: str) -> None:
    try:
        stored = to_ascii(text)
    except NotAHostName:
        return
    assert stored.isascii()
    assert 0 < len(stored) <= 253
    assert to_ascii(stored) == stored, "storing twice changes nothing"
    assert not set(stored) & set("/@ \r\n\0<>\"'?#%\\")


_LABEL = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=12)


@given(st.lists(_LABEL, min_size=1, max_size=4))
def test_chinese_names_come_back_as_they_were_written(labels: list[str]) -> None:
    name = ".".join(labels)
    assert to_unicode(to_ascii(name)) == name
