"""Page types of the editorial desk, one noun a file; `base` stands below the others."""

from yimen.editorial.models.articles import ArticlePage, ArticlePlacement, Source
from yimen.editorial.models.base import PublicPage
from yimen.editorial.models.columns import ColumnPage
from yimen.editorial.models.information import InformationPage
from yimen.editorial.models.leaders import LeadersPage
from yimen.editorial.models.previews import PreviewLink
from yimen.editorial.models.returning import ReturnReason
from yimen.editorial.models.reviews import ReviewSettings, ReviewState, ReviewTask, UrgentPublication
from yimen.editorial.models.subsite_homes import SubsiteHomePage
from yimen.editorial.models.usefulness import Usefulness
from yimen.editorial.models.withdrawals import Reason, Withdrawal
from yimen.editorial.models.writing import KeptManuscript, ReviewReminder, WritingNorm

__all__ = [
    "ArticlePage",
    "ArticlePlacement",
    "ColumnPage",
    "InformationPage",
    "KeptManuscript",
    "LeadersPage",
    "PreviewLink",
    "PublicPage",
    "Reason",
    "ReturnReason",
    "ReviewReminder",
    "ReviewSettings",
    "ReviewState",
    "ReviewTask",
    "Source",
    "SubsiteHomePage",
    "UrgentPublication",
    "Usefulness",
    "Withdrawal",
    "WritingNorm",
]
