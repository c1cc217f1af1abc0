"""Forms of the door: accepting an invitation, asking for a new password."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth import password_validation
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from yimen.accounts.models import Invitation, User
from yimen.accounts.tasks import mail_way_to_new_password


class AcceptanceForm(forms.Form):
    """A first password, typed twice."""

    password1 = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("Password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation
        self.fields["password1"].help_text = " ".join(password_validation.password_validators_help_texts())

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        row = self.invitation
        person = User(username=row.username, full_name=row.full_name, email=row.email)
        password_validation.validate_password(password, person)
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords differ."))
        return cleaned


class NewPasswordForm(allauth_forms.ResetPasswordForm):
    """Says the same for every address: whether anybody has it is looked up by a task."""

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip()
        return email

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email: str = self.cleaned_data["email"]
        mail_way_to_new_password.enqueue(email=email, start=request.build_absolute_uri("/")[:-1])
        return email


class PasskeyForm(AddWebAuthnForm):
    """A new passkey, meant to be enough by itself: it asks for finger, face or PIN."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the passkey")
        self.fields["name"].help_text = _("So that you know it again: office computer, own phone …")
        self.fields["passwordless"].label = _("Sign in with this passkey alone, without password")
        self.fields["passwordless"].help_text = _("Untick it for a security key that has no PIN.")
        self.fields["passwordless"].initial = True


class SignInForm(allauth_forms.LoginForm):
    """Name and password; signed in until the browser closes or the policy's time is over."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Sign-in name")
        for name in ("login", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)
        self.fields["login"].widget.attrs["autocapitalize"] = "none"
        self.fields["password"].help_text = ""
