"""The review of accounts: who should not have one any more, or lacks a second factor."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from yimen.accounts import queries
from yimen.accounts.actions import accounts
from yimen.accounts.desk.columns import ActionColumn
from yimen.accounts.models import SignInPolicy, User


class AccountReview(ReportView):
    """Accounts that are unused, without second factor or of people who left; to export, and to shut."""

    page_title = gettext_lazy("Accounts to review")
    header_icon = "user"
    index_url_name = "account_review"
    index_results_url_name = "account_review_results"
    permission_policy = ModelPermissionPolicy(User)
    any_permission_required: ClassVar[list[str]] = ["view", "add", "change", "delete"]
    list_export: ClassVar[list[str]] = [
        "full_name",
        "username",
        "email",
        "last_login",
        "leaves_on",
        "reasons",
    ]
    export_headings: ClassVar[dict[str, Any]] = {
        "full_name": pgettext_lazy("person", "full name"),
        "username": gettext_lazy("sign-in name"),
        "email": gettext_lazy("e-mail address"),
        "last_login": gettext_lazy("last sign-in"),
        "leaves_on": gettext_lazy("leaves on"),
        "reasons": gettext_lazy("why it is here"),
    }

    @cached_property
    def columns(self) -> list[Column]:
        return [
            Column("name", label=pgettext_lazy("person", "full name"), accessor=str),
            Column("username", label=gettext_lazy("sign-in name")),
            DateColumn("last_login", label=gettext_lazy("last sign-in")),
            Column("reasons", label=gettext_lazy("why it is here")),
            ActionColumn(
                "shut", title=_("Deactivate"), url_name="account_deactivated", is_shown=self._is_other
            ),
        ]

    def _is_other(self, row: User) -> bool:
        by = _actor(self.request)
        is_other = row.pk != by.pk and not accounts.why_not_touch(row, by=by)
        return is_other and by.has_perm("accounts.change_user")

    def get_queryset(self) -> QuerySet[User]:
        return queries.accounts_to_review(now=timezone.now(), today=timezone.localdate())

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        now, today, days = timezone.now(), timezone.localdate(), SignInPolicy.in_force().unused_days
        for person in object_list:
            why = queries.reasons_to_review(person, now=now, today=today, unused_days=days)
            person.reasons = "、".join(str(reason) for reason in why)
        return object_list


def deactivated(request: HttpRequest, pk: int) -> HttpResponse:
    if request.method != "POST":
        raise PermissionDenied
    person = _other_person(request, pk)
    accounts.deactivate(person, by=_actor(request))
    messages.success(request, _("The account of %(name)s was deactivated.") % {"name": person})
    return redirect("account_review")


def second_factors(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody else has, and the button that takes it away; secrets are never shown."""
    person = _other_person(request, pk)
    if request.method == "POST":
        accounts.take_second_factors(person, by=_actor(request))
        sentence = _("%(name)s sets up a new second factor at the next sign-in.")
        messages.success(request, sentence % {"name": person})
        return redirect("wagtailusers_users:index")
    context = {
        "person": person,
        "factors": queries.second_factors_of(person),
        "page_title": _("Second factors"),
    }
    return render(request, "accounts/desk/second_factors.html", context)


def _actor(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _other_person(request: HttpRequest, pk: int) -> User:
    """Somebody else of the staff; an administrator of everything may be touched by another one alone."""
    person = get_object_or_404(User, pk=pk, kind=User.Kind.STAFF)
    by = request.user
    if not by.has_perm("accounts.change_user") or person.pk == by.pk:
        raise PermissionDenied
    if accounts.why_not_touch(person, by=_actor(request)):
        raise PermissionDenied
    return person
