"""What the search box finds: agencies by name and pinyin, then whatever is public, from the desk's index of pages
joined with the pool. Citizens' own index will take this file's place.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import quote

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail.search.backends import get_search_backend

from yimen.agencies.models import Agency
from yimen.design.marking import marked
from yimen.design.paging import Pager, pager
from yimen.editorial.models import ColumnPage
from yimen.editorial.sections import links_of
from yimen.frontdoor.agency_entries import KIND as AGENCY_PAGE
from yimen.frontdoor.composition import agency_url, english_sites
from yimen.frontdoor.models import CityHomePage
from yimen.frontdoor.rules import DEEPEST, PER_PAGE, SUGGESTIONS, is_worth_completing, starts_like
from yimen.frontdoor.search_box import search_url
from yimen.pool.models import Entry
from yimen.pool.presenting import line, url_of
from yimen.search.segmentation import phrases, pinyin_keys
from yimen.subsites.queries import addressing_of, host_key_of


@dataclass(frozen=True)
class Found:
    """One page of results. `count` is what can be leafed through; `is_more` says that there are further ones."""

    query: str
    agencies: list[dict[str, Any]]
    entries: list[dict[str, Any]]
    count: int
    is_more: bool
    pager: Pager


def find(query: str, *, language: str, number: int, request: HttpRequest) -> Found:
    """Results for what was typed, 20 a page, at most 400 of them."""
    hits = public_entries(query, language=language, count=DEEPEST + 1) if query else []
    count = min(len(hits), DEEPEST)
    words = [run for phrase in phrases(query) for run in phrase.runs]
    address = f"{search_url(language)}?q={quote(query)}"
    pages = pager(
        number=number,
        total=-(-count // PER_PAGE),
        url_of=lambda n: address if n == 1 else f"{address}&page={n}",
    )
    start = (pages.number - 1) * PER_PAGE
    return Found(
        query=query,
        agencies=_agencies(query, request, count=4) if query and pages.number == 1 else [],
        entries=[
            _result(entry, words, request) for entry in _entries(hits[start : min(start + PER_PAGE, count)])
        ],
        count=count,
        is_more=len(hits) > DEEPEST,
        pager=pages,
    )


def public_entries(query: str, *, language: str, count: int = DEEPEST) -> list[int]:
    """The numbers of the pool's entries in which these words are found, the best first."""
    return _hits(get_search_backend().search(query, _pages(Page, language))[:count], language)


def suggestions(query: str, *, language: str, request: HttpRequest) -> list[dict[str, str]]:
    """What may be meant while somebody is typing: tasks, agencies, columns, titles; at most eight."""
    if not is_worth_completing(query):
        return []
    found = [
        *_tasks(query, language, request),
        *[{**agency, "kind": _("Department")} for agency in _agencies(query, request, count=3)],
        *_completed(ColumnPage, query, language, request, kind=_("Column"), count=2),
    ]
    rest = SUGGESTIONS - len(found)
    if rest > 0:
        found += _completed(Page, query, language, request, kind="", count=rest)
    by_address = {item["url"]: item for item in reversed(found)}
    return [
        {"title": item["title"], "url": item["url"], "kind": item["kind"]}
        for item in found
        if by_address.get(item["url"]) is item
    ][:SUGGESTIONS]


def _pages(model: type[Page], language: str) -> QuerySet[Page]:
    pages: QuerySet[Page] = model.objects.filter(live=True, locale=Locale.objects.get(language_code=language))
    return pages


def _hits(found: Iterable[Page], language: str) -> list[int]:
    """The pool's entries of pages that were found, in their order: only what everybody may read, each once."""
    pages = [page.pk for page in found]
    public = Entry.objects.filter(
        object_id__in=pages, language=language, is_restricted=False, is_alias=False
    ).exclude(kind=AGENCY_PAGE)
    entries = dict(public.values_list("object_id", "pk"))
    return [entries[page] for page in pages if page in entries]


def _entries(keys: list[int]) -> list[Entry]:
    """Entries in the order given: one query."""
    found = Entry.objects.select_related("agency", "subsite").in_bulk(keys)
    return [found[key] for key in keys]


def _result(entry: Entry, words: list[str], request: HttpRequest) -> dict[str, Any]:
    """An entry as a line, with the words marked that it was found by."""
    shown = line(entry, request) | {
        "title": marked(entry.title, words),
        "summary": marked(entry.summary, words),
    }
    if entry.kind not in ("article", "information"):
        shown.pop("date")
    return shown


def _agencies(query: str, request: HttpRequest, *, count: int) -> list[dict[str, Any]]:
    where = partial(
        agency_url, found=addressing_of(request), english=english_sites(), seen_from=host_key_of(request)
    )
    agencies = Agency.objects.select_related("subsite__root_page")
    rows = get_search_backend().autocomplete(query, agencies)[:count]
    return [
        {
            "title": agency.shown_name,
            "url": where(agency),
            "note": _("Closed") if agency.is_closed else "",
            "phone": "" if agency.is_closed else agency.phone,
            "address": "" if agency.is_closed else agency.address,
        }
        for agency in rows
    ]


def _tasks(query: str, language: str, request: HttpRequest) -> list[dict[str, str]]:
    """The most-wanted tasks of the home page that begin like this, by their words or their pinyin."""
    return [
        {"title": task["title"], "url": task["url"], "kind": _("Most wanted")}
        for task in tasks_of(language, request)
        if starts_like(task["title"], query, spellings=pinyin_keys(task["title"]))
    ]


def tasks_of(language: str, request: HttpRequest) -> list[dict[str, Any]]:
    """The most-wanted tasks as the editors arranged them on the home page of a language."""
    home = CityHomePage.objects.live().filter(locale__language_code=language).first()
    return links_of(home.tasks[0].value["links"], request) if home and home.tasks else []


def directories(language: str, request: HttpRequest) -> list[dict[str, str]]:
    """The directory of departments in a language: one query."""
    found = Entry.objects.filter(kind="directory", language=language, is_restricted=False, is_alias=False)
    return [{"title": _("Directory of departments"), "url": url_of(entry, request)} for entry in found[:1]]


def _completed(
    model: type[Page], query: str, language: str, request: HttpRequest, *, kind: str, count: int
) -> list[dict[str, str]]:
    found = _hits(get_search_backend().autocomplete(query, _pages(model, language))[:count], language)
    return [
        {
            "title": entry.title,
            "url": url_of(entry, request),
            "kind": kind or timezone.localtime(entry.published_at).strftime("%Y-%m-%d"),
        }
        for entry in _entries(found)
    ]
