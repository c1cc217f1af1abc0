"""Desks: a role in a sub-site, or in the portal, and the group of those who hold it."""

from typing import Any, ClassVar

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from yimen.accounts.roles import NAMES, SUBSITE_ROLES, Role
from yimen.foundation.speech import said
from yimen.subsites.models.subsite import Subsite


class Desk(models.Model):
    """Who sits here is in the group; what one may do here, `accounts.roles` says.

    The group is found by this row, never by its name, which is there to be read.
    """

    subsite = models.ForeignKey(
        Subsite,
        verbose_name=_("sub-site"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="desks",
        help_text=_("Empty: the portal."),
    )
    role = models.CharField(_("role"), max_length=20)
    group = models.OneToOneField(
        Group, verbose_name=_("group"), on_delete=models.CASCADE, related_name="desk"
    )

    class Meta:
        verbose_name = _("role of staff")
        verbose_name_plural = _("roles of staff")
        ordering: ClassVar[list[Any]] = [models.F("subsite__code").asc(nulls_first=True), "role"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["subsite", "role"], name="one_desk_a_role_and_subsite"),
            models.UniqueConstraint(
                fields=["role"], condition=models.Q(subsite=None), name="one_desk_a_role_of_the_portal"
            ),
            models.CheckConstraint(
                name="desk_belongs_where_its_role_does",
                condition=models.Q(subsite__isnull=False, role__in=SUBSITE_ROLES)
                | models.Q(subsite__isnull=True) & ~models.Q(role__in=SUBSITE_ROLES),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subsite or _('portal')} · {self.role_name}"

    @property
    def role_name(self) -> str:
        """The role in the language of whoever reads it."""
        return said(NAMES[Role(self.role)])
