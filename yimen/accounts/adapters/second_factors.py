"""allauth's MFA adapter: secrets are encrypted, the last second factor stays."""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yimen.accounts import secrets
from yimen.accounts.models import User
from yimen.accounts.standing import SECOND_FACTORS


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": gettext_lazy(
            "This is your last second factor. Add another one before you remove it."
        ),
    }

    def encrypt(self, text: str) -> str:
        return secrets.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Raises ValidationError for a secret whose key is gone: the person then needs an administrator."""
        try:
            return secrets.decrypt(encrypted_text)
        except secrets.SecretLost as error:
            raise ValidationError(
                _("This second factor can no longer be read. Please ask an administrator.")
            ) from error

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if not settings.STAFF_MFA or authenticator.type not in SECOND_FACTORS:
            return True
        own = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=SECOND_FACTORS)
        return bool(own.exclude(pk=authenticator.pk).exists())

    def get_totp_issuer(self) -> str:
        return str(self._get_site_name())

    def get_totp_label(self, user: User) -> str:
        return user.username

    def _get_user_identifier(self, user: User) -> str:
        return user.username

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        return {**super().get_public_key_credential_user_entity(user), "display_name": str(user)}
