"""The desk's forms of host names."""

from typing import Any

from django.db import transaction
from wagtail.admin.forms.models import WagtailAdminModelForm

from yimen.subsites.actions import make_canonical
from yimen.subsites.models import HostName


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
