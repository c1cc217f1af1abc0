"""The name at the foot of the desk's menu: a person's own. Wagtail knows first names and accounts alone."""

from typing import Any

from wagtail.admin.ui.sidebar import MainMenuModule

_of_wagtail = MainMenuModule.js_args


def name_people() -> None:
    """Called once by the app."""
    MainMenuModule.js_args = _js_args


def _js_args(self: MainMenuModule) -> list[Any]:
    items, account_items, person = _of_wagtail(self)
    return [items, account_items, {**person, "name": str(self.user)}]
