"""Pictures from the media folder, for the embedded server; at scale nginx serves them."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest
from django.utils._os import safe_join
from django.views.decorators.http import require_safe

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


def _is_file(path: Path) -> bool:
    """False also for a name that no file system takes."""
    try:
        return path.is_file()
    except OSError:
        return False
