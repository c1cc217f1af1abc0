"""Help while writing: pastes cleaned, texts looked over, the norms that they are held to."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from yimen.editorial.checks_panel import checked
from yimen.editorial.models import PublicPage, WritingNorm
from yimen.editorial.pasting import MOST, clean_paste
from yimen.editorial.proofreading import why_not_go_out
from yimen.foundation.speech import said

_TOO_LARGE = 413


@require_POST
def paste(request: HttpRequest) -> HttpResponse:
    """A paste as HTML in, its structure and what was left out as JSON back. Nothing is stored."""
    try:
        pasted = clean_paste(request.body.decode("utf-8", "replace"))
    except ValueError:
        sentence = _("The paste is larger than %(most)s MB. Bring the Word file in as a manuscript instead.")
        return JsonResponse({"told": [sentence % {"most": MOST // (1024 * 1024)}]}, status=_TOO_LARGE)
    return JsonResponse({"html": pasted.html, "told": [said(words) for words in pasted.told]})


@require_GET
def checks(request: HttpRequest, pk: int) -> HttpResponse:
    """The panel's content for the newest revision, for those who may edit the page."""
    page = get_object_or_404(Page, pk=pk)
    if not page.permissions_for_user(request.user).can_edit():
        return HttpResponse(status=404)
    shown = page.specific.get_latest_revision_as_object()
    return render(request, "editorial/desk/checks.html", {"checked": checked(shown)})


@hooks.register("register_admin_urls")
def writing_urls() -> list[URLPattern]:
    return [
        path("paste/", paste, name="clean_paste"),
        path("checks/<int:pk>/", checks, name="page_checks"),
    ]


@hooks.register("insert_editor_js")
def writing_scripts() -> SafeString:
    """Those of the editor: what follows a paste and a save, and what keeps saves whole."""
    scripts = ((static(f"editorial/{name}.js"),) for name in ("desk-writing", "desk-autosave"))
    return format_html_join("\n", '<script type="module" src="{}"></script>', scripts)


@hooks.register("insert_global_admin_css")
def desk_style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("editorial/desk-writing.css"))


@hooks.register("before_bulk_action")
def stop_blocked(
    request: HttpRequest, action_type: str, objects: Iterable[Any], _action: Any
) -> HttpResponse | None:
    """Publishing many at once goes past the form, so blockers are asked for here."""
    if action_type != "publish" or request.method != "POST":
        return None
    for page in objects:
        if isinstance(page, Page) and (found := _blocked(page)):
            messages.error(request, f"{page.title}：{found}")
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


def _blocked(page: Page) -> str:
    return why_not_go_out(page) if isinstance(page.specific, PublicPage) else ""


class WritingNormViewSet(SnippetViewSet):
    """The norms: their weight and limit are the office's to choose; which there are is not."""

    model = WritingNorm
    icon = "tasks"
    list_display: ClassVar[list[str]] = ["__str__", "level", "limit", "article"]
    panels: ClassVar[list[Any]] = [FieldPanel("level"), FieldPanel("limit"), FieldPanel("article")]
    menu_order = 900
    add_to_settings_menu = True
    copy_view_enabled = False


register_snippet(WritingNormViewSet)
