"""Settings from the environment, read once into a typed, frozen object.

Every missing, wrong or unknown name is told at once: a system administrator should not have to start the
portal five times to find five mistakes.
"""

import difflib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import StringIO
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

from dotenv.parser import parse_stream

PREFIX = "YIMEN_"
FILE_NAME = "yimen.env"
_DATABASE_SCHEMES = {"sqlite", "postgres", "postgresql"}
_MAIL_SCHEMES = {"smtp", "smtps"}
_OIDC_SCHEMES = {"https", "http"}  # http: a provider on this very machine, in tests
_REDIS_SCHEMES = {"redis", "rediss", "unix"}


class EnvironmentMistake(Exception):
    """The environment cannot be used; the message lists every mistake, one a line."""

    def __init__(self, mistakes: list[str], source: str) -> None:
        self.mistakes = mistakes
        lines = "\n".join(f"  - {mistake}" for mistake in mistakes)
        super().__init__(f"The settings in {source} cannot be used:\n{lines}")


@dataclass(frozen=True, kw_only=True)
class Environment:
    """What the system administrator decides before the portal starts."""

    secret_key: str
    former_secret_key: str
    data_dir: Path
    database_url: str
    redis_url: str | None
    debug: bool
    listen: str
    port: int
    workers: int
    https: bool
    trusted_proxies: tuple[str, ...]
    staff_mfa: bool
    mail_url: str | None
    mail_from: str
    oidc_url: str | None
    oidc_client: str
    oidc_secret: str
    oidc_name: str
    log_level: str
    log_days: int
    store: bool
    store_dir: Path
    store_mb: int
    stale_hours: int


# name, default (None: required), what it means. docs/operations/settings.md is held to this table by a test.
NAMES: dict[str, tuple[str | None, str]] = {
    "YIMEN_SECRET_KEY": (None, "50 or more random characters; signs sessions and links"),
    "YIMEN_FORMER_SECRET_KEY": ("", "the key before, until `yimen rotate_secrets --finish` takes it out"),
    "YIMEN_DATA_DIR": ("var", "folder for the embedded database, media, static files and logs"),
    "DATABASE_URL": ("", "empty: SQLite in the data folder; else postgres://user:password@host/name"),
    "REDIS_URL": ("", "empty: caches in the process; else redis://host:6379/0"),
    "YIMEN_DEBUG": ("no", "yes shows errors to visitors; never on a public machine"),
    "YIMEN_LISTEN": ("127.0.0.1", "address that the server binds"),
    "YIMEN_PORT": ("8000", "port that the server binds"),
    "YIMEN_WORKERS": ("2", "server processes"),
    "YIMEN_HTTPS": ("no", "yes behind TLS: secure cookies, HSTS, redirect to https"),
    "YIMEN_TRUSTED_PROXIES": ("", "comma-separated networks whose X-Forwarded-* headers are believed"),
    "YIMEN_STAFF_MFA": ("yes", "no lets staff sign in without a second factor; for the demo city alone"),
    "YIMEN_MAIL_URL": ("", "empty: mails are written to files; else smtp://user:password@host:587?tls=yes"),
    "YIMEN_MAIL_FROM": ("portal@localhost", "address that mails of the portal come from"),
    "YIMEN_OIDC_URL": ("", "empty: none; else the https address of the city's own sign-in (OpenID Connect)"),
    "YIMEN_OIDC_CLIENT": ("", "name under which the city's sign-in knows the portal"),
    "YIMEN_OIDC_SECRET": ("", "secret that the city's sign-in gave to the portal"),
    "YIMEN_OIDC_NAME": ("OIDC", "what the button of the city's sign-in says"),
    "YIMEN_STORE": ("yes", "no renders every page for every visitor; for development alone"),
    "YIMEN_STORE_DIR": (
        "",
        "empty: pages in the data folder; else the folder of this machine's store of pages",
    ),
    "YIMEN_STORE_MB": ("2048", "megabytes that the store of pages may take"),
    "YIMEN_STALE_HOURS": ("72", "hours that the last good page stands in while the database does not answer"),
    "YIMEN_LOG_LEVEL": ("INFO", "DEBUG, INFO, WARNING or ERROR"),
    # Network logs are kept for six months at least (reference/norms.md §10.2); the longest six months have 184 days.
    "YIMEN_LOG_DAYS": ("365", "days that the log of who did what is kept; 184 or more"),
}


