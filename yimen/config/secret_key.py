"""Changing the secret key without signing anybody out: the new one signs, the former opens until it is taken out."""

import os
import re
import secrets
from datetime import UTC, datetime
from pathlib import Path

from django.utils import timezone

from yimen.accounts.secrets import reencrypt_second_factors
from yimen.foundation.environment import values_of_text
from yimen.records.audit import record
from yimen.records.sealing import verify_and_seal
from yimen.records.workers import living_workers

KEY, FORMER = "YIMEN_SECRET_KEY", "YIMEN_FORMER_SECRET_KEY"


class CannotRotate(Exception):
    """The key cannot be changed now; the message says why and what to do."""


def begin(file: Path) -> None:
    """Write a new key into the settings file and keep the former beside it. Raises CannotRotate."""
    text = _text_of(file)
    values, _mistakes = values_of_text(text)
    if KEY not in values:
        raise CannotRotate(f"{file} holds no {KEY}: whoever sets it elsewhere changes it there")
    if values.get(FORMER):
        raise CannotRotate("the last change is not finished; `yimen rotate_secrets --finish` does that")
    former = _line_of(KEY, text)
    assert former is not None  # it was read a moment ago
    rest = _without(FORMER, text)
    new = f"{KEY}={secrets.token_urlsafe(50)}\n{FORMER}{former.group(0)[len(KEY) :]}"
    _replace(file, rest.replace(former.group(0), new, 1))


def finish(file: Path) -> int:
    """Close with the new key what the former had closed, and take the former out; how many second factors. Raises
    CannotRotate, or what the steps raise, and then the former stays.
    """
    text = _text_of(file)
    values, _mistakes = values_of_text(text)
    if not values.get(FORMER):
        raise CannotRotate("there is no former key; `yimen rotate_secrets` begins a change")
    _refuse_before_restart(file)
    count = reencrypt_second_factors()
    verify_and_seal(now=timezone.now())
    record("secrets.rotated", actor=None, subject="secret_key")
    _replace(file, _without(FORMER, text))
    return count


def _refuse_before_restart(file: Path) -> None:
    changed = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    if living_workers(now=timezone.now()).filter(started_at__lt=changed).exists():
        raise CannotRotate("the portal still runs with the former key; restart it first, on every machine")


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CannotRotate(f"{file} cannot be read: {error.strerror}") from error


def _line_of(name: str, text: str) -> re.Match[str] | None:
    return re.search(rf"^{name}[ \t]*=.*$", text, flags=re.MULTILINE)


def _without(name: str, text: str) -> str:
    return re.sub(rf"^{name}[ \t]*=.*\n?", "", text, flags=re.MULTILINE)


def _replace(file: Path, text: str) -> None:
    """Wholly or not at all, with the owner and mode that it had: a torn settings file would lose the key."""
    beside = file.with_name(f"{file.name}.new")
    stat = file.stat()
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.st_mode & 0o777)
        with os.fdopen(descriptor, "w", encoding="utf-8") as new:
            new.write(text)
            new.flush()
            os.fsync(new.fileno())
        if os.geteuid() == 0:
            os.chown(beside, stat.st_uid, stat.st_gid)
        beside.replace(file)
    except OSError as error:
        raise CannotRotate(f"{file} cannot be written: {error.strerror}") from error
