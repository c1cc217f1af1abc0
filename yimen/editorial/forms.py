"""The desk's forms of sub-sites."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.models import Page

from yimen.editorial.actions import open_subsite, why_not_open_subsite
from yimen.editorial.reviewing import settle_review
from yimen.foundation.hosts import NotAHostName, to_ascii
from yimen.foundation.speech import said
from yimen.pool.models import Entry
from yimen.subsites.actions import give_own_host, take_own_host
from yimen.subsites.desks import settle_desks
from yimen.subsites.models import HostName, Subsite
from yimen.subsites.rules import why_not_own_host

_NO_DIRECTORY = gettext_lazy("Publish the directory of agencies first: sub-sites stand below it.")


class SubsiteForm(WagtailAdminModelForm):
    """Opens a sub-site below the directory, or changes one; a host of its own needs its approval."""

    own_host = forms.CharField(
        label=gettext_lazy("Host of its own"),
        required=False,
        max_length=253,
        help_text=gettext_lazy("Only for an approved exception. Empty: a path on the portal's host."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.own_site_id:
            self.fields["own_host"].initial = self.instance.own_site.hostname

    def clean_own_host(self) -> str:
        name: str = self.cleaned_data["own_host"].strip()
        if not name:
            return ""
        try:
            name = to_ascii(name)
        except NotAHostName as error:
            raise ValidationError(said(error.reason)) from None
        if HostName.objects.filter(name=name).exclude(site_id=self.instance.own_site_id).exists():
            raise ValidationError(_("Another site already answers to this name."))
        return name

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("own_host"):
            reasons = why_not_own_host(
                approved_by=cleaned.get("approved_by", ""),
                approved_on_known=cleaned.get("approved_on") is not None,
                document_number=cleaned.get("approval_number", ""),
            )
            for reason in reasons:
                self.add_error("own_host", said(reason))
        if not self.instance.pk and (agency := cleaned.get("agency")):
            refusal = why_not_open_subsite(agency)
            if refusal:
                self.add_error("agency", refusal)
        if not self.instance.pk and _directory() is None:
            self.add_error(None, _NO_DIRECTORY)
        return cleaned

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        if self.instance.pk:
            subsite: Subsite = super().save(commit=commit)
        else:
            subsite = open_subsite(super().save(commit=False), directory=_directory_that_stands())
            self.save_m2m()
        self._settle_host(subsite)
        settle_desks(subsite)
        settle_review(subsite)
        return subsite

    def _settle_host(self, subsite: Subsite) -> None:
        wanted = self.cleaned_data.get("own_host", "")
        current = subsite.own_site.hostname if subsite.own_site else ""
        if wanted == current:
            return
        if not wanted:
            take_own_host(subsite)
            return
        portal = HostName.objects.filter(site__is_default_site=True).first()
        give_own_host(
            subsite,
            host=wanted,
            port=portal.site.port if portal else 80,
            approved_by=subsite.approved_by,
            approved_on=subsite.approved_on,
            approval_number=subsite.approval_number,
        )


def _directory_that_stands() -> Page:
    directory = _directory()
    if directory is None:
        raise ValidationError(_NO_DIRECTORY)
    return directory


def _directory() -> Page | None:
    entry = Entry.objects.filter(kind="directory", language="zh-hans").first()
    return Page.objects.filter(pk=entry.object_id).first() if entry else None
