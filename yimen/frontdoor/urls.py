"""Addresses of the front door that are no pages of the tree."""

from django.urls import path, re_path

from yimen.editorial.structured_data import LOGO
from yimen.frontdoor import companions, feeds, search_views, sitemaps, views
from yimen.subsites.rules import FEED_PAGES, SITE_MAPS

urlpatterns = [
    path("jg/<slug:code>/", views.agency, name="agency"),
    path("en/jg/<slug:code>/", views.agency, name="agency_en"),
    path("search/", search_views.search, name="search"),
    path("en/search/", search_views.search, name="search_en"),
    path("-/suggest", search_views.suggest, name="suggest"),
    path("en/-/suggest", search_views.suggest, name="suggest_en"),
    path(SITE_MAPS["zh-hans"].lstrip("/"), views.site_map, name="site_map"),
    path(SITE_MAPS["en"].lstrip("/"), views.site_map, name="site_map_en"),
    path(FEED_PAGES["zh-hans"].lstrip("/"), feeds.directory, name="feeds"),
    path(FEED_PAGES["en"].lstrip("/"), feeds.directory, name="feeds_en"),
    re_path(r"^feeds/all/(?P<file>feed\.xml|rss\.xml|feed\.json)$", feeds.everything, name="feed_of_all"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap_index"),
    path("sitemap-<int:number>.xml", sitemaps.section, name="sitemap_section"),
    re_path(r"^(?P<place>(?:[\w\-]+/)*)(?P<file>feed\.xml|rss\.xml|feed\.json)$", feeds.feed, name="feed"),
    path(LOGO.lstrip("/"), companions.logo, name="logo"),
    re_path(r"^(?P<place>(?:[\w\-]+/)*)qr\.svg$", companions.qr_code, name="qr_code"),
    re_path(r"^(?P<place>(?:[\w\-]+/)*)card\.png$", companions.card, name="card"),
    re_path(r"^(?P<place>(?:[\w\-]+/)*)picture\.jpg$", companions.picture, name="picture"),
    re_path(r"^(?P<place>(?:[\w\-]+/)*)data\.csv$", views.board_csv, name="board_csv"),
]
