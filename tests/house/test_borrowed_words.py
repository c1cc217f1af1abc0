"""The desk speaks Chinese wholly: no word of the packages that it is made of is left in English."""

from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.utils.translation.trans_real import DjangoTranslation

from tests.house.reading import PACKAGE

OURS = PACKAGE / "locale_of_packages/zh_Hans/LC_MESSAGES"
DOMAINS = ("django", "djangojs")
SAME_IN_CHINESE = {"Wagtail", "Slack", "ID", "URL", "HTML", "Unicode"}


def source_catalogues(domain: str) -> Iterator[Path]:
    """The English catalogues of installed packages: each word that they can say."""
    for app in apps.get_app_configs():
        if not app.name.startswith("yimen."):
            yield from Path(app.path).glob(f"locale/en/LC_MESSAGES/{domain}.po")


def words(domain: str) -> dict[tuple[str, str], str]:
    """Context and word of each entry, with the catalogue that it stands in."""
    return {
        (entry.msgctxt or "", entry.msgid): str(file)
        for file in source_catalogues(domain)
        for entry in polib.pofile(str(file))
        if not entry.obsolete
    }


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_word_of_the_desk_has_its_chinese(domain: str) -> None:
    known = words(domain)
    assert len(known) > 40, "the packages bring their English catalogues along"
    folders = [str(file.parents[2]) for file in source_catalogues(domain)]
    spoken = DjangoTranslation("zh-hans", domain=domain, localedirs=folders if domain != "django" else None)
    said = {key if isinstance(key, str) else key[0] for key, text in spoken._catalog.items() if text}  # type: ignore[attr-defined]
    untranslated = [
        f"{word!r} of {file}"
        for (context, word), file in known.items()
        if word not in SAME_IN_CHINESE and (f"{context}\x04{word}" if context else word) not in said
    ]
    assert not untranslated


@pytest.mark.parametrize("domain", DOMAINS)
def test_what_we_say_for_packages_is_asked_for_and_compiled(domain: str) -> None:
    catalogue = polib.pofile(str(OURS / f"{domain}.po"))
    assert not catalogue.untranslated_entries() + catalogue.fuzzy_entries()
    asked = words(domain)
    unasked = [entry.msgid for entry in catalogue if (entry.msgctxt or "", entry.msgid) not in asked]
    assert not unasked, "no package says this any more"
    compiled = polib.mofile(str(OURS / f"{domain}.mo"))
    assert {(entry.msgid, entry.msgstr or str(entry.msgstr_plural)) for entry in compiled} == {
        (entry.msgid, entry.msgstr or str(entry.msgstr_plural)) for entry in catalogue
    }
