"""The lock-out at the door: who must wait before the next try (docs/adr/0024)."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse

from yimen.accounts.models import Device, FailedSignIn, SignInPolicy, User
from yimen.accounts.rules import DEVICE_DAYS, WINDOW_OF_NAME, Failures, network_of, wait_before_try
from yimen.accounts.secrets import digest

COOKIE = "yimen_device"
_BROWSER_LENGTH = 300


@dataclass(frozen=True)
class Try:
    """One try: the name as digest, the address as network, the device where it is known to that name."""

    name: str
    address: str
    device: str


def try_of(request: HttpRequest, username: str, *, now: datetime) -> Try:
    """What counts of a request. An unknown name costs the same queries as a known one."""
    device = _digest_of_cookie(request)
    is_known = Device.objects.filter(
        user__username__iexact=username, digest=device, last_used_at__gte=now - timedelta(days=DEVICE_DAYS)
    ).exists()
    return Try(
        name=digest(username.strip().lower()),
        address=network_of(request.META.get("REMOTE_ADDR", "")),
        device=device if is_known else "",
    )


def wait_of(one: Try, *, now: datetime) -> timedelta:
    """How long this try must wait; nothing where it may be made."""
    policy = SignInPolicy.in_force()
    wait = timedelta(minutes=policy.wait_minutes)
    return wait_before_try(
        _failures(one, now=now, wait=wait),
        tries=policy.tries,
        tries_of_address=policy.tries_of_address,
        wait=wait,
        now=now,
    )


def _failures(one: Try, *, now: datetime, wait: timedelta) -> Failures:
    rows = FailedSignIn.objects.filter(device_digest=one.device, at__gt=now - max(wait, WINDOW_OF_NAME))
    of_name = list(rows.filter(name_digest=one.name).order_by("-at").values_list("address", "at")[:500])
    if one.device:  # its owner's other troubles and other people's are none of this device's
        return Failures(of_pair=[at for _, at in of_name], of_address=0, of_name=())
    return Failures(
        of_pair=[at for address, at in of_name if address == one.address],
        of_address=rows.filter(address=one.address, at__gt=now - wait).count(),
        of_name=[at for _, at in of_name],
    )


def note_failure(one: Try, *, now: datetime) -> None:
    FailedSignIn.objects.create(name_digest=one.name, address=one.address, device_digest=one.device, at=now)


def forget_failures(*, now: datetime) -> int:
    """Delete what no lock-out counts any more; how many."""
    return FailedSignIn.objects.filter(at__lt=now - timedelta(days=1)).delete()[0]


def greet_device(request: HttpRequest, response: HttpResponse, person: User, *, now: datetime) -> bool:
    """Note that `person` signed in from this browser; True where it is new to somebody who has used others."""
    token = request.COOKIES.get(COOKIE) or secrets.token_urlsafe(32)
    others = Device.objects.filter(user=person).exists()
    _device, is_new = Device.objects.update_or_create(
        user=person,
        digest=digest(token),
        defaults={"last_used_at": now},
        create_defaults={
            "last_used_at": now,
            "first_used_at": now,
            "browser": request.META.get("HTTP_USER_AGENT", "")[:_BROWSER_LENGTH],
        },
    )
    response.set_cookie(
        COOKIE,
        token,
        max_age=timedelta(days=DEVICE_DAYS),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return is_new and others


def _digest_of_cookie(request: HttpRequest) -> str:
    return digest(request.COOKIES.get(COOKIE, ""))
