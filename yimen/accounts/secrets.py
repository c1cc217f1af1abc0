"""Secrets at rest: keys of second factors are encrypted, tokens and names of the door kept as digests.

Keys derive from YIMEN_SECRET_KEY. Former ones (settings.SECRET_KEY_FALLBACKS) still open what they closed, until
`reencrypt_second_factors` has closed it anew.
"""

import base64
import hashlib
from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

_PURPOSE = b"yimen second factors 1"


class SecretLost(RuntimeError):
    """A stored secret was closed with a key that is no longer among the settings."""


def encrypt(text: str) -> str:
    return _keys().encrypt(text.encode()).decode()


def decrypt(closed: str) -> str:
    """Raises SecretLost where no key of the settings opens it."""
    try:
        return _keys().decrypt(closed.encode()).decode()
    except InvalidToken as error:
        raise SecretLost("a second factor was encrypted with a key that is not among the settings") from error


def reencrypt_second_factors() -> int:
    """Close every stored secret of a second factor with the present key; how many there were.

    Safe to run again. Raises SecretLost, and then changes nothing.
    """
    with transaction.atomic():
        rows = list(Authenticator.objects.select_for_update().exclude(type=Authenticator.Type.WEBAUTHN))
        for row in rows:
            row.data = {name: _reclosed(name, value) for name, value in row.data.items()}
            row.save(update_fields=["data"])
    return len(rows)


def _reclosed(name: str, value: object) -> object:
    # secret: of an app for codes; seed: of recovery codes
    return encrypt(decrypt(value)) if name in {"secret", "seed"} and isinstance(value, str) else value


def digest(text: str) -> str:
    """A keyed digest: finds the same text again, and tells nobody what it was."""
    return salted_hmac("yimen.accounts", text, algorithm="sha256").hexdigest()


def token_digest(token: str) -> str:
    """Of a long random token, without key: it survives a change of YIMEN_SECRET_KEY."""
    return hashlib.sha256(token.encode()).hexdigest()


def _keys() -> MultiFernet:
    return MultiFernet([_fernet(secret) for secret in _secrets()])


def _secrets() -> Iterable[str]:
    return [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]


def _fernet(secret: str) -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(key))
