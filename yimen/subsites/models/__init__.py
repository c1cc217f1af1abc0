"""Models of sub-sites, one noun a file. `themes` and `hosts` stand at the bottom, `subsite` uses them,
`desks`, `portal` and `old_sites` use all.
"""

from yimen.subsites.models.desks import Desk
from yimen.subsites.models.hosts import HostName
from yimen.subsites.models.old_sites import OldAddress, OldSite, OldSiteHost
from yimen.subsites.models.portal import MenuItem, PortalSettings
from yimen.subsites.models.subsite import Subsite
from yimen.subsites.models.themes import Theme

__all__ = [
    "Desk",
    "HostName",
    "MenuItem",
    "OldAddress",
    "OldSite",
    "OldSiteHost",
    "PortalSettings",
    "Subsite",
    "Theme",
]
