"""Addresses of the design itself."""

from django.urls import path

from yimen.design import views

urlpatterns = [
    path("preferences/", views.preferences, name="preferences"),
    path("design/", views.components, name="components"),
    path("design/theme/<slug:name>.css", views.theme, name="specimen_theme"),
    path("design/<slug:component>/<int:number>/", views.specimen, name="specimen"),
]
