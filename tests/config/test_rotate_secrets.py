"""The administrator changes the secret key: nobody is signed out, nothing is lost, and the former key ends."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core import signing
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from yimen.accounts.secrets import decrypt, encrypt
from yimen.foundation.environment import read_environment, values_of_text
from yimen.records.models import AuditEntry, WorkerPulse
from yimen.records.sealing import verify, verify_and_seal

pytestmark = pytest.mark.django_db

OLD = "the-old-key-'with#signs\\$-0123456789-0123456789-0123456789"


@pytest.fixture
def file(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "yimen.env"
    made.write_text(
        f'# ours\nYIMEN_PORT=8000\nYIMEN_SECRET_KEY="{OLD}"  # keep\nYIMEN_HTTPS=no\n', encoding="utf-8"
    )
    made.chmod(0o600)
    settings.ENV_FILE = made
    take_up(made, settings)
    return made


def take_up(file: Path, settings: Settings) -> dict[str, str]:
    """As a restart does."""
    values, mistakes = values_of_text(file.read_text(encoding="utf-8"))
    assert not mistakes
    found = read_environment(values, base=file.parent)
    settings.SECRET_KEY = found.secret_key
    settings.SECRET_KEY_FALLBACKS = [found.former_secret_key] if found.former_secret_key else []
    return values


def rotate(**options: bool) -> str:
    out = StringIO()
    call_command("rotate_secrets", stdout=out, **options)
    return out.getvalue()


def test_the_new_key_signs_and_the_former_opens_until_it_is_taken_out(file: Path, settings: Settings) -> None:
    signed, closed = signing.dumps("link"), encrypt("seed")
    verify_and_seal(now=timezone.now())
    assert "Restart the portal now" in rotate()
    values = take_up(file, settings)
    assert settings.SECRET_KEY != OLD
    assert values["YIMEN_FORMER_SECRET_KEY"] == OLD
    assert values["YIMEN_PORT"] == "8000"
    assert file.stat().st_mode & 0o777 == 0o600
    assert "# ours" in file.read_text(encoding="utf-8")
    assert (signing.loads(signed), decrypt(closed)) == ("link", "seed")

    assert "0 second factors" in rotate(finish=True)
    take_up(file, settings)
    assert settings.SECRET_KEY_FALLBACKS == []
    with pytest.raises(signing.BadSignature):
        signing.loads(signed)
    verdict = verify(now=timezone.now())
    assert verdict.sealed_at, "by the new key"
    assert not verdict.broken
    assert AuditEntry.objects.latest("pk").action == "secrets.rotated"


def test_a_second_change_waits_for_the_end_of_the_first(file: Path) -> None:
    rotate()
    before = file.read_bytes()
    with pytest.raises(CommandError, match="not finished"):
        rotate()
    assert file.read_bytes() == before


def test_the_former_key_stays_while_somebody_runs_with_it(file: Path, settings: Settings) -> None:
    now = timezone.now()
    WorkerPulse.objects.create(
        worker="w", started_at=now - timedelta(hours=1), seen_at=now + timedelta(seconds=9)
    )
    rotate()
    take_up(file, settings)
    with pytest.raises(CommandError, match="restart it first"):
        rotate(finish=True)
    assert OLD in file.read_text(encoding="utf-8")


def test_nothing_is_finished_that_was_not_begun(file: Path) -> None:
    with pytest.raises(CommandError, match="there is no former key"):
        rotate(finish=True)


def test_a_key_that_is_set_elsewhere_is_changed_there(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIMEN_SECRET_KEY", OLD)
    with pytest.raises(CommandError, match="overrules"):
        rotate()


def test_a_file_that_is_not_there_is_told(file: Path, settings: Settings) -> None:
    file.unlink()
    with pytest.raises(CommandError, match="cannot be read"):
        rotate()
