"""Acts on a person: each is asked for on a page of its own."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from wagtail.admin import messages

from accounts.policies import is_security_officer
from accounts.staff import actions, stand_ins
from accounts.staff.columns import name_of
from accounts.staff.errors import StaffError
from accounts.staff.forms import (
    DisableForm,
    HandOverForm,
    NetworkRolesForm,
    RolesForm,
    StandInForm,
)
from accounts.staff.policies import owns_account
from accounts.staff.queries import (
    roles_in,
    staff_listed,
)
from accounts.staff.views.person import StaffScreen
from sites.forms import ConfirmForm
from sites.models import StandIn
from sites.network_roles import network_roles_of


class ActView(StaffScreen, FormView):
    """One act; what it is refused for is said above the form."""

    template_name = "accounts/admin/staff/act.html"
    form_class: type = ConfirmForm
    label: Any = ""
    question: Any = ""
    is_serious = False

    def get_page_title(self) -> str:
        return str(self.label)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            question=self.get_question(), back=self.person_url, **kwargs
        )

    def get_question(self) -> str:
        return self.question % {"name": name_of(self.person)}

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            self.check()
        return super().dispatch(request, *args, **kwargs)

    def check(self) -> None:
        """Raise Http404 for a person or union that isn't the visitor's."""
        _found = self.person
        if "union_id" in self.kwargs:
            _found = self.organisation

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            done = self.act(form.cleaned_data)
        except StaffError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        except PermissionDenied as error:
            raise Http404 from error
        messages.success(self.request, done)
        return redirect(self.get_next())

    def act(self, data: dict[str, Any]) -> str:
        """Do it; returns the sentence that says so."""
        raise NotImplementedError

    def get_next(self) -> str:
        return self.person_url


class AccountActView(ActView):
    """Of the account itself: only for those in whose hands it is."""

    def check(self) -> None:
        if not owns_account(self.request.user, self.person):
            raise Http404


class RolesView(ActView):
    form_class = RolesForm
    label = gettext_lazy("岗位")

    def get_initial(self) -> dict[str, Any]:
        return {"roles": roles_in(self.person, self.organisation)}

    def get_question(self) -> str:
        values = {"name": name_of(self.person), "union": self.organisation.name}
        return _("%(name)s在%(union)s的岗位。") % values

    def act(self, data: dict[str, Any]) -> str:
        actions.set_roles(
            self.person, organisation=self.organisation, roles=data["roles"], by=self.request.user
        )
        return _("%(name)s的岗位已更新。") % {"name": name_of(self.person)}

    def get_next(self) -> str:
        """Who has left the union altogether has left its list."""
        shown = staff_listed(self.request.user).filter(pk=self.person.pk).exists()
        return self.person_url if shown else reverse("staff:index")


class NetworkRolesView(ActView):
    form_class = NetworkRolesForm
    label = gettext_lazy("全网岗位")
    question = gettext_lazy("%(name)s的全网岗位。")

    def check(self) -> None:
        if not is_security_officer(self.request.user):
            raise Http404
        super().check()

    def get_initial(self) -> dict[str, Any]:
        return {"network": network_roles_of(self.person)}

    def act(self, data: dict[str, Any]) -> str:
        actions.set_network_roles(self.person, roles=data["network"], by=self.request.user)
        return _("%(name)s的岗位已更新。") % {"name": name_of(self.person)}


class DisableView(AccountActView):
    form_class = DisableForm
    label = gettext_lazy("停用账号")
    question = gettext_lazy(
        "停用%(name)s的账号：已有的登录立即结束，不能再登录；岗位保留，启用后恢复。"
    )
    is_serious = True

    def act(self, data: dict[str, Any]) -> str:
        actions.disable(self.person, reason=data["reason"], by=self.request.user)
        return _("%(name)s的账号已停用。") % {"name": name_of(self.person)}


class EnableView(AccountActView):
    label = gettext_lazy("启用账号")
    question = gettext_lazy("启用%(name)s的账号，原来的岗位和密码照旧。")

    def act(self, data: dict[str, Any]) -> str:
        actions.enable(self.person, by=self.request.user)
        return _("%(name)s的账号已启用。") % {"name": name_of(self.person)}


class HandOverView(ActView):
    form_class = HandOverForm
    label = gettext_lazy("移交工作")

    def get_form_kwargs(self) -> dict[str, Any]:
        own = {"organisation": self.organisation, "person": self.person}
        return {**super().get_form_kwargs(), **own}

    def get_question(self) -> str:
        values = {"name": name_of(self.person), "union": self.organisation.name}
        return (
            _(
                "把%(name)s在%(union)s没有做完的事交给一位同事：草稿、锁定的页面，以及等着处理的任务。"
            )
            % values
        )

    def act(self, data: dict[str, Any]) -> str:
        count = actions.hand_over(
            self.person,
            successor=data["successor"],
            organisation=self.organisation,
            by=self.request.user,
        )
        text = ngettext("已移交 %(count)s 个页面。", "已移交 %(count)s 个页面。", count)
        return text % {"count": count}


class StandInView(ActView):
    form_class = StandInForm
    label = gettext_lazy("安排代理")

    def get_form_kwargs(self) -> dict[str, Any]:
        own = {"organisation": self.organisation, "person": self.person}
        return {**super().get_form_kwargs(), **own}

    def get_question(self) -> str:
        values = {"name": name_of(self.person), "union": self.organisation.name}
        return _("%(name)s不在的时候，由一位同事代理在%(union)s的岗位。") % values

    def act(self, data: dict[str, Any]) -> str:
        stand_ins.let_stand_in(
            self.person, organisation=self.organisation, by=self.request.user, **data
        )
        return _("已安排%(name)s代理。") % {"name": name_of(data["deputy"])}


@require_POST
def end_stand_in(request: Any, pk: int) -> HttpResponse:
    try:
        row = stand_ins.end_stand_in(pk, by=request.user)
    except (StandIn.DoesNotExist, PermissionDenied) as error:
        raise Http404 from error
    messages.success(request, _("代理已结束。"))
    return redirect("staff:person", row.absent_id)
