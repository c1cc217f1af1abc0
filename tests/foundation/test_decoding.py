"""Bytes of old pages into text: what a page declares is a hint, what reads as Chinese is right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.foundation.decoding import UndecodableBytes, declared_charset, decode_page

NOTICE = "关于印发云泽市2006年政务公开工作要点的通知：各县市区人民政府，各有关部门。"
TRADITIONAL = "關於印發雲澤市政務公開工作要點的通知，請各單位認真執行。"


def page(text: str, *, declares: str, written: str) -> bytes:
    head = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={declares}"></head><body>'
    )
    return f"{head}{text}</body></html>".encode(written)


@pytest.mark.parametrize("declares", ["gb2312", "GBK", "utf-8", "big5", "iso-8859-1", "x-unheard-of"])
@pytest.mark.parametrize("written", ["gb18030", "utf-8"])
def test_the_notice_is_read_whatever_its_page_declares(declares: str, written: str) -> None:
    found = decode_page(page(NOTICE, declares=declares, written=written))
    assert NOTICE in found.text
    assert found.encoding == written
    assert found.declared == declares.lower()


def test_a_declaration_that_lies_is_told() -> None:
    assert decode_page(page(NOTICE, declares="utf-8", written="gb18030")).declaration_lied
    assert not decode_page(page(NOTICE, declares="gb2312", written="gb18030")).declaration_lied
    assert not decode_page(page("only ASCII", declares="gb2312", written="ascii")).declaration_lied


def test_a_page_from_taiwan_is_read_as_big5() -> None:
    found = decode_page(page(TRADITIONAL, declares="big5", written="big5"))
    assert (TRADITIONAL in found.text, found.encoding) == (True, "big5hkscs")
    assert decode_page(page(TRADITIONAL, declares="gb2312", written="big5")).encoding == "big5hkscs"


def test_characters_outside_gb2312_survive() -> None:
    rare = "朱镕基、喆、㐀、𠮷 同志出席了在云泽市召开的会议"
    assert rare in decode_page(page(rare, declares="gb2312", written="gb18030")).text


def test_a_byte_order_mark_outranks_every_declaration() -> None:
    found = decode_page("\ufeff".encode() + page(NOTICE, declares="gb2312", written="utf-8"))
    assert found.encoding == "utf-8"
    assert not found.text.startswith("\ufeff")


@pytest.mark.parametrize("mark", [b"\xff\xfe", b""])
def test_text_from_an_old_notepad_is_read_as_utf16(mark: bytes) -> None:
    assert NOTICE in decode_page(mark + NOTICE.encode("utf-16-le")).text


def test_a_character_cut_in_half_costs_only_itself() -> None:
    data = page(NOTICE * 20, declares="gb2312", written="gb18030")[:-15]
    broken = data[:500] + b"\xff" + data[500:]
    found = decode_page(broken)
    assert found.encoding == "gb18030"
    assert found.text.count(NOTICE) >= 17


def test_the_http_header_outranks_the_meta_tag() -> None:
    found = decode_page(page("云泽", declares="utf-8", written="gb18030"), declared="GB2312")
    assert ("云泽" in found.text, found.declared, found.declaration_lied) == (True, "gb2312", False)


def test_european_pages_keep_their_accents() -> None:
    text = "Les élèves de la ville jumelée ont été reçus à la mairie. Où êtes-vous né ? Ça a été très réussi."
    assert decode_page(page(text * 4, declares="iso-8859-1", written="cp1252")).text.count("élèves") == 4


@pytest.mark.parametrize(
    ("data", "because"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "image"),
        (b"PK\x03\x04" + bytes(range(256)) * 4, "archive"),
        (bytes(1000), "NUL"),
        (bytes(range(128, 256)) * 20, "no charset"),
    ],
)
def test_what_is_no_text_is_refused_with_a_sentence(data: bytes, because: str) -> None:
    with pytest.raises(UndecodableBytes, match=because):
        decode_page(data)


def test_the_declaration_is_found_in_either_spelling() -> None:
    assert declared_charset(b"<meta charset='GBK'>") == "gbk"
    assert declared_charset(b'<META content="text/html; charset = gb2312" http-equiv=x>') == "gb2312"
    assert declared_charset(b"<p>nothing said</p>") is None


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_the_named_error(data: bytes) -> None:
    try:
        found = decode_page(data)
    except UndecodableBytes as error:
        assert str(error)
    else:
        assert isinstance(found.text, str)


@given(
    st.text(
        alphabet=st.sampled_from("云泽市人民政府关于的通知各县市区，。《》0123456789abc "),
        min_size=12,
        max_size=200,
    )
)
def test_chinese_written_in_either_charset_comes_back(text: str) -> None:
    for written in ("utf-8", "gb18030"):
        assert decode_page(text.encode(written), declared=written).text == text
