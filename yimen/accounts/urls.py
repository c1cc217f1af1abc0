"""The account pages, below `/-/account/`: those of allauth that staff need, and no others (nobody signs up)."""

from allauth.account import views as account
from allauth.socialaccount import views as city
from django.urls import include, path, re_path

from yimen.accounts import views

urlpatterns = [
    path("", views.security, name="account_security"),
    path("login/", views.sign_in, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/first/", account.password_set, name="account_set_password"),
    path("password/lost/", account.password_reset, name="account_reset_password"),
    path("password/lost/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/lost/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/changed/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("invitation/<str:token>/", views.invitation, name="account_invitation"),
    path("sessions/", views.sessions, name="usersessions_list"),
    path("sessions/others/ended/", views.ended_sessions, name="account_ended_sessions"),
    path("sessions/<int:pk>/ended/", views.ended_session, name="account_ended_session"),
    path("2fa/", include("allauth.mfa.urls")),
    path("city/cancelled/", city.login_cancelled, name="socialaccount_login_cancelled"),
    path("city/error/", city.login_error, name="socialaccount_login_error"),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
]
