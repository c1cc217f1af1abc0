"""The policy of signing in: figures that the office decides, never an `if` in code."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting


def _figure(
    words: object, default: int, low: int, high: int, help_text: object = ""
) -> models.Field[int, int]:
    return models.PositiveIntegerField(
        words,  # type: ignore[arg-type]  # a lazy string is one
        default=default,
        validators=[MinValueValidator(low), MaxValueValidator(high)],
        help_text=help_text,  # type: ignore[arg-type]
    )


class SignInPolicy(BaseGenericSetting):
    """Figures of norms §10.2 (practice of 等级保护 level 3, mark X): the office may be stricter or follow a new norm.

    The bounds are what keeps a slip of the hand from opening the door or shutting everybody out.
    """

    password_length = _figure(_("characters of a password, at least"), 8, 8, 64)
    password_classes = _figure(
        _("kinds of characters in a password, at least"),
        3,
        1,
        4,
        _("Of four: capital letters, small letters, figures, signs"),
    )
    password_days = _figure(_("days until a password must be changed"), 90, 0, 730, _("0: never"))
    tries = _figure(
        _("failed tries"), 5, 3, 20, _("With one name from one device or address, before it must wait")
    )
    tries_of_address = _figure(
        _("failed tries of an address"), 50, 10, 1000, _("With any names, before it must wait")
    )
    wait_minutes = _figure(_("minutes to wait"), 15, 1, 120)
    idle_minutes = _figure(_("minutes without work until signed out"), 30, 5, 480)
    session_hours = _figure(_("hours until signed out in any case"), 12, 1, 72)
    invitation_days = _figure(_("days that an invitation is good for"), 7, 1, 60)
    unused_days = _figure(_("days after which an account counts as unused"), 90, 7, 730)

    class Meta:
        verbose_name = _("sign-in policy")

    @classmethod
    def in_force(cls) -> "SignInPolicy":
        """The office's figures, else the defaults. Wagtail's `load` would write, and strangers cause this read."""
        return cls.objects.first() or cls()

    def __str__(self) -> str:
        return str(_("sign-in policy"))