def read_environment(
    values: Mapping[str, str], *, base: Path, mistakes: Iterable[str] = (), source: str = "the environment"
) -> Environment:
    """The typed settings from `values`; relative folders count from `base`.

    Raises EnvironmentMistake that names `source` and every missing, wrong and unknown name at once, after the
    `mistakes` that whoever gathered `values` has already met.
    """
    return _Reader(values, base, mistakes).environment(source)


def environment_of_process(base: Path) -> Environment:
    """The settings of this process: `yimen.env` in `base` (or YIMEN_ENV_FILE), overruled by the environment.

    Relative folders count from the file's own folder. Raises EnvironmentMistake.
    """
    file = file_of_process(base)
    if "YIMEN_ENV_FILE" in os.environ and not file.is_file():
        raise EnvironmentMistake(
            [f"YIMEN_ENV_FILE names {file}, and there is no such file"], "the environment"
        )
    from_process = {name: os.environ[name] for name in os.environ if name in NAMES or name.startswith(PREFIX)}
    from_process.pop("YIMEN_ENV_FILE", None)
    if not file.is_file():
        return read_environment(from_process, base=base)
    from_file, mistakes = values_of_text(_text_of(file))
    return read_environment(
        {**from_file, **from_process},
        base=file.parent,
        mistakes=mistakes,
        source=f"{file} and the environment",
    )


def file_of_process(base: Path) -> Path:
    """Where the settings file of this process stands, or would stand."""
    return Path(os.environ.get("YIMEN_ENV_FILE", base / FILE_NAME)).absolute()


def values_of_text(text: str) -> tuple[dict[str, str], list[str]]:
    """Names and values in a settings file's text, and a sentence for each line that is none or repeats one.

    Nothing inside a value is expanded: a password may well contain `$`.
    """
    values: dict[str, str] = {}
    mistakes = []
    for line in parse_stream(StringIO(text)):
        if line.error:
            mistakes.append(
                f"line {line.original.line} is not NAME=value: {line.original.string.strip()[:40]!r}"
            )
        elif line.key in values:
            mistakes.append(f"{line.key} is set twice, again in line {line.original.line}")
        elif line.key is not None:
            values[line.key] = line.value or ""
    return values, mistakes


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = (
            "is not UTF-8 text"
            if isinstance(error, UnicodeDecodeError)
            else f"cannot be read: {error.strerror}"
        )
        raise EnvironmentMistake([f"{file} {reason}"], "the settings file") from error


