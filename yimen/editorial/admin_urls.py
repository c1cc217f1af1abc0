"""Screens of ours that stand at addresses of Wagtail's own; included before its, for whoever may enter the desk."""

from collections.abc import Callable
from typing import Any

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView, NameEmailSettingsPanel

from yimen.editorial.desk.redirects import AddRedirect, ChangeRedirect
from yimen.editorial.desk.withdrawals import WithdrawView


def _for_staff(view: Any) -> Callable[..., Any]:
    guarded: Callable[..., Any] = never_cache(require_admin_access(view.as_view()))
    return guarded


class OwnAccount(AccountView):
    """Without name and letters' address: both come from the agency's list of staff, by whoever keeps the accounts."""

    def get_panels(self) -> list[Any]:
        return [panel for panel in super().get_panels() if not isinstance(panel, NameEmailSettingsPanel)]


urlpatterns = [
    path("account/", _for_staff(OwnAccount), name="own_account"),
    path("pages/<int:page_id>/unpublish/", _for_staff(WithdrawView), name="unpublish_page"),
    path("redirects/add/", _for_staff(AddRedirect), name="add_redirect"),
    path("redirects/<int:redirect_id>/", _for_staff(ChangeRedirect), name="change_redirect"),
]
