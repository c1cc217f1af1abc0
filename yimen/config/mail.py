"""Django's settings of mail from one address, as DATABASE_URL does for the database."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


def mail_settings(url: str | None, data_dir: Path) -> dict[str, Any]:
    """`smtp://user:password@host:587?tls=yes` (STARTTLS) or `smtps://…` (TLS at once); without address mails are
    written to files in the data folder, where the demo's reader finds them.
    """
    if not url:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(data_dir / "mail"),
        }
    parts = urlsplit(url)
    at_once = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if at_once else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": at_once,
        "EMAIL_USE_TLS": not at_once and parse_qs(parts.query).get("tls", ["yes"])[-1] == "yes",
        "EMAIL_TIMEOUT": 15,
    }