class _Reader:
    """Collects mistakes while reading, so that all are told together."""

    def __init__(self, values: Mapping[str, str], base: Path, mistakes: Iterable[str]) -> None:
        self.values = values
        self.base = base
        self.mistakes = list(mistakes)

    def environment(self, source: str) -> Environment:
        self._refuse_unknown_names()
        data_dir = (self.base / self._text("YIMEN_DATA_DIR")).resolve()
        made = {
            "secret_key": self._secret("YIMEN_SECRET_KEY"),
            "former_secret_key": self._text("YIMEN_FORMER_SECRET_KEY"),
            "data_dir": data_dir,
            "database_url": self._url("DATABASE_URL", _DATABASE_SCHEMES)
            or f"sqlite:///{data_dir / 'yimen.sqlite3'}",
            "redis_url": self._url("REDIS_URL", _REDIS_SCHEMES),
            "debug": self._yes("YIMEN_DEBUG"),
            "listen": self._text("YIMEN_LISTEN"),
            "port": self._number("YIMEN_PORT", 1, 65535),
            "workers": self._number("YIMEN_WORKERS", 1, 64),
            "https": self._yes("YIMEN_HTTPS"),
            "trusted_proxies": self._networks("YIMEN_TRUSTED_PROXIES"),
            "log_days": self._number("YIMEN_LOG_DAYS", 184, 36_500),
            "staff_mfa": self._yes("YIMEN_STAFF_MFA"),
            "mail_url": self._url("YIMEN_MAIL_URL", _MAIL_SCHEMES),
            "mail_from": self._text("YIMEN_MAIL_FROM"),
            "oidc_url": self._url("YIMEN_OIDC_URL", _OIDC_SCHEMES),
            "oidc_client": self._text("YIMEN_OIDC_CLIENT"),
            "oidc_secret": self._text("YIMEN_OIDC_SECRET"),
            "oidc_name": self._text("YIMEN_OIDC_NAME"),
            "store": self._yes("YIMEN_STORE"),
            "store_dir": (self.base / (self._text("YIMEN_STORE_DIR") or data_dir / "pages")).resolve(),
            "store_mb": self._number("YIMEN_STORE_MB", 16, 1_000_000),
            "stale_hours": self._number("YIMEN_STALE_HOURS", 0, 8_760),
            "log_level": self._choice("YIMEN_LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR")),
        }
        if made["https"] and not self._text("YIMEN_TRUSTED_PROXIES"):
            self.mistakes.append(
                "YIMEN_HTTPS is yes and YIMEN_TRUSTED_PROXIES is empty: nobody could tell the portal that a"
                " visitor came by https, and every page would be redirected for ever; name the proxy that ends TLS"
            )
        if made["oidc_url"] and not (made["oidc_client"] and made["oidc_secret"]):
            self.mistakes.append("YIMEN_OIDC_URL needs YIMEN_OIDC_CLIENT and YIMEN_OIDC_SECRET beside it")
        if self.mistakes:
            raise EnvironmentMistake(self.mistakes, source)
        return Environment(**made)  # type: ignore[arg-type]  # each entry above has its field's type

    def _refuse_unknown_names(self) -> None:
        for name in sorted(self.values):
            if name not in NAMES:
                near = difflib.get_close_matches(name, NAMES, n=1)
                hint = (
                    f"; did you mean {near[0]}?" if near else "; docs/operations/settings.md lists the names"
                )
                self.mistakes.append(f"{name} is not a setting{hint}")

    def _text(self, name: str) -> str:
        default, _meaning = NAMES[name]
        # No path, address or key holds NUL, and the system's calls would end in an error of their own.
        return self.values.get(name, "").replace("\0", "").strip() or default or ""

    def _secret(self, name: str) -> str:
        value = self._text(name)
        if not value:
            self.mistakes.append(f"{name} is missing: {NAMES[name][1]}")
        elif len(value) < 50:
            self.mistakes.append(f"{name} has {len(value)} characters; it needs 50 or more")
        return value

    def _yes(self, name: str) -> bool:
        value = self._text(name).lower()
        if value in {"yes", "true", "1", "on"}:
            return True
        if value not in {"no", "false", "0", "off"}:
            self.mistakes.append(f"{name} is {value!r}; write yes or no")
        return False

    def _number(self, name: str, low: int, high: int) -> int:
        value = self._text(name)
        if value.isascii() and value.isdigit() and low <= int(value) <= high:
            return int(value)
        self.mistakes.append(f"{name} is {value!r}; write a number from {low} to {high}")
        return low

    def _choice(self, name: str, choices: tuple[str, ...]) -> str:
        value = self._text(name).upper()
        if value not in choices:
            self.mistakes.append(f"{name} is {value!r}; write one of {', '.join(choices)}")
        return value

    def _url(self, name: str, schemes: set[str]) -> str | None:
        value = self._text(name)
        if value and not _is_url(value, schemes):
            # The value stays out of the sentence: it holds a password.
            self.mistakes.append(f"{name} is no address that begins with one of {', '.join(sorted(schemes))}")
        return value or None

    def _networks(self, name: str) -> tuple[str, ...]:
        networks = [part.strip() for part in self._text(name).split(",") if part.strip()]
        for network in networks:
            try:
                ip_network(network, strict=False)
            except ValueError:
                self.mistakes.append(f"{name}: {network!r} is no address or network such as 10.0.0.0/8")
        return tuple(networks)


def _is_url(value: str, schemes: set[str]) -> bool:
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018  raises ValueError if it is no number
    except ValueError:
        return False
    return parts.scheme in schemes and value.startswith(f"{parts.scheme}://")
