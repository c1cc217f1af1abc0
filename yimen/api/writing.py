"""The writing interface: departments' systems hand in texts, by token."""

import json
from hashlib import sha256
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Form, Query, Router, Status, UploadedFile
from ninja.decorators import decorate_view
from ninja.params import functions
from ninja.security import HttpBearer

from yimen.api import submissions as verbs
from yimen.api.bodies import removed_from
from yimen.api.drafting import draft_of
from yimen.api.edge import nothing_here, too_many
from yimen.api.models import Submission, Token
from yimen.api.parameters import only
from yimen.api.presenting import Teller
from yimen.api.problems import in_both
from yimen.api.rules import STATES
from yimen.api.schemas import ProblemOut
from yimen.api.schemas_writing import (
    Draft,
    FileWords,
    PictureWords,
    RemovedOut,
    SubmissionOut,
    SubmissionPage,
    SubmissionQuery,
    SubmissionWhole,
    UploadOut,
)
from yimen.api.standing import Standing, standing_of, standings
from yimen.api.submissions import Once, own_submissions
from yimen.api.tokens import token_for
from yimen.api.uploads import upload_file, upload_picture
from yimen.foundation.limits import Limit, address_counted, seconds_to_wait
from yimen.foundation.words import noted

BY_TOKEN = Limit("api-token", times=300, seconds=60)
REFUSED = Limit("api-refused", times=20, seconds=300)
"""Wrong tokens of one address; a right one opens all the same."""


class Bearer(HttpBearer):
    """The token in the header, and nothing else: a signed-in browser has no way in here."""

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        now = timezone.now()
        found = token_for(token, now=now, today=timezone.localdate(), request=request)
        limit, who = (BY_TOKEN, found.prefix) if found else (REFUSED, address_counted(request))
        seconds = seconds_to_wait(limit, who, now=now.timestamp())
        if seconds:
            raise too_many(seconds)
        return found


router = Router(tags=[noted("Handing in")], auth=Bearer())

_NO = dict.fromkeys((400, 401, 403, 409, 413, 422, 429), ProblemOut)
_OF_ONE = {404: ProblemOut, 412: ProblemOut, **_NO}
_KEY = r"^[A-Za-z0-9._:-]{8,100}$"
IdempotencyKey = Annotated[
    str,
    functions.Header(
        ...,
        pattern=_KEY,
        alias="Idempotency-Key",
        description=noted(
            "Your own key for this request, 8 to 100 letters and digits: a retry makes nothing twice."
        ),
    ),
]
IfMatch = Annotated[
    str,
    functions.Header(
        "", max_length=60, alias="If-Match", description=noted("ETag of the version that you have seen.")
    ),
]
Sent = Annotated[UploadedFile, functions.File(..., description=noted("The file itself."))]


@router.get(
    "/submissions/",
    response={200: SubmissionPage, 401: ProblemOut, 422: ProblemOut, 429: ProblemOut},
    url_name="submissions",
    operation_id="submissions",
    summary=noted("What became of your texts"),
    description=noted("Everything that systems of the token's sub-site handed in, the newest first."),
)
@decorate_view(only(SubmissionQuery))
def submissions(request: HttpRequest, query: Query[SubmissionQuery]) -> Any:
    rows = own_submissions(_token(request))
    if query.reference is not None:
        rows = rows.filter(reference=query.reference)
    if query.before is not None:
        rows = rows.filter(pk__lt=query.before)
    found = list(rows[: query.limit + 1])
    part, following = found[: query.limit], None
    if len(found) > query.limit:
        where = Teller(request).api_url("submissions")
        following = f"{where}?limit={query.limit}&before={part[-1].pk}"
    return {
        "submissions": [SubmissionOut(**_told(one, request)) for one in standings(part)],
        "next": following,
    }


@router.post(
    "/submissions/",
    response={201: SubmissionWhole, **_NO},
    url_name="submissions",
    operation_id="make_submission",
    summary=noted("Hand in a text"),
    description=noted(
        "It becomes a draft; nothing is public. A retry with the same key is answered with the same text."
    ),
)
@decorate_view(only())
def make_submission(
    request: HttpRequest, response: HttpResponse, draft: Draft, idempotency_key: IdempotencyKey
) -> Any:
    once = Once(_token(request), f"t:{idempotency_key}", _canonical(draft))
    made, is_replayed = verbs.make_draft(draft, once=once, now=timezone.now())
    told = _whole(standing_of(made), request, response, html=draft.html)
    response.headers["Location"] = told.api_url
    if is_replayed:
        response.headers["Idempotent-Replayed"] = "true"
    return Status(201, told)


@router.get(
    "/submissions/{int:number}/",
    response={200: SubmissionWhole, 401: ProblemOut, 404: ProblemOut, 422: ProblemOut, 429: ProblemOut},
    url_name="submission",
    operation_id="submission",
    summary=noted("One of your texts"),
    description=noted(
        "With its state, the reviewer's reason, its address once it is public, and the ETag to change it."
    ),
)
@decorate_view(only())
def submission(request: HttpRequest, response: HttpResponse, number: int) -> Any:
    return _whole(standing_of(_own(request, number)), request, response)


