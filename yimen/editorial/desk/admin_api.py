"""Wagtail's API behind its admin, without the verbs that ask for a reason on the desk."""

from typing import ClassVar

from wagtail.admin.api.views import PagesAdminAPIViewSet

_ASK_FOR_A_REASON = frozenset({"delete", "unpublish"})


class PagesWithoutShortCuts(PagesAdminAPIViewSet):
    """Nothing is taken down here; the desk's own screen does, with its reason."""

    actions: ClassVar[dict[str, object]] = {
        name: action for name, action in PagesAdminAPIViewSet.actions.items() if name not in _ASK_FOR_A_REASON
    }
