"""How a session of staff stands: when it began, whether it showed a second factor, what it still lacks."""

from datetime import UTC, datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.urls import reverse

from yimen.accounts import rules
from yimen.accounts.models import SignInPolicy, User
from yimen.records import audit

_BEGAN, _SEEN, _FACTOR = "staff_began", "staff_seen", "staff_second_factor"
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
FRESH = timedelta(minutes=5)
# Nobody works by these: the desk's pages send them by themselves as long as they are open.
_SILENT = ("/admin/editing-sessions/", "/admin/api/")
_NOTED_EVERY = timedelta(minutes=1)


def begin(request: HttpRequest, *, now: datetime) -> None:
    """A sign-in is complete; the log has it from Django's signal."""
    request.session[_BEGAN] = request.session[_SEEN] = now.timestamp()


def note_second_factor(session: SessionBase, person: User) -> None:
    """This session showed a second factor of this person; of nobody else who signs in through it later."""
    session[_FACTOR] = person.pk


def has_second_factor(session: SessionBase, person: User) -> bool:
    return session.get(_FACTOR) == person.pk


def is_fresh(request: HttpRequest, *, now: datetime) -> bool:
    began = _time(request.session, _BEGAN)
    return began is not None and now - began < FRESH


def is_unproven(session: SessionBase, person: User) -> bool:
    """Whether this person has a second factor that this session never showed: it then is as good as none."""
    if not settings.STAFF_MFA or has_second_factor(session, person):
        return False
    return bool(Authenticator.objects.filter(user=person, type__in=SECOND_FACTORS).exists())


def what_lacks(request: HttpRequest, person: User, *, now: datetime) -> str:
    """The address where this session gets what it lacks to work; empty where it lacks nothing."""
    if settings.STAFF_MFA and not has_second_factor(request.session, person):
        return reverse("mfa_index")
    changed = person.password_changed_at or person.date_joined
    if person.has_usable_password() and rules.is_stale(
        changed, days=SignInPolicy.in_force().password_days, now=now
    ):
        return reverse("account_change_password")
    return ""


def is_over(request: HttpRequest, *, now: datetime) -> bool:
    """Whether this session has ended by itself. One that no sign-in of ours began has no times, and begins now."""
    began, seen = _time(request.session, _BEGAN), _time(request.session, _SEEN)
    if began is None or seen is None:
        request.session[_BEGAN] = request.session[_SEEN] = now.timestamp()
        return False
    policy = SignInPolicy.in_force()
    return rules.is_over(
        began=began,
        seen=seen,
        idle=timedelta(minutes=policy.idle_minutes),
        whole=timedelta(hours=policy.session_hours),
        now=now,
    )


def note_seen(request: HttpRequest, *, now: datetime) -> None:
    """Put off the idle time-out, in steps: a session is no reason for a write at every click."""
    if request.path.startswith(_SILENT):
        return
    seen = _time(request.session, _SEEN)
    if seen is None or now - seen >= _NOTED_EVERY:
        request.session[_SEEN] = now.timestamp()
        UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=now)


def end_all(person: User, *, but: str | None = None) -> int:
    """End every session of this person, except the one with the key `but`; how many."""
    rows = UserSession.objects.filter(user=person).exclude(session_key=but or "")
    ended = list(rows)
    for row in ended:
        row.end()
    return len(ended)


def log_refused(request: HttpRequest, name: str, *, reason: str) -> None:
    """A try that was not even made, or failed behind the password; the name is told only where somebody has it."""
    person = User.objects.filter(username__iexact=name).first() if name else None
    audit.record(
        "accounts.sign_in_refused",
        actor=None,
        subject=audit.subject_of(person) if person else "accounts.user:unknown",
        result="refused",
        request=request,
        detail={"reason": reason},
    )


def log(
    action: str, person: User, *, by: User | None, request: HttpRequest | None = None, **detail: object
) -> None:
    """One line about somebody's account in the log of the house."""
    audit.record(action, actor=by, subject=audit.subject_of(person), request=request, detail=detail)


def _time(session: SessionBase, name: str) -> datetime | None:
    value = session.get(name)
    return datetime.fromtimestamp(value, tz=UTC) if isinstance(value, int | float) else None
