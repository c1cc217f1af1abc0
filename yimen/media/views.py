"""Pictures from the media folder, for the embedded server (at scale nginx serves them), and documents."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils._os import safe_join
from django.views.decorators.http import require_safe
from wagtail.documents.views.serve import serve

from yimen.media.models import PortalDocument
from yimen.media.publicity import is_in_public, may_work_with

# Originals and documents are not reachable by guessing a file name: only what was made to be shown.
PUBLIC_FOLDER = "images"
# A closed list: the system's table of types differs from machine to machine, and an SVG can run script.
SHOWN = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
A_YEAR = 31_536_000


@require_safe
def rendition(request: HttpRequest, path: str) -> FileResponse:
    """A rendition's bytes. Rendition names change with their content, so they may be kept for a year."""
    root = Path(settings.MEDIA_ROOT) / PUBLIC_FOLDER
    try:
        file = Path(safe_join(str(root), path))
    except SuspiciousFileOperation:
        raise Http404 from None
    content_type = SHOWN.get(file.suffix.lower())
    if content_type is None or not _is_file(file):
        raise Http404
    response = FileResponse(file.open("rb"), content_type=content_type)
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def document(request: HttpRequest, document_id: str, name: str) -> HttpResponseBase:
    """A file to download. Whoever may not read it learns no more than of one that was never there.

    Downloads run in nobody's name: no script, no form, no window of ours. A PDF is shown in place, since readers
    expect that, and the browsers' viewers refuse to work in a sandbox.
    """
    found = PortalDocument.objects.select_related("collection").filter(pk=document_id).first()
    if found is None or found.filename != name:
        raise Http404
    in_public = is_in_public(found)
    if not in_public and not may_work_with(found, request.user):
        raise Http404
    response: HttpResponseBase = serve(request, document_id, name)
    if response.headers.get("Content-Disposition", "").startswith("attachment"):
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if not in_public:
        response.headers["Cache-Control"] = "private, no-store"
    return response


def _is_file(path: Path) -> bool:
    """False also for a name that no file system takes."""
    try:
        return path.is_file()
    except OSError:
        return False
