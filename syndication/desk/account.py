"""Where people switch the digests by e-mail on and off."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from syndication.models import DigestState
from syndication.policies import unions_read


class DigestForm(forms.ModelForm):
    class Meta:
        model = DigestState
        fields = ["is_wanted"]


class DigestSettingsPanel(BaseSettingsPanel):
    name = "digest"
    title = _("邮件提醒")
    tab = notifications_tab
    order = 200
    form_class = DigestForm

    def is_active(self) -> bool:
        return unions_read(self.user).exists()

    def get_form(self) -> DigestForm:
        state = DigestState.objects.filter(user=self.user).first() or DigestState(user=self.user)
        data = self.request.POST if self.request.method == "POST" else None
        return DigestForm(data, instance=state, prefix=self.name)


@hooks.register("register_account_settings_panel")
def offer_digest_settings(request: Any, user: Any, profile: Any) -> DigestSettingsPanel:
    return DigestSettingsPanel(request, user, profile)
