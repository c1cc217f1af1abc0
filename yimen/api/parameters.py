"""Parameters of an address: only those that are known, each once."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Schema

from yimen.api.problems import Mistake, invalid
from yimen.foundation.words import noted

View = Callable[..., HttpResponse]


def only(*schemas: type[Schema]) -> Callable[[View], View]:
    """Refuses what the schemas do not name: a filter with a slip in its name would silently be none."""
    known = [name for schema in schemas for name in schema.model_fields]

    def around(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            mistakes = [
                Mistake(f"query.{name}", sentence)
                for name, values in request.GET.lists()
                if (sentence := _why_not(name, len(values), known))
            ]
            if mistakes:
                raise invalid(*mistakes)
            return view(request, *args, **kwargs)

        return answer

    return around


def _why_not(name: str, times: int, known: list[str]) -> str:
    if name not in known:
        if not known:
            return noted("This address takes no parameters; leave it out.")
        return noted(
            "This parameter is not known; leave it out or use one of: %(known)s.", known=", ".join(known)
        )
    return noted("This parameter stands more than once; give it once.") if times > 1 else ""
