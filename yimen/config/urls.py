"""Every address of the portal. Public pages come last: what no line above claims is looked up in the pool."""

from allauth.account.views import logout as sign_out
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.views import authenticate_with_password

from yimen.accounts import urls as accounts_urls
from yimen.api import urls as api_urls
from yimen.config import views as health
from yimen.design import urls as design_urls
from yimen.editorial import admin_urls as editorial_admin_urls
from yimen.editorial.preview_view import preview_link
from yimen.editorial.views import public_page, usefulness
from yimen.frontdoor import urls as frontdoor_urls
from yimen.media.views import document, rendition
from yimen.subsites.views import theme

# Wagtail sends readers of private pages and files here; there is one place to sign in.
sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)
new_password = RedirectView.as_view(pattern_name="account_reset_password")

urlpatterns = [
    path("-/live", health.live, name="live"),
    path("-/ready", health.ready, name="ready"),
    path("-/", include(design_urls)),
    path("-/theme/<int:pk>-<slug:fingerprint>.css", theme, name="theme_stylesheet"),
    path("-/sign-in/", sign_in, name="wagtailcore_login"),
    path(
        "-/password/<int:page_view_restriction_id>/<int:page_id>/",
        authenticate_with_password,
        name="wagtailcore_authenticate_with_password",
    ),
    path("-/preview/<str:secret>/", preview_link, name="preview_link"),
    path("-/usefulness/", usefulness, name="usefulness"),
    path("-/account/", include(accounts_urls)),
    # Wagtail's own doors lead to the one above, and take no password.
    path("admin/login/", sign_in),
    path("admin/logout/", sign_out),
    re_path(r"^admin/password_reset/", new_password),
    path("admin/", include(editorial_admin_urls)),
    path("admin/", include(wagtailadmin_urls)),
    re_path(r"^documents/(\d{1,18})/([^/]+)$", document, name="document"),
    path("documents/", include(wagtaildocs_urls)),  # names the addresses; the line above answers them
    path("media/images/<path:path>", rendition, name="rendition"),
    path("", include(api_urls)),
    path("", include(frontdoor_urls)),
    re_path(r"^((?:[\w\-]+/)*)$", public_page, name="wagtail_serve"),
]
