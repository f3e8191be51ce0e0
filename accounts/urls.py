"""Signing in and out and the second factor; of allauth's addresses only those that are needed."""

from allauth.account.views import account_inactive, logout, reauthenticate
from django.urls import include, path

from accounts.views import SetPasswordView, SetUpSecondFactorView, SignInView

urlpatterns = [
    path("admin/login/", SignInView.as_view()),
    path("accounts/login/", SignInView.as_view(), name="account_login"),
    path("accounts/logout/", logout, name="account_logout"),
    path("accounts/inactive/", account_inactive, name="account_inactive"),
    path("accounts/reauthenticate/", reauthenticate, name="account_reauthenticate"),
    path(
        "accounts/set-password/<uidb64>/<token>/",
        SetPasswordView.as_view(),
        name="account_set_password",
    ),
    path("accounts/2fa/totp/activate/", SetUpSecondFactorView.as_view()),
    path("accounts/2fa/", include("allauth.mfa.urls")),
]
