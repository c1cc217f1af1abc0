"""Keeps yimen/locale in step with the source; bin/messages is its command.

The compiled catalogue is kept in the repository, so that a machine without gettext speaks Chinese too.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path("yimen/locale/zh_Hans/LC_MESSAGES")
SOURCES = (".py", ".html", ".txt")
# Without settings Django writes into the folder it is called in: here a copy of the package.
# Beside gettext's own marks, `noted` marks the English sentences of pure rules (yimen.foundation.words).
COLLECT = """
from django.core.management.commands.makemessages import Command
command = Command()
command.xgettext_options = [*Command.xgettext_options, "--keyword=noted"]
command.run_from_argv("yimen makemessages --locale zh_Hans --extension py,html,txt --no-wrap".split())
"""


def main(arguments: list[str]) -> int:
    """Check or update; the exit code."""
    if arguments == ["--check"]:
        mistakes = mistakes_in_catalogue()
        print("\n".join(mistakes))
        return 1 if mistakes else 0
    if arguments:
        print("bin/messages knows only --check", file=sys.stderr)
        return 2
    update()
    return 0


def mistakes_in_catalogue() -> list[str]:
    """A sentence for each word that a Chinese reader would see in English, or see wrongly."""
    catalogue = polib.pofile(str(ROOT / FOLDER / "django.po"))
    mistakes = [
        f"{entry.msgid!r} is {'doubtful (fuzzy)' if entry.fuzzy else 'not translated'}"
        for entry in [*catalogue.untranslated_entries(), *catalogue.fuzzy_entries()]
    ]
    mistakes += [
        f"{entry.msgid!r} is used no more; bin/messages removes it" for entry in catalogue.obsolete_entries()
    ]
    mistakes += _not_compiled(catalogue) + _not_taken_up(catalogue)
    return mistakes


def update() -> None:
    """Take up the source's words, keep translations, drop what is used no more, compile."""
    fresh = words_of_source()
    if fresh is None:
        sys.exit("xgettext is missing; `sudo apt-get install gettext` brings it")
    folder = ROOT / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "django.po"
    known = polib.pofile(str(file)) if file.exists() else polib.POFile()
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = {
        "Language": "zh_Hans",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    for entry in sorted(fresh, key=lambda each: (each.msgid, each.msgctxt or "")):
        old = known.find(entry.msgid, msgctxt=entry.msgctxt or False)
        if old is not None:
            entry.msgstr, entry.msgstr_plural = old.msgstr, old.msgstr_plural
        elif entry.msgid_plural:
            entry.msgstr_plural = {0: ""}
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        entry.occurrences = sorted({(place, "") for place, _line in entry.occurrences})
        catalogue.append(entry)
    catalogue.save(str(file))
    catalogue.save_as_mofile(str(folder / "django.mo"))
    print(f"{len(catalogue)} words, {len(catalogue.untranslated_entries())} of them not translated")


def words_of_source() -> polib.POFile | None:
    """Every translatable word in the package, as Django finds them; None where xgettext is missing."""
    if shutil.which("xgettext") is None:
        return None
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "yimen"
        shutil.copytree(ROOT / "yimen", copy, ignore=_all_but_sources)
        (copy / "locale").mkdir()
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        subprocess.run(
            [sys.executable, "-c", COLLECT], cwd=copy, env=environment, check=True, capture_output=True
        )
        return polib.pofile(str(copy / "locale/zh_Hans/LC_MESSAGES/django.po"))


def _all_but_sources(folder: str, names: list[str]) -> set[str]:
    unwanted = {"__pycache__", "migrations", "locale", "static"}
    return {
        name
        for name in names
        if name in unwanted or (Path(folder, name).is_file() and not name.endswith(SOURCES))
    }


def _not_compiled(catalogue: polib.POFile) -> list[str]:
    file = ROOT / FOLDER / "django.mo"
    compiled = polib.mofile(str(file)) if file.exists() else polib.MOFile()
    if _translations(compiled) == _translations(catalogue):
        return []
    return [f"{FOLDER / 'django.mo'} is not what django.po says; bin/messages compiles it"]


def _translations(file: polib.POFile | polib.MOFile) -> dict[tuple[str, str | None], object]:
    entries = [
        entry for entry in file if not entry.obsolete and (entry.msgstr or any(entry.msgstr_plural.values()))
    ]
    return {(entry.msgid, entry.msgctxt): entry.msgstr or dict(entry.msgstr_plural) for entry in entries}


def _not_taken_up(catalogue: polib.POFile) -> list[str]:
    fresh = words_of_source()
    if fresh is None:
        if os.environ.get("CI") == "true":
            return ["xgettext is missing, and CI must look for new words: install gettext"]
        print("xgettext is missing; not looked for new words", file=sys.stderr)
        return []
    known, used = _keys(catalogue), _keys(fresh)
    missing = [
        f"{msgid!r} is not in the catalogue; bin/messages takes it up" for msgid, _ in sorted(used - known)
    ]
    unused = [f"{msgid!r} is used no more; bin/messages removes it" for msgid, _ in sorted(known - used)]
    return missing + unused


def _keys(file: polib.POFile) -> set[tuple[str, str]]:
    return {(entry.msgid, entry.msgctxt or "") for entry in file if not entry.obsolete}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
