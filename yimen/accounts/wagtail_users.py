"""Wagtail's screens of users with the house's fields."""

from wagtail.users.apps import WagtailUsersAppConfig


class PortalUsersConfig(WagtailUsersAppConfig):
    user_viewset = "yimen.accounts.desk.users.PortalUserViewSet"