@router.put(
    "/submissions/{int:number}/",
    response={200: SubmissionWhole, 428: ProblemOut, **_OF_ONE},
    url_name="submission",
    operation_id="change_submission",
    summary=noted("Send a new version"),
    description=noted(
        "Replaces the text as a draft; what is public stays until the new version is published."
    ),
)
@decorate_view(only())
def change_submission(
    request: HttpRequest, response: HttpResponse, number: int, draft: Draft, if_match: IfMatch = ""
) -> Any:
    changed = verbs.change_draft(_own(request, number), draft, token=_token(request), seen=if_match)
    return _whole(changed, request, response, html=draft.html)


@router.post(
    "/submissions/{int:number}/review/",
    response={200: SubmissionWhole, **_OF_ONE},
    url_name="submission_review",
    operation_id="submit",
    summary=noted("Submit for review"),
    description=noted("From then on it is the reviewers'; ask for the text to learn what they decided."),
)
@decorate_view(only())
def submit(request: HttpRequest, response: HttpResponse, number: int, if_match: IfMatch = "") -> Any:
    return _whole(
        verbs.submit(_own(request, number), token=_token(request), seen=if_match), request, response
    )


@router.post(
    "/submissions/{int:number}/publication/",
    response={200: SubmissionWhole, **_OF_ONE},
    url_name="submission_publication",
    operation_id="publish",
    summary=noted("Publish at once"),
    description=noted("Only where the token has that right and the sub-site publishes by itself."),
)
@decorate_view(only())
def publish(request: HttpRequest, response: HttpResponse, number: int, if_match: IfMatch = "") -> Any:
    return _whole(
        verbs.publish(_own(request, number), token=_token(request), seen=if_match), request, response
    )


@router.post(
    "/pictures/",
    response={201: UploadOut, **_NO},
    url_name="pictures",
    operation_id="upload_picture",
    summary=noted("Upload a picture"),
    description=noted("The same is refused as on the desk. Name its number in a draft."),
)
@decorate_view(only())
def picture(
    request: HttpRequest,
    response: HttpResponse,
    file: Sent,
    told: Form[PictureWords],
    idempotency_key: IdempotencyKey,
) -> Any:
    words = told.model_dump()
    once = Once(_token(request), f"p:{idempotency_key}", _asked(file, words))
    return _uploaded(upload_picture(file, words, once=once, now=timezone.now()), response)


@router.post(
    "/files/",
    response={201: UploadOut, **_NO},
    url_name="files",
    operation_id="upload_file",
    summary=noted("Upload a file"),
    description=noted("The same is refused as on the desk. Name its number in a draft."),
)
@decorate_view(only())
def file(
    request: HttpRequest,
    response: HttpResponse,
    file: Sent,
    told: Form[FileWords],
    idempotency_key: IdempotencyKey,
) -> Any:
    words = told.model_dump()
    once = Once(_token(request), f"f:{idempotency_key}", _asked(file, words))
    return _uploaded(upload_file(file, words, once=once, now=timezone.now()), response)


def _token(request: HttpRequest) -> Token:
    token: Token = request.auth  # type: ignore[attr-defined]  # ninja puts there what Bearer found
    return token


def _own(request: HttpRequest, number: int) -> Submission:
    """One of the sub-site's own; another's is not there. Raises Problem."""
    found: Submission | None = own_submissions(_token(request)).filter(pk=min(number, 2**53)).first()
    if found is None:
        raise nothing_here()
    return found


def _canonical(draft: Draft) -> str:
    return json.dumps(draft.model_dump(mode="json"), sort_keys=True)


def _asked(file: UploadedFile, words: dict[str, str]) -> str:
    digest = sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return json.dumps([file.name, digest.hexdigest(), words], sort_keys=True)


def _uploaded(result: tuple[Any, bool], response: HttpResponse) -> Any:
    made, is_replayed = result
    if is_replayed:
        response.headers["Idempotent-Replayed"] = "true"
    name = made.file.name.rpartition("/")[2]
    return Status(201, UploadOut(id=made.pk, title=made.title, bytes=made.file_size or 0, file_name=name))


def _whole(
    standing: Standing, request: HttpRequest, response: HttpResponse, *, html: str = ""
) -> SubmissionWhole:
    response.headers["ETag"] = standing.mark
    page = standing.submission.page.get_latest_revision_as_object()
    return SubmissionWhole(
        **_told(standing, request),
        draft=draft_of(page, standing.submission.reference),
        removed=[RemovedOut(what=one.what, count=one.count) for one in removed_from(html)],
    )


def _told(standing: Standing, request: HttpRequest) -> dict[str, Any]:
    teller, row = Teller(request), standing.submission
    name, english_name = in_both(STATES[standing.state])
    entry = standing.entry
    return {
        "id": row.pk,
        "reference": row.reference,
        "title": row.page.draft_title,
        "column": f"column:{standing.column_id}",
        "state": standing.state,
        "state_name": name,
        "state_english_name": english_name,
        "reason": standing.reason,
        "entry": entry.subject_name if entry else None,
        "url": teller.url_of(entry) if entry else None,
        "has_unpublished_changes": row.page.has_unpublished_changes,
        "changed_at": standing.changed_at,
        "api_url": teller.api_url("submission", number=row.pk),
    }
