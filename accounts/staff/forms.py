"""Forms of the staff screens."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from accounts.policies import is_security_officer
from accounts.staff.oversight import runs_the_network, unions_opened_by
from accounts.staff.policies import administered_unions
from accounts.staff.queries import colleagues, roles_in
from sites.forms import UnionChoiceField
from sites.models import Organisation, Oversight, StaffRole
from sites.network_roles import NetworkRole


def roles_field(**kwargs: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("岗位"), choices=StaffRole.choices, widget=forms.CheckboxSelectMultiple, **kwargs
    )


def network_roles_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("全网岗位"),
        choices=NetworkRole.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("系统管理员、安全保密管理员、安全审计员由三个人分别担任，也不兼其他岗位。"),
    )


def offer(form: forms.Form, name: str, rows: Any) -> None:
    """What may be chosen in a field of a form, which depends on who asks."""
    field: Any = form.fields[name]
    field.queryset = rows


class InviteForm(forms.Form):
    """A new account for one union; the union is asked for where there is a choice.

    For security officers also one with network-wide roles, which serves no union.
    """

    organisation = UnionChoiceField(label=_("工会"))
    username = forms.CharField(
        label=_("用户名"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text=_("登录用，定了不改，例如姓名拼音。"),
    )
    name = forms.CharField(label=_("姓名"), max_length=150)
    email = forms.EmailField(label=_("电子邮箱"), required=False)
    roles = roles_field()
    network = network_roles_field()

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unions = administered_unions(by)
        offer(self, "organisation", unions)
        if is_security_officer(by):
            self.fields["organisation"].required = self.fields["roles"].required = False
            return
        del self.fields["network"]
        only = list(unions[:2])
        if len(only) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.fields["organisation"].initial = only[0].pk

    def clean_username(self) -> str:
        username = get_user_model().normalize_username(self.cleaned_data["username"])
        if get_user_model().objects.filter(username__iexact=username).exists():
            raise ValidationError(
                _(
                    "用户名已被占用，请换一个。已有账号的人到本会任职，由安全保密管理员加上本会的岗位。"
                )
            )
        return username


class NetworkRolesForm(forms.Form):
    network = network_roles_field()


class RolesForm(forms.Form):
    roles = roles_field(
        required=False, help_text=_("一个都不选，就是不再在这个工会任职；账号和别处的岗位不变。")
    )


class DisableForm(forms.Form):
    reason = forms.CharField(label=_("原因"), max_length=200, help_text=_("例如调离、退休。"))


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, person: Any) -> str:
        return f"{person.get_full_name() or person.get_username()}（{person.get_username()}）"


class HandOverForm(forms.Form):
    successor = PersonField(label=_("接手的人"), queryset=None)

    def __init__(self, *args: Any, organisation: Organisation, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "successor", colleagues(organisation, but=person))


class StandInForm(forms.Form):
    deputy = PersonField(label=_("代理的人"), queryset=None)
    roles = roles_field()
    first_date = forms.DateField(
        label=_("第一天"), initial=timezone.localdate, widget=AdminDateInput
    )
    last_date = forms.DateField(
        label=_("最后一天"), widget=AdminDateInput, help_text=_("过了这一天自动结束。")
    )
    reason = forms.CharField(label=_("事由"), max_length=200, help_text=_("例如休假、外出学习。"))

    def __init__(self, *args: Any, organisation: Organisation, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "deputy", colleagues(organisation, but=person))
        held = roles_in(person, organisation)
        roles: Any = self.fields["roles"]
        roles.choices = [(role, StaffRole(role).label) for role in held]
        roles.initial = held


class OversightForm(forms.Form):
    lower = UnionChoiceField(label=_("下级工会"))
    upper = UnionChoiceField(label=_("上级工会"))
    level = forms.ChoiceField(
        label=_("程度"),
        choices=Oversight.Level.choices,
        help_text=Oversight._meta.get_field("level").help_text,
    )
    first_date = forms.DateField(
        label=_("第一天"), initial=timezone.localdate, widget=AdminDateInput
    )
    last_date = forms.DateField(
        label=_("最后一天"),
        required=False,
        widget=AdminDateInput,
        help_text=_("空着就是到收回为止。"),
    )
    reason = forms.CharField(label=_("事由"), max_length=200)

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unions = unions_opened_by(by)
        offer(self, "lower", unions)
        if runs_the_network(by):
            self.fields["lower"].required = False
            self.fields["lower"].help_text = _("空着就是上级工会的全部下级。")
            return
        paths = {path for row in unions for path in row.upper_paths}
        offer(self, "upper", Organisation.objects.filter(path__in=paths))


class UnionForm(forms.Form):
    """Which union's posts to look at, for those who give posts in many."""

    union = UnionChoiceField(label=_("工会"))

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "union", administered_unions(by))
