"""What the interface keeps of an article that is erased."""

from yimen.api.models import Submission
from yimen.foundation.erasing import Erasure


def erase_submission(erasure: Erasure) -> None:
    """The system's own name for a text may hold words; what became of the text is nobody's business any more."""
    if erasure.model == "wagtailcore.page":
        Submission.objects.filter(page_id=erasure.pk).delete()
