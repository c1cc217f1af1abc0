"""Addresses of the front door that are no pages of the tree."""

from django.urls import path, re_path

from yimen.frontdoor import feeds, sitemaps, views

urlpatterns = [
    path("-/preferences/", views.preferences, name="preferences"),
    path("jg/<slug:code>/", views.agency, name="agency"),
    path("en/jg/<slug:code>/", views.agency, name="agency_en"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap_index"),
    path("sitemap-<int:number>.xml", sitemaps.section, name="sitemap_section"),
    re_path(r"^(?P<place>(?:[\w\-]+/)*)feed\.xml$", feeds.feed, name="feed"),
    re_path(r"^(?P<place>(?:[\w\-]+/)*)data\.csv$", views.board_csv, name="board_csv"),
]
