"""The form of a topic call."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from syndication.actions import CallPlan
from syndication.models import TopicCall


class CallForm(forms.ModelForm):
    class Meta:
        model = TopicCall
        fields = ["title", "wishes", "first_date", "last_date"]
        widgets = {
            "wishes": forms.Textarea(attrs={"rows": 5}),
            "first_date": AdminDateInput,
            "last_date": AdminDateInput,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_date"].initial = timezone.localdate

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        last = data.get("last_date")
        if last and last < timezone.localdate() and "last_date" in self.changed_data:
            self.add_error("last_date", _("截止日期不能早于今天。"))
        return data

    @property
    def plan(self) -> CallPlan:
        return CallPlan(**{name: self.cleaned_data[name] for name in self.Meta.fields})
