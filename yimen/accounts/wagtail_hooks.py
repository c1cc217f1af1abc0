"""What the desk shows of accounts."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.contrib.settings.registry import registry

from yimen.accounts.desk import deputies, invitations, many, review
from yimen.accounts.models import SignInPolicy, User

registry.register(SignInPolicy, icon="lock")
# After Wagtail's own of the same name, which it replaces.
hooks.register("register_bulk_action", many.SetActiveStateOfMany, order=100)


@hooks.register("register_admin_viewset")
def viewsets() -> list[Any]:
    return [invitations.InvitationViewSet(), deputies.DeputyshipViewSet()]


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path(
            "invitation/<int:pk>/revoked/", invitations.revoked_invitation, name="account_revoked_invitation"
        ),
        path("deputyship/<int:pk>/ended/", deputies.ended_deputyship, name="account_ended_deputyship"),
        path("reports/accounts/", review.AccountReview.as_view(), name="account_review"),
        path(
            "reports/accounts/results/",
            review.AccountReview.as_view(results_only=True),
            name="account_review_results",
        ),
        path("accounts/<int:pk>/deactivated/", review.deactivated, name="account_deactivated"),
        path(
            "accounts/<int:pk>/second-factors/",
            review.second_factors,
            name="account_second_factors",
        ),
    ]


class _ReviewItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("accounts.view_user"))


@hooks.register("register_reports_menu_item")
def review_item() -> MenuItem:
    return _ReviewItem(_("Accounts to review"), reverse("account_review"), icon_name="user", order=950)


@hooks.register("register_settings_menu_item")
def own_account_item() -> MenuItem:
    return MenuItem(_("Sign-in and safety"), reverse("account_security"), icon_name="lock", order=100)


@hooks.register("register_user_listing_buttons")
def second_factor_button(user: User, request_user: User) -> Iterator[Button]:
    """The way for whoever lost phone and codes: an administrator takes the second factors away."""
    if user.pk != request_user.pk and request_user.has_perm("accounts.change_user"):
        url = reverse("account_second_factors", args=(user.pk,))
        yield Button(_("Second factors"), url, icon_name="lock", priority=40)
