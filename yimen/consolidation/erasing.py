"""What the consolidation keeps of an imported page that is erased."""

from yimen.consolidation.models import PageVerdict
from yimen.foundation.erasing import Erasure
from yimen.subsites.models import OldAddress


def erase_evidence(erasure: Erasure) -> None:
    """The verdict stays, without the old page's title and words; its old address is known by its hash alone and
    answers that the page is gone.
    """
    if erasure.model == "wagtailcore.page":
        addresses = OldAddress.objects.filter(page_id=erasure.pk)
        PageVerdict.objects.filter(address__in=addresses).update(title="", reason="", file="", digest="")
        addresses.update(path="")
