"""Every address of the portal. Public pages come last: what no line above claims is looked up in the pool."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.views import authenticate_with_password

from yimen.config import views as health
from yimen.editorial.views import public_page
from yimen.frontdoor import urls as frontdoor_urls
from yimen.media.views import rendition
from yimen.subsites.views import theme

# Wagtail sends readers of private pages and files here; there is one place to sign in.
sign_in = RedirectView.as_view(pattern_name="wagtailadmin_login", query_string=True)

urlpatterns = [
    path("-/live", health.live, name="live"),
    path("-/ready", health.ready, name="ready"),
    path("-/theme/<int:pk>-<slug:fingerprint>.css", theme, name="theme_stylesheet"),
    path("-/sign-in/", sign_in, name="wagtailcore_login"),
    path(
        "-/password/<int:page_view_restriction_id>/<int:page_id>/",
        authenticate_with_password,
        name="wagtailcore_authenticate_with_password",
    ),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/images/<path:path>", rendition, name="rendition"),
    path("", include(frontdoor_urls)),
    re_path(r"^((?:[\w\-]+/)*)$", public_page, name="wagtail_serve"),
]
