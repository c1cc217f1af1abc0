"""The Chinese catalogue says what the English says, in the words and signs of official Chinese."""

import re
from pathlib import Path

import django
import polib
import wagtail

from tests.house.catalogue import FOLDER
from tests.house.reading import ROOT

ENTRIES = [entry for entry in polib.pofile(str(ROOT / FOLDER / "django.po")) if not entry.obsolete]
PLACE = re.compile(r"%\((\w+)\)[.\d]*[a-z]")
HAN = "[\u4e00-\u9fff]"
# Words for which ours may stand everywhere: same meaning, and the more official expression.
BETTER = {"(optional)", "Account", "Name", "name", "Newest", "Summary", "description"}


def chinese(entry: polib.POEntry) -> list[str]:
    return [entry.msgstr] if not entry.msgid_plural else list(entry.msgstr_plural.values())


def test_each_translation_fills_the_same_places() -> None:
    uneven = [
        (entry.msgid, text)
        for entry in ENTRIES
        for text in chinese(entry)
        if set(PLACE.findall(text)) != set(PLACE.findall(entry.msgid))
    ]
    assert not uneven


def test_chinese_sentences_use_chinese_punctuation() -> None:
    half_width = re.compile(rf"{HAN}\s*[,;:?!()]|[,;:?!(]\s*{HAN}")
    assert not [text for entry in ENTRIES for text in chinese(entry) if half_width.search(text)]


def test_nobody_is_shouted_at_or_addressed_lightly() -> None:
    assert not [text for entry in ENTRIES for text in chinese(entry) if re.search("[！!你]", text)]


def test_a_sentence_stays_a_sentence() -> None:
    """What ends with a full stop in English ends so in Chinese, and only that."""
    uneven = [
        (entry.msgid, text)
        for entry in ENTRIES
        for text in chinese(entry)
        if entry.msgid.rstrip().endswith(".") != text.endswith("。")
    ]
    assert not uneven


def test_the_field_s_words_are_those_of_the_glossary() -> None:
    glossary = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|", glossary, flags=re.MULTILINE)
    words = {english: re.split("、| / ", chinese_words) for english, chinese_words in rows}
    odd = [
        (entry.msgid, entry.msgstr)
        for entry in ENTRIES
        if not entry.msgctxt and entry.msgid in words and entry.msgstr not in words[entry.msgid]
    ]
    assert not odd


def test_no_word_of_the_desk_s_own_is_given_another_meaning() -> None:
    """Django looks a word up in all catalogues at once: ours would change what Wagtail says elsewhere."""
    ours = {entry.msgid: entry.msgstr for entry in ENTRIES if not entry.msgctxt and not entry.msgid_plural}
    theirs = [
        entry
        for package in (wagtail, django)
        for file in Path(package.__path__[0]).glob("**/locale/zh_Hans/LC_MESSAGES/django.po")
        for entry in polib.pofile(str(file)).translated_entries()
    ]
    changed = {
        entry.msgid: (ours[entry.msgid], entry.msgstr)
        for entry in theirs
        if not entry.msgctxt and ours.get(entry.msgid, entry.msgstr) != entry.msgstr
    }
    assert set(changed) <= BETTER, changed
