"""Addresses of the interface and of the page that explains it."""

from django.urls import include, path, re_path

from yimen.api import views
from yimen.api.edge import nothing_there
from yimen.api.service import patterns

urlpatterns = [
    path("api/", views.documentation, name="api_documentation"),
    path("en/api/", views.documentation, name="api_documentation_en"),
    path(
        "api/v1/",
        include(
            (
                [
                    path("openapi.json", views.openapi, name="openapi"),
                    *patterns(),
                    re_path(r"", nothing_there),
                ],
                "api-v1",
            )
        ),
    ),
    re_path(r"^(?:en/)?api/.+$", nothing_there),
]
