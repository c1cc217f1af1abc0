"""What the front door keeps of what was erased."""

from django.core.cache import caches

from yimen.foundation.erasing import Erasure
from yimen.frontdoor.cards import KEPT


def erase_cards(erasure: Erasure) -> None:
    """Cards are kept by what they say and not by whom; each is drawn anew in a tenth of a second."""
    if erasure.words:
        caches[KEPT].clear()
