"""Verbs of what systems hand in: a draft is made, changed, submitted for review, published. Each is one transaction
and goes the way of the desk: the account of the sub-site is a contributor, and reviewers see nothing special.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from wagtail.log_actions import log
from wagtail.models import Page, WorkflowState

from yimen.api.drafting import checked, filled
from yimen.api.models import KeptKey, Submission, Token
from yimen.api.problems import Mistake, Problem, invalid
from yimen.api.schemas_writing import Draft
from yimen.api.standing import Standing, standing_of
from yimen.editorial.models import ArticlePage, ColumnPage
from yimen.editorial.proofreading import why_not_go_out
from yimen.foundation.words import noted
from yimen.records.audit import record
from yimen.records.models import Change
from yimen.subsites.queries import CHINESE, ENGLISH, subsite_above

Made = Callable[[], int]


def allow(token: Token, scope: str) -> None:
    """Raises Problem where the token was not given this right."""
    if scope not in token.scopes:
        raise Problem(
            "not-allowed",
            noted("This token was not given the right “%(scope)s”; ask who gave it out.", scope=scope),
        )


@dataclass(frozen=True)
class Once:
    """A request that makes something, recognised when it is sent again: its key, and a digest of what it asks."""

    token: Token
    key: str
    asked: str

    def made(self, make: Made, *, now: Any) -> tuple[int, bool]:
        """What the request made, by its number, and whether that was an earlier attempt. Inside a transaction."""
        digest = sha256(self.asked.encode("utf-8", "replace")).hexdigest()
        Change.objects.take_turn()  # two attempts at once: the second finds what the first has made
        kept = KeptKey.objects.filter(token=self.token, key=self.key).first()
        if kept is not None and kept.digest != digest:
            raise Problem(
                "conflict",
                noted("This Idempotency-Key belongs to another request; use a new one for each text."),
            )
        if kept is not None:
            return kept.made, True
        number = make()
        KeptKey.objects.create(token=self.token, key=self.key, digest=digest, made=number, at=now)
        return number, False


@transaction.atomic
def make_draft(draft: Draft, *, once: Once, now: Any) -> tuple[Submission, bool]:
    """Hand a text in as a draft; also whether that was done by an earlier attempt. Raises Problem."""
    allow(once.token, "write")
    number, is_replayed = once.made(lambda: _made(draft, once.token).pk, now=now)
    submission = own_submissions(once.token).filter(pk=number).first()
    if submission is None:
        raise Problem("conflict", noted("What this request made has been deleted on the desk since."))
    return submission, is_replayed


@transaction.atomic
def change_draft(submission: Submission, draft: Draft, *, token: Token, seen: str) -> Standing:
    """Replace a text by a new version of it, if `seen` is the version that stands. Raises Problem."""
    allow(token, "write")
    Change.objects.take_turn()
    _seen(submission, seen, is_needed=True)
    _refuse_locked(submission.page, token)
    if draft.column != f"column:{submission.page.get_parent().pk}":
        sentence = noted("A text stays in its column; the desk can move it.")
        raise invalid(Mistake("body.column", sentence))
    _refuse_second_reference(draft, token, but=submission)
    facts = checked(draft, token.subsite)

    def change() -> ArticlePage:
        page: ArticlePage = submission.page.get_latest_revision_as_object()
        filled(page, draft, facts)
        page.full_clean()
        page.save_revision(user=token.account, log_action=True)
        return page

    in_both_languages(change)
    if submission.reference != draft.reference:
        Submission.objects.filter(pk=submission.pk).update(reference=draft.reference)
    _log("api.draft_changed", submission, token)
    return standing_of(_fresh(submission))


@transaction.atomic
def submit(submission: Submission, *, token: Token, seen: str = "") -> Standing:
    """Send a draft to review. What waits there already stays as it is. Raises Problem where nobody reviews."""
    allow(token, "write")
    Change.objects.take_turn()
    standing = _seen(submission, seen)
    if standing.state == "in_review":
        return standing
    page: ArticlePage = submission.page
    if page.live and not page.has_unpublished_changes:
        raise Problem("conflict", noted("This text is public as it stands; change it first."))
    _refuse_blocked(page)
    workflow = page.get_workflow()
    if workflow is None:
        raise Problem("conflict", noted("No review is set up for this sub-site; ask the portal office."))
    state = page.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user=token.account)
    else:
        workflow.start(page, token.account)
    _log("api.submitted", submission, token)
    return standing_of(_fresh(submission))


@transaction.atomic
def publish(submission: Submission, *, token: Token, seen: str = "") -> Standing:
    """Publish without review, where the token and the sub-site allow it. Raises Problem."""
    allow(token, "publish")
    Change.objects.take_turn()
    standing = _seen(submission, seen)
    if not token.subsite.publishes_itself:
        raise Problem(
            "not-allowed", noted("The portal office publishes for this sub-site; submit the text for review.")
        )
    if standing.state in ("in_review", "scheduled"):
        raise Problem(
            "conflict", noted("This text waits for review or for its time; what reviewers have is theirs.")
        )
    page = submission.page
    _refuse_locked(page, token)
    _refuse_blocked(page)

    def go() -> None:
        # The account is a contributor; what it may here, the token and the sub-site have said above.
        page.get_latest_revision().publish(user=token.account, skip_permission_checks=True)

    in_both_languages(go)
    _log("api.published", submission, token)
    return standing_of(_fresh(submission))


def _refuse_blocked(page: ArticlePage) -> None:
    """Raises Problem with what the desk's form would refuse too."""

    def look() -> None:
        if reason := why_not_go_out(page):
            raise ValidationError(reason)

    in_both_languages(look)


