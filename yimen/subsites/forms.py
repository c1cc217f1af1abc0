"""The desk's forms of host names and menu items."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from yimen.accounts.models import User
from yimen.accounts.roles import Role
from yimen.subsites.actions import make_canonical
from yimen.subsites.choices import is_choice_allowed
from yimen.subsites.desks import is_of_the_portal, subsites_of
from yimen.subsites.models import HostName, Subsite


class HostNameForm(WagtailAdminModelForm):
    """A name is stored as A-label; made canonical, the site moves there and the former name leads here."""

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        wanted = bool(self.cleaned_data.get("is_canonical"))
        self.instance.is_canonical = False
        row: HostName = super().save(commit=commit)
        if wanted and commit:
            make_canonical(row)
        return row


class MenuItemForm(WagtailAdminModelForm):
    """A department's publisher lays the menu of the own sub-site, to pages that are public or its own."""

    def clean_subsite(self) -> Subsite | None:
        subsite: Subsite | None = self.cleaned_data["subsite"]
        user = self.for_user
        if not isinstance(user, User) or is_of_the_portal(user):
            return subsite
        if subsite is None or not subsites_of(user, Role.PUBLISHER).filter(pk=subsite.pk).exists():
            raise ValidationError(_("Choose the sub-site that you publish in."))
        return subsite

    def is_valid(self) -> bool:
        return bool(super().is_valid()) and is_choice_allowed(self)
