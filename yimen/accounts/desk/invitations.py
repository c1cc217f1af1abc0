"""Invitations on the desk: made and revoked, never edited."""

from typing import Any, ClassVar

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from yimen.accounts.actions import invitations
from yimen.accounts.desk.columns import ActionColumn, LastingCreateView, LastingIndex
from yimen.accounts.models import Invitation, User


class InvitationForm(WagtailAdminModelForm):
    """Roles may be promised only by those who may give them."""

    class Meta:
        model = Invitation
        fields = ("full_name", "username", "email", "groups")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.for_user.is_superuser:
            self.fields.pop("groups", None)

    def clean_username(self) -> str:
        name: str = self.cleaned_data["username"].strip()
        open_rows = Invitation.objects.filter(
            username__iexact=name, accepted_at=None, revoked_at=None, expires_at__gt=timezone.now()
        )
        if User.objects.filter(username__iexact=name).exists():
            raise ValidationError(_("Somebody has this sign-in name already."))
        if open_rows.exists():
            raise ValidationError(_("An open invitation has this sign-in name already. Revoke it first."))
        return name


class InviteView(LastingCreateView):
    def save_instance(self) -> Invitation:
        form = self.form
        row: Invitation = form.save(commit=False)
        start = self.request.build_absolute_uri(reverse("account_invitation", args=("TOKEN",)))
        invitations.invite(
            row,
            by=self.request.user,
            groups=form.cleaned_data.get("groups", Group.objects.none()),
            start=start.removesuffix("TOKEN/"),
            now=timezone.now(),
        )
        return row

    def get_success_message(self, instance: Invitation) -> str:
        return _("The invitation to %(name)s is on its way to %(email)s.") % {
            "name": instance.full_name,
            "email": instance.email,
        }


class InvitationIndex(LastingIndex):
    @cached_property
    def columns(self) -> list[Column]:
        now = timezone.now()
        return [
            Column("full_name", label=pgettext_lazy("person", "full name")),
            Column("username", label=gettext_lazy("sign-in name")),
            Column("email", label=gettext_lazy("e-mail address")),
            Column("state", label=gettext_lazy("state"), accessor=lambda row: row.state(now=now).label),
            Column("invited_by", label=gettext_lazy("invited by")),
            Column("expires_at", label=gettext_lazy("good until")),
            ActionColumn(
                "action",
                title=_("Revoke"),
                url_name="account_revoked_invitation",
                is_shown=lambda row: row.state(now=now) == Invitation.State.OPEN,
            ),
        ]

    def get_base_queryset(self) -> QuerySet[Invitation]:
        return Invitation.objects.select_related("invited_by")


class InvitationViewSet(ModelViewSet):
    model = Invitation
    icon = "mail"
    menu_label = gettext_lazy("Invitations")
    menu_order = 590
    add_to_settings_menu = True
    form_fields: ClassVar[list[str]] = ["full_name", "username", "email", "groups"]
    index_view_class = InvitationIndex
    add_view_class = InviteView
    inspect_view_enabled = False
    copy_view_enabled = False
    add_to_reference_index = False
    list_filter: ClassVar[list[str]] = []
    permission_policy = ModelPermissionPolicy(User)

    def get_form_class(self, for_update: bool = False) -> type[InvitationForm]:
        return InvitationForm

    def get_urlpatterns(self) -> list[URLPattern]:
        """An invitation is made and revoked, never edited or deleted."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", self.add_view, name="add"),
        ]


def revoked_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    by = request.user
    if request.method != "POST" or not isinstance(by, User) or not by.has_perm("accounts.add_user"):
        raise PermissionDenied
    row = get_object_or_404(Invitation, pk=pk)
    if invitations.revoke(row, by=by, now=timezone.now()):
        messages.success(request, _("The invitation to %(name)s was revoked.") % {"name": row.full_name})
    return redirect("invitation:index")
