"""Answers that say no: RFC 9457 problem details, each with what, where and what to do, in Chinese and English."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import escape_uri_path

from yimen.api.rules import PROBLEMS
from yimen.foundation.speech import said
from yimen.foundation.words import noted
from yimen.subsites.queries import CHINESE, ENGLISH, addressing_of
from yimen.subsites.rules import PORTAL, Address

CONTENT_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Mistake:
    """One thing to mend: where it stands (`query.limit`, `body.title`), and a sentence on it."""

    where: str
    sentence: str | tuple[str, str]
    """Noted, or said already in Chinese and in English."""


class Problem(Exception):
    """An answer that says no. `kind` is one of rules.PROBLEMS; `detail` says what happened and what to do."""

    def __init__(
        self,
        kind: str,
        detail: str,
        *,
        mistakes: Sequence[Mistake] = (),
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(kind, detail)
        self.kind, self.detail, self.mistakes, self.headers = kind, detail, tuple(mistakes), headers or {}


def invalid(*mistakes: Mistake) -> Problem:
    """422 for what has to be mended in the request."""
    return Problem("invalid", noted("Mend what is listed under errors and send it again."), mistakes=mistakes)


def in_both(sentence: str) -> tuple[str, str]:
    """A noted sentence in Chinese and in English."""
    spoken = []
    for language in (CHINESE, ENGLISH):
        with translation.override(language):
            spoken.append(said(sentence))
    return spoken[0], spoken[1]


def respond(problem: Problem, request: HttpRequest) -> HttpResponse:
    """The problem as an answer."""
    status, title = PROBLEMS[problem.kind]
    spoken, english = in_both(title)
    detail, english_detail = in_both(problem.detail)
    documentation = addressing_of(request).absolute_url(Address(PORTAL, reverse("api_documentation")))
    told: dict[str, Any] = {
        "type": f"{documentation}#problem-{problem.kind}",
        "title": spoken,
        "status": status,
        "detail": detail,
        "instance": escape_uri_path(request.path),
        "english_title": english,
        "english_detail": english_detail,
        "errors": [_told(mistake) for mistake in problem.mistakes],
    }
    return JsonResponse(
        told,
        status=status,
        content_type=CONTENT_TYPE,
        headers=problem.headers,
        json_dumps_params={"ensure_ascii": False},
    )


def _told(mistake: Mistake) -> dict[str, str]:
    sentence = mistake.sentence
    chinese, english = sentence if isinstance(sentence, tuple) else in_both(sentence)
    return {"where": mistake.where, "detail": chinese, "english_detail": english}
