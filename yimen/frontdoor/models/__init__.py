"""Page types of the front door, one noun a file."""

from yimen.frontdoor.models.city_home import CityHomePage
from yimen.frontdoor.models.directory import AgencyDirectoryPage
from yimen.frontdoor.models.entrances import AudienceEntrancePage
from yimen.frontdoor.models.progress_board import ProgressBoardPage

__all__ = ["AgencyDirectoryPage", "AudienceEntrancePage", "CityHomePage", "ProgressBoardPage"]
