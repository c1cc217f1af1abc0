"""Page types of the editorial desk, one noun a file; `base` stands below the others."""

from yimen.editorial.models.articles import ArticlePage, ArticlePlacement, Source
from yimen.editorial.models.base import PublicPage
from yimen.editorial.models.columns import ColumnPage
from yimen.editorial.models.information import InformationPage
from yimen.editorial.models.leaders import LeadersPage
from yimen.editorial.models.subsite_homes import SubsiteHomePage

__all__ = [
    "ArticlePage",
    "ArticlePlacement",
    "ColumnPage",
    "InformationPage",
    "LeadersPage",
    "PublicPage",
    "Source",
    "SubsiteHomePage",
]
