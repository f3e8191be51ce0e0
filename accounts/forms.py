from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):
    """The field is called ``username`` on the wire, as on Wagtail's own page."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("用户名")
        self.fields["password"].label = _("密码")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def add_prefix(self, field_name):
        return super().add_prefix("username" if field_name == "login" else field_name)


class PersonSearchForm(forms.Form):
    q = forms.CharField(label=_("用户名或姓名"), required=False, max_length=100)
