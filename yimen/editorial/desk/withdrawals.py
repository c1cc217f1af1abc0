"""Screens: take a page down with a reason, put it back, the register of what was taken down."""

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from wagtail.admin.menu import MenuItem
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction
from wagtail.admin.views.reports.base import ReportView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from yimen.editorial.desk.person import person_at
from yimen.editorial.desk.posting import posting_button
from yimen.editorial.desk.screen import DeskScreen
from yimen.editorial.erasing import erase_page, files_of_alone, why_not_erase
from yimen.editorial.models import PublicPage, Reason, Withdrawal
from yimen.editorial.withdrawal_forms import WithdrawalForm
from yimen.editorial.withdrawing import CannotPutBack, put_back, withdraw


class WithdrawView(DeskScreen, FormView[WithdrawalForm]):
    """Stands where Wagtail's own screen would unpublish without a reason."""

    form_class = WithdrawalForm
    template_name = "editorial/desk/withdraw.html"
    page_title = gettext_lazy("Take down")
    header_icon = "download"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if (
            not isinstance(self.page, PublicPage)
            or not self.page.permissions_for_user(request.user).can_unpublish()
        ):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "pages": [self.page]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "page": self.page,
            "below": self.page.get_descendants().live().count(),
            "translations": self.page.get_translations().filter(live=True, alias_of__isnull=True),
            "files": files_of_alone(self.page),
            "next_url": self._next(),
        }

    def form_valid(self, form: WithdrawalForm) -> HttpResponse:
        said = form.cleaned_data
        title = self.page.get_admin_display_title()
        if said["reason"] == Reason.PERSONAL:
            refusal = why_not_erase(self.page)
            if refusal:
                form.add_error("reason", refusal)
                return self.form_invalid(form)
            erase_page(self.page, by=person_at(self.request))
            messages.success(self.request, _("The page and everything that was kept of it has been erased."))
            return HttpResponseRedirect(reverse("withdrawals"))
        made = withdraw(
            self.page,
            said["reason"],
            by=person_at(self.request),
            explanation=said["explanation"],
            target=said["target"],
            below_too=said["include_descendants"],
        )
        told = _("“%(title)s” has been taken down: %(reason)s.") % {
            "title": title,
            "reason": said["reason"].label,
        }
        _say_with_way_back(self.request, told, made[0])
        return HttpResponseRedirect(self._next())

    def _next(self) -> str:
        chosen: str = get_valid_next_url_from_request(self.request)
        return chosen or reverse("wagtailadmin_explore", args=(self.page.get_parent().pk,))


def _say_with_way_back(request: HttpRequest, told: str, row: Withdrawal) -> None:
    """A wrong click is undone by one more."""
    button = posting_button(_("Put it back"), reverse("put_back", args=(row.pk,)))
    messages.success(request, format_html("{} {}", told, button))


@require_POST
def put_back_view(request: HttpRequest, withdrawal_id: int) -> HttpResponse:
    """Undo a withdrawal, from the message or from the register."""
    row = get_object_or_404(Withdrawal.objects.select_related("page"), pk=withdrawal_id)
    page = row.page
    if page is not None and not page.specific.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    try:
        back = put_back(row, by=person_at(request))
    except CannotPutBack as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("withdrawals"))
    messages.success(request, _("“%(title)s” is public again.") % {"title": back[0].title})
    return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=(back[0].pk,)))


