"""allauth's adapter for the city's own sign-in (OpenID Connect): it lets in staff that we know, and makes nobody."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.utils import timezone

from yimen.accounts import standing
from yimen.accounts.models import User


class CitySignInAdapter(DefaultSocialAccountAdapter):
    """Matches by subject, or once by an e-mail address that the provider verified and one account alone has."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        verified = [row.email for row in sociallogin.email_addresses if row.verified is True]
        for email in verified:
            people = [
                person
                for person in User.objects.filter(email__iexact=email, kind=User.Kind.STAFF)
                if person.may_enter(today=timezone.localdate())
            ]
            if len(people) == 1 and not _has_another_subject(people[0], sociallogin):
                return people[0], email
        return None

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Strangers, residents and those who left are told the same: ask for an invitation."""
        person = sociallogin.user if sociallogin.is_existing else None
        if isinstance(person, User) and person.may_enter(today=timezone.localdate()):
            return
        standing.log_refused(request, getattr(person, "username", ""), reason="not invited")
        raise ImmediateHttpResponse(render(request, "accounts/not_invited.html", status=403))

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        standing.log_refused(request, "", reason="provider")
        raise ImmediateHttpResponse(redirect("socialaccount_login_error"))


def _has_another_subject(person: User, sociallogin: SocialLogin) -> bool:
    """A second subject with the same address is somebody else at the provider, or a reused mailbox."""
    account = sociallogin.account
    return bool(
        SocialAccount.objects.filter(user=person, provider=account.provider).exclude(uid=account.uid).exists()
    )
