"""Themes: a validated set of tokens, never free CSS."""

import hashlib
import json
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from yimen.design.tokens import why_not_theme
from yimen.foundation import tags
from yimen.foundation.speech import said
from yimen.records.models import TrackedModel


def validate_tokens(value: object) -> None:
    """Raise ValidationError with every reason why these tokens cannot be a theme."""
    if not isinstance(value, dict) or not all(
        isinstance(pair, list | tuple) and len(pair) == 2 for pair in value.values()
    ):
        raise ValidationError(
            _("A theme gives each token a colour for the light and one for the dark scheme.")
        )
    reasons = why_not_theme(value)
    if reasons:
        raise ValidationError([said(reason) for reason in reasons])


class Theme(TrackedModel):
    """Colours a sub-site may take instead of the portal's; contrast is checked in light and dark."""

    name = models.CharField(_("name"), max_length=40, unique=True)
    tokens = models.JSONField(_("tokens"), default=dict, validators=[validate_tokens])

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def fingerprint(self) -> str:
        """Changes with the tokens, so that the stylesheet may be kept for ever under its address."""
        return hashlib.sha256(json.dumps(self.tokens, sort_keys=True).encode()).hexdigest()[:12]

    def change_tags(self) -> list[str]:
        return [tags.frame(code) for code in self.subsites.values_list("code", flat=True)]
