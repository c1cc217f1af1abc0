"""What visitors get at the address of a page that was taken down: led on, or told why in plain words (410)."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from yimen.editorial.models.notices import public_entry_of
from yimen.editorial.models.withdrawals import Reason, Withdrawal
from yimen.pool.presenting import url_of


def answer_gone(request: HttpRequest, gone: Withdrawal) -> HttpResponse:
    """To the page itself where it is public elsewhere again, to the one it was merged into, else 410 with a word."""
    for page in (gone.page, gone.target if gone.reason == Reason.MERGED else None):
        entry = public_entry_of(page)
        if entry is not None:
            return HttpResponsePermanentRedirect(url_of(entry, request))
    heading, words = _said_of(gone)
    return render(
        request, "editorial/gone.html", {"heading": heading, "words": words}, status=HTTPStatus.GONE
    )


def _said_of(gone: Withdrawal) -> tuple[str, list[str]]:
    """Heading and sentences. Of personal data nothing is said but that the page is gone."""
    if gone.reason == Reason.EXPIRED:
        return _("This page has expired"), [
            _("It was published for a limited time, which is over; there is nothing wrong with your link.")
        ]
    heading = _("This page has been taken down")
    if gone.reason == Reason.MISTAKE:
        words = [_("It was published by mistake; there is nothing wrong with your link.")]
    else:
        words = [
            _(
                "It was published here once and was withdrawn on purpose; there is nothing wrong with your link."
            )
        ]
    if gone.explanation and gone.reason != Reason.PERSONAL:
        words.append(gone.explanation)
    return heading, words
