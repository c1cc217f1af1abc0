"""The desk's manual: the commonest tasks, step by step, with pictures. One TOML file a task, in reading order.

Pictures are taken from the demo city by `python -m tools.manual_pictures`.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image

FOLDER = Path(__file__).parent / "zh-hans"
PICTURES = "editorial/manual"
"""Where the pictures lie among the static files."""
STATIC = Path(__file__).parents[1] / "static" / PICTURES


@dataclass(frozen=True)
class Step:
    text: str
    picture: str = ""
    """File name in `PICTURES`; empty where words are enough."""
    shows: str = ""
    """What the picture shows, for who does not see it."""

    @property
    def static_path(self) -> str:
        return f"{PICTURES}/{self.picture}"

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture in pixels, so that nothing jumps while it loads."""
        return _size(self.picture)


@dataclass(frozen=True)
class Answer:
    question: str
    answer: str


@dataclass(frozen=True)
class Task:
    """One task of the desk: who does it, how it goes, what can go wrong."""

    slug: str
    title: str
    who: str
    line: str
    steps: tuple[Step, ...]
    answers: tuple[Answer, ...]


@cache
def tasks() -> tuple[Task, ...]:
    """Every task, in the order in which a newcomer needs them."""
    return tuple(_read(file) for file in sorted(FOLDER.glob("*.toml")))


def task(slug: str) -> Task | None:
    return next((each for each in tasks() if each.slug == slug), None)


@cache
def _size(picture: str) -> tuple[int, int]:
    with Image.open(STATIC / picture) as opened:
        return opened.size


def _read(file: Path) -> Task:
    facts = tomllib.loads(file.read_text(encoding="utf-8"))
    return Task(
        slug=file.stem.partition("-")[2],
        title=facts["title"],
        who=facts["who"],
        line=facts["line"],
        steps=tuple(Step(**step) for step in facts["steps"]),
        answers=tuple(Answer(**answer) for answer in facts.get("answers", ())),
    )
