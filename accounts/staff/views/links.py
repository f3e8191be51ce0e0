"""New people, and the links with which they set their passwords."""

from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from accounts.staff import actions
from accounts.staff.columns import name_of
from accounts.staff.errors import StaffError
from accounts.staff.forms import (
    InviteForm,
)
from accounts.staff.links import password_link
from accounts.staff.views.acts import AccountActView
from accounts.staff.views.person import StaffScreen


@method_decorator(never_cache, name="dispatch")
class LinkView(AccountActView):
    """A link for a person who has lost the password, or the first link: shown here and nowhere else."""

    label = gettext_lazy("设置密码的链接")
    question = gettext_lazy("给%(name)s一个设置密码的链接。链接只显示这一次，用过或过期就失效。")

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            actions.record_link(self.person, by=self.request.user)
        except StaffError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        return show_link(self, self.person)


@method_decorator(never_cache, name="dispatch")
class InviteView(StaffScreen, FormView):
    template_name = "accounts/admin/staff/act.html"
    form_class = InviteForm
    label = page_title = gettext_lazy("新增人员")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back=reverse("staff:index"), **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            person = actions.invite(**form.cleaned_data, by=self.request.user)
        except StaffError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        return show_link(self, person)


def show_link(view: Any, person: Any) -> HttpResponse:
    """The link on the page itself and not in a message: messages are stored."""
    person = get_user_model().objects.get(pk=person.pk)
    link = password_link(person, view.request.build_absolute_uri("/"))
    context = view.get_context_data(form=None, shown_link=link, of_whom=name_of(person))
    return render(view.request, "accounts/admin/staff/link.html", context)
