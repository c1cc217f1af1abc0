"""What can happen to sub-sites."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SubsiteAddressChanged:
    """A sub-site moved between a path on the portal and a host of its own: its pages' addresses changed."""

    subsite_id: int
