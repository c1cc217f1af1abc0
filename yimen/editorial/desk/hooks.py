"""The desk's own screens, hooked into Wagtail's: imported once, by `wagtail_hooks`."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from yimen.accounts.models import User
from yimen.editorial.desk import previews, queue, urgent, withdrawals
from yimen.editorial.desk.admin_api import PagesWithoutShortCuts
from yimen.editorial.desk.person import person_at
from yimen.editorial.desk.posting import posting_button
from yimen.editorial.models import Withdrawal
from yimen.editorial.reviewing import may_publish_urgently, why_not_take_over

hooks.register("before_delete_page", withdrawals.refuse_deleting_public)
hooks.register("before_bulk_action", withdrawals.refuse_deleting_many_public)
# After Wagtail's own of the same name, which it replaces.
hooks.register("register_bulk_action", withdrawals.UnpublishWithReason, order=100)


@hooks.register("construct_admin_api")
def no_short_cuts(router: object) -> None:
    """Wagtail's own API of the admin would delete and unpublish without a word."""
    router.register_endpoint("pages", PagesWithoutShortCuts)  # type: ignore[attr-defined]


@hooks.register("register_admin_urls")
def withdrawal_urls() -> list[URLPattern]:
    return withdrawals.urls()


@hooks.register("register_reports_menu_item")
def register_of_withdrawals() -> MenuItem:
    return withdrawals.RegisterMenuItem(
        _("Pages taken down"), reverse("withdrawals"), icon_name="download", order=910
    )


# ── review ──
@hooks.register("register_admin_urls")
def review_urls() -> list[URLPattern]:
    return [*queue.urls(), *urgent.urls(), *previews.urls()]


@hooks.register("register_admin_menu_item")
def review_desk() -> MenuItem:
    return queue.QueueMenuItem(
        _("Review desk"), reverse("review_queue"), icon_name="clipboard-list", order=110
    )


@hooks.register("register_reports_menu_item")
def own_links() -> MenuItem:
    return previews.LinksMenuItem(
        _("My preview links"), reverse("own_preview_links"), icon_name="view", order=920
    )


@hooks.register("register_page_header_buttons")
def page_buttons(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Beside Wagtail's own: a preview link, publishing past review, undoing a withdrawal."""
    if page.permissions_for_user(user).can_edit():
        address = reverse("preview_links", args=(page.pk,))
        yield Button(_("Preview links"), address, icon_name="view", priority=60)
    if may_publish_urgently(user) and (not page.live or page.has_unpublished_changes):
        address = reverse("publish_urgently", args=(page.pk,))
        yield Button(_("Publish without review"), address, icon_name="warning", priority=70)
    if not page.live and page.permissions_for_user(user).can_publish():
        taken = Withdrawal.objects.open().gone().filter(page_id=page.pk).first()
        if taken is not None and taken.can_be_put_back:
            address = reverse("put_back", args=(taken.pk,))
            posts = {
                "data-controller": "w-action",
                "data-action": "w-action#post",
                "data-w-action-url-value": address,
            }
            yield Button(_("Put it back"), address, icon_name="undo", priority=80, attrs=posts)


@hooks.register("before_edit_page")
def say_who_writes_here(request: HttpRequest, page: Page) -> None:
    """Who may take a lock over is offered to, beside Wagtail's word of who holds it and since when."""
    person = person_at(request)
    if request.method == "GET" and not why_not_take_over(page, by=person):
        button = posting_button(gettext("Take over"), reverse("take_over", args=(page.pk,)))
        told = gettext("%(person)s holds this page. What is not saved there is lost when you take it over.")
        messages.warning(request, format_html("{} {}", told % {"person": page.locked_by}, button))


@hooks.register("insert_global_admin_css")
def desk_styles() -> SafeString:
    """How our own screens stand on a telephone."""
    return format_html('<link rel="stylesheet" href="{}">', static("editorial/desk/queue.css"))