def own_submissions(token: Token) -> Any:
    """What systems of the token's sub-site handed in, the newest first."""
    rows = Submission.objects.filter(subsite=token.subsite).order_by("-pk")
    return rows.select_related("page", "page__locale", "page__latest_revision", "subsite")


def in_both_languages(do: Callable[[], Any]) -> Any:
    """Do something that may be refused in words: undone when it is, and the words in both languages."""
    told: list[dict[str, list[str]]] = []
    for language in (CHINESE, ENGLISH):
        try:
            with translation.override(language), transaction.atomic():
                return do()
        except ValidationError as error:
            with translation.override(language):
                told.append(_messages(error))
    chinese, english = told
    raise invalid(
        *(
            Mistake(_place(field), (sentence, english.get(field, sentences)[number]))
            for field, sentences in chinese.items()
            for number, sentence in enumerate(sentences)
        )
    )


def _messages(error: ValidationError) -> dict[str, list[str]]:
    if hasattr(error, "error_dict"):
        return {field: [str(one) for one in messages] for field, messages in error.message_dict.items()}
    return {"": [str(one) for one in error.messages]}


def _place(field: str) -> str:
    return f"body.{field}" if field and field != "__all__" else "body"


def _made(draft: Draft, token: Token) -> Submission:
    column = _column(draft.column, token)
    _refuse_second_reference(draft, token)
    facts = checked(draft, token.subsite)

    def make() -> ArticlePage:
        page = ArticlePage(live=False, has_unpublished_changes=True, owner=token.account)
        filled(page, draft, facts)
        ColumnPage.objects.get(pk=column.pk).add_child(instance=page)
        log(instance=page, action="wagtail.create", user=token.account, content_changed=True)
        page.save_revision(user=token.account)
        return page

    page = in_both_languages(make)
    submission = Submission.objects.create(
        subsite=token.subsite, token=token, page=page, reference=draft.reference
    )
    _log("api.draft_made", submission, token)
    return submission


def _column(identity: str, token: Token) -> ColumnPage:
    """A column of the token's own sub-site; another's is refused in the very words of one that does not exist."""
    column: ColumnPage | None = ColumnPage.objects.filter(pk=int(identity.partition(":")[2])).first()
    subsite = subsite_above(column) if column is not None else None
    if column is None or subsite is None or subsite.pk != token.subsite_id:
        raise Problem(
            "not-allowed",
            noted(
                "“%(column)s” is no column of this token's sub-site; the tree of columns names them.",
                column=identity,
            ),
            mistakes=[Mistake("body.column", noted("Use a column of your own sub-site."))],
        )
    if not column.permissions_for_user(token.account).can_add_subpage():
        raise Problem(
            "not-allowed", noted("Nothing can be handed in for this column; ask the portal office.")
        )
    return column


def _refuse_second_reference(draft: Draft, token: Token, *, but: Submission | None = None) -> None:
    if not draft.reference:
        return
    others = Submission.objects.filter(subsite=token.subsite, reference=draft.reference)
    other = others.exclude(pk=but.pk if but else 0).first()
    if other is not None:
        words = noted(
            "The text with this reference was handed in as number %(number)s; change that.", number=other.pk
        )
        raise Problem("conflict", words, mistakes=[Mistake("body.reference", words)])


def _refuse_locked(page: Page, token: Token) -> None:
    rights = page.permissions_for_user(token.account)
    if page.workflow_in_progress:
        raise Problem(
            "conflict", noted("This text is being reviewed; it can be changed when it is returned.")
        )
    if rights.page_locked():
        raise Problem(
            "conflict", noted("Somebody has locked this text on the desk; ask the department's editors.")
        )
    if not rights.can_edit():
        raise Problem(
            "not-allowed", noted("The desk has taken this text over; ask the department's editors.")
        )


def _seen(submission: Submission, seen: str, *, is_needed: bool = False) -> Standing:
    standing = standing_of(submission)
    if not seen and is_needed:
        raise Problem(
            "condition-needed",
            noted("Send the ETag of the version that you have seen as If-Match, then change it."),
        )
    if seen and seen not in ("*", standing.mark):
        raise Problem(
            "changed-meanwhile",
            noted("Somebody has changed this text, or decided on it, since you saw it: fetch it again."),
        )
    return standing


def _fresh(submission: Submission) -> Submission:
    rows = Submission.objects.select_related("page", "page__locale", "page__latest_revision", "subsite")
    return rows.get(pk=submission.pk)


def _log(action: str, submission: Submission, token: Token) -> None:
    record(
        action,
        actor=token.account,
        subject=f"article:{submission.page_id}",
        detail={"token": token.prefix, "submission": submission.pk},
    )
