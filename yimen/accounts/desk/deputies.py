"""Deputies on the desk: everybody names their own, an administrator names anybody's."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminDateInput
from wagtail.permission_policies import BlanketPermissionPolicy

from yimen.accounts import objections, standing
from yimen.accounts.actions import deputies
from yimen.accounts.colleagues import among_colleagues
from yimen.accounts.desk.columns import ActionColumn, LastingCreateView, LastingIndex
from yimen.accounts.models import Deputyship, User


def manages_all(person: User) -> bool:
    return bool(person.has_perm("accounts.change_user"))


class DeputyForm(WagtailAdminModelForm):
    class Meta:
        model = Deputyship
        fields = ("person", "deputy", "first_day", "last_day")
        widgets = {"first_day": AdminDateInput, "last_day": AdminDateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = User.objects.filter(kind=User.Kind.STAFF, is_active=True).order_by("full_name", "username")
        seen = among_colleagues(staff, of=self.for_user)
        self.fields["deputy"].queryset = seen.exclude(pk=self.for_user.pk)
        if manages_all(self.for_user):
            self.fields["person"].queryset = staff
            self.fields["person"].initial = self.for_user.pk
            self.fields["deputy"].queryset = staff
        else:
            self.fields.pop("person")
            self.instance.person = self.for_user

    def clean(self) -> Any:
        cleaned = super().clean()
        person, deputy = (
            cleaned.get("person", self.instance.person if self.instance.person_id else None),
            cleaned.get("deputy"),
        )
        if person and deputy:
            reason = objections.why_not_lend(deputies.own_groups(person), deputy=deputy)
            if reason:
                self.add_error("deputy", reason)
        return cleaned

    def clean_last_day(self) -> Any:
        day = self.cleaned_data["last_day"]
        if day < timezone.localdate():
            self.add_error("last_day", _("This leave is over already."))
        return day


class NameDeputyView(LastingCreateView):
    def save_instance(self) -> Deputyship:
        row: Deputyship = super().save_instance()
        standing.log("accounts.deputy_named", row.deputy, by=self.request.user, deputyship=row.pk)
        deputies.settle(today=timezone.localdate(), now=timezone.now())
        return row


class DeputyIndex(LastingIndex):
    @cached_property
    def columns(self) -> list[Column]:
        return [
            Column("person", label=gettext_lazy("person on leave")),
            Column("deputy", label=gettext_lazy("deputy")),
            Column("first_day", label=pgettext_lazy("leave", "first day")),
            Column("last_day", label=pgettext_lazy("leave", "last day")),
            Column("state", label=gettext_lazy("state"), accessor=state_of),
            ActionColumn(
                "action",
                title=_("End now"),
                url_name="account_ended_deputyship",
                is_shown=lambda row: row.ended_at is None and may_end(self.request.user, row),
            ),
        ]

    def get_base_queryset(self) -> QuerySet[Deputyship]:
        rows = Deputyship.objects.select_related("person", "deputy")
        own = Q(person=self.request.user) | Q(deputy=self.request.user)
        return rows if manages_all(self.request.user) else rows.filter(own)


def state_of(row: Deputyship) -> str:
    if row.ended_at:
        return str(pgettext_lazy("leave", "over"))
    return str(pgettext_lazy("leave", "now") if row.began_at else pgettext_lazy("leave", "to come"))


def may_end(person: User, row: Deputyship) -> bool:
    return manages_all(person) or person.pk in {row.person_id, row.deputy_id}


class DeputyshipViewSet(ModelViewSet):
    model = Deputyship
    icon = "group"
    menu_label = gettext_lazy("Deputies")
    menu_order = 595
    add_to_settings_menu = True
    index_view_class = DeputyIndex
    add_view_class = NameDeputyView
    form_fields = ("person", "deputy", "first_day", "last_day")
    inspect_view_enabled = copy_view_enabled = add_to_reference_index = False
    # Whoever may enter the desk may name a deputy; the form says for whom, the list shows whose.
    permission_policy = BlanketPermissionPolicy(Deputyship)

    def get_form_class(self, for_update: bool = False) -> type[DeputyForm]:
        return DeputyForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", self.add_view, name="add"),
        ]


def ended_deputyship(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Deputyship, pk=pk)
    if request.method != "POST" or not isinstance(request.user, User) or not may_end(request.user, row):
        raise PermissionDenied
    if deputies.end(row, by=request.user, now=timezone.now()):
        names = {"deputy": row.deputy, "person": row.person}
        messages.success(request, _("%(deputy)s no longer stands in for %(person)s.") % names)
    return redirect("deputyship:index")
