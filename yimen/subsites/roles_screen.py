"""The security administrator's screen: who has which role where, given and taken."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yimen.accounts.models import User
from yimen.accounts.roles import ADMINISTRATORS, MEANINGS, NAMES, PORTAL_ROLES, SUBSITE_ROLES, Role
from yimen.foundation.speech import said
from yimen.subsites.desks import appoint, desks_of, dismiss, why_not_appoint
from yimen.subsites.models import Desk, Subsite

SEE, GIVE = "subsites.view_desk", "subsites.change_desk"
PEOPLE_A_PAGE = 50


class RoleForm(forms.Form):
    """One role to give to one person; the reason against it is said beside the form."""

    role = forms.ChoiceField(label=gettext_lazy("role"), choices=())
    subsite = forms.ModelChoiceField(
        label=gettext_lazy("sub-site"),
        queryset=Subsite.objects.none(),
        required=False,
        help_text=gettext_lazy("For contributors, reviewers and publishers alone."),
    )

    def __init__(self, *args: Any, person: User, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.by = person, by
        role, subsite = self.fields["role"], self.fields["subsite"]
        if isinstance(role, forms.ChoiceField):
            role.choices = [
                (_("Of a sub-site"), _choices(SUBSITE_ROLES)),
                (_("Of the portal"), _choices(PORTAL_ROLES)),
                (_("Administrators, kept apart"), _choices(ADMINISTRATORS)),
            ]
        if isinstance(subsite, forms.ModelChoiceField):
            subsite.queryset = Subsite.objects.all()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            asked = Role(cleaned["role"]), cleaned.get("subsite")
            reason = why_not_appoint(self.person, *asked, by=self.by)
            if reason:
                raise ValidationError(reason)
        return cleaned


def _choices(roles: tuple[Role, ...]) -> list[tuple[str, str]]:
    return [(role.value, said(NAMES[role])) for role in roles]


def roles_of_staff(request: HttpRequest) -> HttpResponse:
    """Everybody of the staff with the roles they have."""
    _signed_in(request, SEE)
    asked = request.GET.get("q", "").strip()
    people = Paginator(_staff(asked), PEOPLE_A_PAGE).get_page(request.GET.get("p"))
    context = {
        "people": people,
        "asked": asked,
        "page_title": _("Roles"),
        "meanings": [(said(NAMES[role]), said(MEANINGS[role])) for role in Role],
    }
    return render(request, "subsites/desk/roles.html", context)


def roles_of_person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person's roles: what there is to take, and a form to give another."""
    by = _signed_in(request, SEE)
    person = get_object_or_404(User, pk=pk, kind=User.Kind.STAFF)
    may_give = by.has_perm(GIVE)
    if request.method == "POST" and not may_give:
        raise PermissionDenied
    form = RoleForm(request.POST or None, person=person, by=by)
    if request.method == "POST" and form.is_valid():
        desk = appoint(person, Role(form.cleaned_data["role"]), form.cleaned_data["subsite"], by=by)
        messages.success(request, _("%(name)s is now: %(desk)s.") % {"name": person, "desk": desk})
        return redirect("subsites_person_roles", pk=person.pk)
    context = {
        "person": person,
        "held": desks_of(person),
        "form": form if may_give else None,
        "page_title": _("Roles of %(name)s") % {"name": person},
    }
    return render(request, "subsites/desk/person_roles.html", context)


def taken_role(request: HttpRequest, pk: int, desk_pk: int) -> HttpResponse:
    """Take a role from a person."""
    by = _signed_in(request, GIVE)
    if request.method != "POST":
        raise PermissionDenied
    person = get_object_or_404(User, pk=pk, kind=User.Kind.STAFF)
    desk = get_object_or_404(desks_of(person), pk=desk_pk)
    dismiss(person, Role(desk.role), desk.subsite, by=by)
    messages.success(request, _("%(name)s is no longer: %(desk)s.") % {"name": person, "desk": desk})
    return redirect("subsites_person_roles", pk=person.pk)


def _staff(asked: str) -> QuerySet[User]:
    people = User.objects.filter(kind=User.Kind.STAFF)
    if asked:
        people = people.filter(
            Q(full_name__icontains=asked)
            | Q(username__icontains=asked)
            | Q(groups__desk__subsite__name__icontains=asked)
        )
    desks = Prefetch("groups__desk", queryset=Desk.objects.select_related("subsite"))
    return people.distinct().order_by("-is_active", "username").prefetch_related("groups", desks)


def _signed_in(request: HttpRequest, right: str) -> User:
    person = request.user
    if not isinstance(person, User) or not person.has_perm(right):
        raise PermissionDenied
    return person
