"""Password validators whose figures stand in the sign-in policy (norms §10.2)."""

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yimen.accounts.models import SignInPolicy
from yimen.accounts.rules import kinds_of_characters


class PolicyValidator:
    """Length and kinds of characters."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        policy = SignInPolicy.in_force()
        if len(password) < policy.password_length:
            raise ValidationError(_too_short(policy.password_length), code="password_too_short")
        if kinds_of_characters(password) < policy.password_classes:
            raise ValidationError(_too_plain(policy.password_classes), code="password_too_plain")

    def get_help_text(self) -> str:
        policy = SignInPolicy.in_force()
        return f"{_too_short(policy.password_length)} {_too_plain(policy.password_classes)}"


class NotTheSameValidator:
    """A new password differs from the one before."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        if user is not None and user.pk and user.has_usable_password() and user.check_password(password):
            raise ValidationError(self.get_help_text(), code="password_unchanged")

    def get_help_text(self) -> str:
        return _("The new password must differ from the one before.")


def _too_short(length: int) -> str:
    return ngettext(
        "The password must have at least %(length)d character.",
        "The password must have at least %(length)d characters.",
        length,
    ) % {"length": length}


def _too_plain(kinds: int) -> str:
    return _(
        "It must mix at least %(kinds)d of four kinds: capital letters, small letters, figures, signs."
    ) % {"kinds": kinds}