class WithdrawalRegister(ReportView):
    """What was taken down, when, by whom and why; the newest first."""

    page_title = gettext_lazy("Pages taken down")
    header_icon = "download"
    index_url_name = "withdrawals"
    index_results_url_name = "withdrawals_results"
    results_template_name = "editorial/desk/withdrawal_register.html"
    permission_policy = page_permission_policy
    any_permission_required: ClassVar[list[str]] = ["add", "change", "publish"]
    list_export: ClassVar[list[str]] = [
        "title",
        "path",
        "get_reason_display",
        "explanation",
        "at",
        "by",
        "ended_at",
    ]
    export_headings: ClassVar[dict[str, Any]] = {"get_reason_display": gettext_lazy("Reason")}
    model = Withdrawal

    def get_queryset(self) -> QuerySet[Withdrawal]:
        own = page_permission_policy.instances_user_has_any_permission_for(
            self.request.user, self.any_permission_required
        )
        rows = Withdrawal.objects.select_related("page", "by", "target").order_by("-at", "-pk")
        return rows if self.request.user.is_superuser else rows.filter(page__in=own)


class UnpublishWithReason(UnpublishBulkAction):
    """Wagtail's bulk action, which asks for the reason as well. What is erased is erased one by one."""

    form_class = WithdrawalForm
    template_name = "editorial/desk/withdraw_many.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        pages, _others = self.get_actionable_objects()
        return {**super().get_form_kwargs(), "pages": pages}

    def form_valid(self, form: WithdrawalForm) -> HttpResponseBase:
        if form.cleaned_data["reason"] == Reason.PERSONAL:
            form.add_error("reason", _("What contains personal data is erased one page at a time."))
            refused: HttpResponseBase = self.form_invalid(form)
            return refused
        answer: HttpResponseBase = super().form_valid(form)
        return answer

    def get_execution_context(self) -> dict[str, Any]:
        return {"user": self.request.user, "said": self.cleaned_form.cleaned_data}

    @classmethod
    def execute_action(
        cls, objects: Any, user: Any = None, said: Any = None, **_kwargs: Any
    ) -> tuple[int, int]:
        made = [
            len(
                withdraw(
                    page.specific,
                    said["reason"],
                    by=user,
                    explanation=said["explanation"],
                    target=said["target"],
                    below_too=said["include_descendants"],
                )
            )
            for page in objects
        ]
        return len(made), sum(made) - len(made)


def refuse_deleting_public(request: HttpRequest, page: Page) -> HttpResponse | None:
    """What is public, or has something public below it, is taken down with a reason before it can be deleted."""
    if not page.live and not page.get_descendants().live().exists():
        return None
    messages.warning(
        request,
        _("“%(title)s” is public, or something below it is. Say why it goes; afterwards it can be deleted.")
        % {"title": page.get_admin_display_title()},
    )
    name = "wagtailadmin_pages:unpublish" if page.live else "wagtailadmin_explore"
    return HttpResponseRedirect(reverse(name, args=(page.pk,)))


def refuse_deleting_many_public(
    request: HttpRequest, action: str, objects: Any, _view: Any
) -> HttpResponse | None:
    """The same for Wagtail's bulk action."""
    if action != "delete":
        return None
    public = [
        one
        for one in objects
        if isinstance(one, Page) and (one.live or one.get_descendants().live().exists())
    ]
    if not public:
        return None
    titles = "、".join(page.get_admin_display_title() for page in public[:5])
    messages.warning(
        request,
        _("Nothing was deleted. Public pages are taken down with a reason first: %(titles)s")
        % {"titles": titles},
    )
    return HttpResponseRedirect(reverse("wagtailadmin_explore", args=(public[0].get_parent().pk,)))


def urls() -> list[URLPattern]:
    return [
        path("withdrawals/", WithdrawalRegister.as_view(), name="withdrawals"),
        path(
            "withdrawals/results/", WithdrawalRegister.as_view(results_only=True), name="withdrawals_results"
        ),
        path("withdrawals/<int:withdrawal_id>/put-back/", put_back_view, name="put_back"),
    ]


class RegisterMenuItem(MenuItem):
    """Shown to whoever writes or publishes anything."""

    def is_shown(self, request: HttpRequest) -> bool:
        wanted = WithdrawalRegister.any_permission_required
        return bool(page_permission_policy.user_has_any_permission(request.user, wanted))
