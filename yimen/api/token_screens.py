"""The desk's screens of tokens: which there are, a new one, the end of one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from yimen.api.forms import TokenForm
from yimen.api.models import Token
from yimen.api.tokens import give_out, revoke

SEE, ADD, REVOKE = "api.view_token", "api.add_token", "api.change_token"


class _TokenScreen(WagtailAdminTemplateMixin):
    """What both screens share: who may see them, and where they stand."""

    page_title = gettext_lazy("Tokens of departments' systems")
    header_icon = "key"
    _show_breadcrumbs = True
    permission_needed = SEE
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(self.permission_needed):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class TokenList(_TokenScreen, TemplateView):
    """Every token, with what it may, until when, and when it was last used; never the token itself."""

    template_name = "api/tokens.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return {
            **super().get_context_data(**kwargs),
            "tokens": Token.objects.select_related("subsite", "created_by"),
            "can_add": user.has_perm(ADD),
            "can_revoke": user.has_perm(REVOKE),
            "documentation_url": reverse("api_documentation"),
        }


class NewToken(_TokenScreen, FormView[TokenForm]):
    """A form, and as its answer the token, shown this once."""

    permission_needed = ADD
    form_class = TokenForm
    page_subtitle = gettext_lazy("New token")
    template_name = "api/new_token.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("api_tokens"), "label": self.page_title}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.page_subtitle}]

    def form_valid(self, form: TokenForm) -> HttpResponse:
        facts = form.cleaned_data
        token, written = give_out(
            facts["subsite"],
            name=facts["name"],
            scopes=facts["scopes"],
            expires_on=facts["expires_on"],
            by=self.request.user,  # type: ignore[arg-type]  # the desk lets nobody in who is not signed in
            today=timezone.localdate(),
        )
        context = self.get_context_data(token=token, written=written)
        response = TemplateResponse(self.request, "api/token_given_out.html", context)
        add_never_cache_headers(response)
        return response


@require_POST
def end_token(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke a token at once."""
    if not request.user.has_perm(REVOKE):
        raise PermissionDenied
    token = get_object_or_404(Token, pk=pk)
    revoke(token, by=request.user, now=timezone.now())  # type: ignore[arg-type]  # as above
    messages.success(request, _("The token “%(token)s” is revoked.") % {"token": token})
    return HttpResponseRedirect(reverse("api_tokens"))
