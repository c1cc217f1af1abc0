"""The reading interface: what is public, as JSON."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from ninja import Query, Router
from ninja.decorators import decorate_view

from yimen.api import queries, schemas
from yimen.api.changes import changes_since
from yimen.api.edge import nothing_here
from yimen.api.parameters import only
from yimen.api.presenting import Teller, term
from yimen.api.problems import Problem
from yimen.foundation.words import noted
from yimen.pool.models import Audience, Subject

router = Router(tags=[noted("Reading")])

_NO = {422: schemas.ProblemOut, 429: schemas.ProblemOut}
_NOT_THERE = {404: schemas.ProblemOut, **_NO}


@router.get(
    "/",
    response={200: schemas.Overview, **_NO},
    url_name="overview",
    operation_id="overview",
    summary=noted("Where everything is"),
)
@decorate_view(only())
def overview(request: HttpRequest) -> Any:
    where = Teller(request).api_url
    names = ("entries", "pages", "agencies", "subsites", "vocabularies", "changes", "submissions", "openapi")
    return {name: where(name) for name in names} | {"documentation": Teller(request).documentation_url()}


@router.get(
    "/entries/",
    response={200: schemas.EntryPage, **_NO},
    url_name="entries",
    operation_id="entries",
    summary=noted("Texts and other public things"),
    description=noted(
        "The information pool, newest first. Follow “next” until it is empty; what is published meanwhile shifts "
        "nothing."
    ),
)
@decorate_view(only(schemas.EntryQuery))
def entries(request: HttpRequest, query: Query[schemas.EntryQuery]) -> Any:
    teller = Teller(request)
    found = queries.listed(query)
    following = None
    if found.next is not None:
        asked = [(name, value) for name, value in request.GET.items() if name not in ("cursor", "total")]
        following = f"{teller.api_url('entries')}?{urlencode([*asked, ('cursor', found.next.written())])}"
    return {"entries": teller.entries(found.entries), "next": following, "total": found.total}


@router.get(
    "/entries/{identity}/",
    response={200: schemas.EntryWhole, **_NOT_THERE},
    url_name="entry",
    operation_id="entry",
    summary=noted("One text, whole"),
    description=noted("With clean HTML, plain text, files and pictures."),
)
@decorate_view(only())
def entry(request: HttpRequest, identity: str) -> Any:
    found = queries.public_entry(identity)
    if found is None:
        raise nothing_here()
    return Teller(request).whole(found)


@router.get(
    "/pages/",
    response={200: schemas.PlaceTree, **_NO},
    url_name="pages",
    operation_id="pages",
    summary=noted("The tree of columns"),
    description=noted("Home page, columns and other places of the portal or of one sub-site."),
)
@decorate_view(only(schemas.PageQuery))
def pages(request: HttpRequest, query: Query[schemas.PageQuery]) -> Any:
    return {"pages": Teller(request).tree(queries.places(query.subsite, query.language))}


@router.get(
    "/agencies/",
    response={200: schemas.AgencyList, **_NO},
    url_name="agencies",
    operation_id="agencies",
    summary=noted("Agencies with phones and leaders"),
    description=noted("In the order of pinyin, all at once."),
)
@decorate_view(only(schemas.AgencyQuery))
def agencies(request: HttpRequest, query: Query[schemas.AgencyQuery]) -> Any:
    teller = Teller(request)
    rows = queries.agencies(kind=query.kind, with_closed=query.with_closed)
    return {"agencies": [teller.agency(row) for row in rows]}


@router.get(
    "/agencies/{slug:code}/",
    response={200: schemas.AgencyOut, **_NOT_THERE},
    url_name="agency",
    operation_id="agency",
    summary=noted("One agency"),
)
@decorate_view(only())
def agency(request: HttpRequest, code: str) -> Any:
    found = queries.agencies().filter(code=code).first()
    if found is None:
        raise nothing_here()
    return Teller(request).agency(found)


@router.get(
    "/subsites/",
    response={200: schemas.SubsiteList, **_NO},
    url_name="subsites",
    operation_id="subsites",
    summary=noted("Sub-sites of departments"),
)
@decorate_view(only())
def subsites(request: HttpRequest) -> Any:
    return {"subsites": Teller(request).subsites(queries.subsite_homes())}


@router.get(
    "/vocabularies/",
    response={200: schemas.Vocabularies, **_NO},
    url_name="vocabularies",
    operation_id="vocabularies",
    summary=noted("Audiences, subjects, kinds, languages"),
)
@decorate_view(only())
def vocabularies(request: HttpRequest) -> Any:
    return {
        "audiences": [term(word) for word in Audience.objects.all()],
        "subjects": [term(word) for word in Subject.objects.all()],
        "kinds": queries.kinds(),
        "languages": ["zh-hans", "en"],
    }


@router.get(
    "/changes/",
    response={200: schemas.ChangePage, 410: schemas.ProblemOut, **_NO},
    url_name="changes",
    operation_id="changes",
    summary=noted("What has changed since a position"),
    description=noted(
        "For harvesters: take the present position, read all entries, then ask for the changes since. Nothing is "
        "passed over; something may be named twice."
    ),
)
@decorate_view(only(schemas.ChangeQuery))
def changes(request: HttpRequest, query: Query[schemas.ChangeQuery]) -> Any:
    part = changes_since(query.since, limit=query.limit)
    if part is None:
        raise Problem(
            "position-unknown",
            noted("The feed has no such position, perhaps after a restored backup: read everything anew."),
        )
    where = Teller(request).api_url
    told = [
        {
            "position": change.position,
            "at": change.at,
            "action": change.action,
            "id": change.identity,
            "api_url": where(change.address, **change.named) if change.address else None,
        }
        for change in part.changes
    ]
    return {"changes": told, "position": part.position, "has_more": part.has_more}
