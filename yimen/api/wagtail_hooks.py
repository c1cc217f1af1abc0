"""Tokens in the desk's settings."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from yimen.api.token_screens import SEE, NewToken, TokenList, end_token


class TokensMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(SEE)


@hooks.register("register_admin_urls")
def token_urls() -> list[URLPattern]:
    return [
        path("tokens/", TokenList.as_view(), name="api_tokens"),
        path("tokens/new/", NewToken.as_view(), name="api_new_token"),
        path("tokens/<int:pk>/end/", end_token, name="api_end_token"),
    ]


@hooks.register("register_settings_menu_item")
def tokens_menu_item() -> MenuItem:
    return TokensMenuItem(_("Tokens of systems"), reverse("api_tokens"), icon_name="key", order=900)
