"""Signing in, the page of a locked account, and the account security screen."""

from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.totp.views import ActivateTOTPView
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.account import password_reset_enabled
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts import actions, queries
from accounts.forms import PersonSearchForm, SignInForm
from accounts.middleware import PASSED
from accounts.policies import is_security_officer, may_look_after, people_looked_after
from audit.actions import record


class SignInView(LoginView):
    """The one way in: at /accounts/login/, and at Wagtail's old address, which nobody may go around."""

    form_class = SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reset = password_reset_enabled()
        return super().get_context_data(show_password_reset=reset, **kwargs)


class SetUpSecondFactorView(ActivateTOTPView):
    """Whoever sets it up proves with a code that they hold it; this session needs no other."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        self.request.session[PASSED] = True
        return response


class SetPasswordView(PasswordResetConfirmView):
    """Where the link of an administrator leads: the first password of a person, or a new one."""

    template_name = "accounts/set_password.html"
    success_url = reverse_lazy("account_login")

    def get_user(self, uidb64: str) -> Any:
        user = super().get_user(uidb64)
        return user if user is not None and user.is_active else None

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        actions.shut_out(self.user)
        record("account.set_password", subject=self.user, user=self.user)
        return response


def locked_out(request: HttpRequest, *args: Any) -> HttpResponse:
    """What an account that is locked at this address gets (AXES_LOCKOUT_CALLABLE)."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(request, "accounts/locked_out.html", {"minutes": minutes}, status=429)


class AccountSecurityView(WagtailAdminTemplateMixin, TemplateView):
    """One's own sessions; for those who look after others, the locked ones and a search."""

    template_name = "accounts/admin/account_security.html"
    page_title = gettext_lazy("账号安全")
    header_icon = "key"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        form = PersonSearchForm(self.request.GET)
        words = form.cleaned_data["q"].strip() if form.is_valid() else ""
        looks_after = people_looked_after(user).exists()
        return super().get_context_data(
            own_sessions=queries.open_sessions(user),
            looks_after=looks_after,
            may_reset=is_security_officer(user),
            form=form,
            words=words,
            people=list(queries.people_to_show(user, words)) if looks_after else [],
            **kwargs,
        )


@require_POST
def end_own_sessions(request: HttpRequest) -> HttpResponse:
    count = actions.end_own_sessions(request.user, but=request.session.session_key)
    messages.success(request, _("已结束其他登录 %(count)s 处。") % {"count": count})
    return redirect("account_security")


@require_POST
def end_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    person = person_of(request, pk)
    count = actions.end_sessions(person, by=request.user)
    tell(request, _("已结束%(name)s的登录 %(count)s 处。"), person, count=count)
    return redirect("account_security")


@require_POST
def unlock(request: HttpRequest, pk: int) -> HttpResponse:
    person = person_of(request, pk)
    actions.unlock(person, by=request.user)
    tell(request, _("%(name)s已解锁。"), person)
    return redirect("account_security")


@require_POST
def reset_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    person = person_of(request, pk)
    actions.reset_second_factor(person, by=request.user)
    tell(request, _("%(name)s下次登录时要重新设置第二因素。"), person)
    return redirect("account_security")


def person_of(request: HttpRequest, pk: int) -> Any:
    """An account that this person doesn't look after does not exist for them."""
    person = get_object_or_404(get_user_model(), pk=pk)
    if not may_look_after(request.user, person):
        raise Http404
    return person


def tell(request: HttpRequest, text: str, person: Any, **values: Any) -> None:
    messages.success(request, text % {"name": person.get_username(), **values})
