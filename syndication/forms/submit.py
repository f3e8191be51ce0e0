"""Forms of handing an article up."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.models import ArticlePage
from sites.models import Organisation
from syndication.models import Rules, Submission, TopicCall
from syndication.recipients import possible_upper_unions


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("报送说明"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("给上级编辑看，不公开。"),
    )


class SubmitForm(NoteForm):
    """To whom, and which call it answers."""

    recipients = forms.ModelMultipleChoiceField(
        label=_("报送给"),
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请选报送给谁。")},
    )
    call = forms.ModelChoiceField(
        label=_("响应约稿"),
        queryset=TopicCall.objects.none(),
        empty_label=_("不是约稿"),
        required=False,
    )
    field_order = ["recipients", "call", "note"]

    def __init__(self, *args: Any, article: ArticlePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sender = article.organisation
        above = possible_upper_unions(sender, skips_tiers=Rules.current().skips_tiers)
        known = Submission.objects.filter(article=article).exclude(state=Submission.State.WITHDRAWN)
        left = above.exclude(pk__in=known.values("recipient"))
        self.fields["recipients"].queryset = left  # type: ignore[attr-defined]
        nearest = left.last()
        self.fields["recipients"].initial = [nearest.pk] if nearest else []
        calls = TopicCall.objects.open_on(timezone.localdate()).for_union(sender)
        calls = calls.filter(organisation__in=left).select_related("organisation")
        self.fields["call"].queryset = calls  # type: ignore[attr-defined]
        self.fields["call"].label_from_instance = call_label  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        call, chosen = data.get("call"), data.get("recipients")
        if call and chosen is not None and call.organisation not in chosen:
            told = {"name": call.organisation.name}
            self.add_error("call", _("这是%(name)s的约稿，请同时选它为报送单位。") % told)
        return data


def call_label(call: TopicCall) -> str:
    told = {"name": call.organisation.short_name, "title": call.title, "date": call.last_date}
    return str(_("%(name)s：%(title)s（%(date)s 截止）") % told)


class OutboxFilterForm(forms.Form):
    """What one's own list is narrowed by; nonsense in the address narrows nothing."""

    state = forms.ChoiceField(
        label=_("状态"),
        choices=[("", _("全部")), *Submission.State.choices],
        required=False,
    )
    recipient = forms.ModelChoiceField(
        label=_("接收单位"),
        queryset=Organisation.objects.none(),
        empty_label=_("全部"),
        required=False,
    )
    sender = forms.ModelChoiceField(
        label=_("报送单位"),
        queryset=Organisation.objects.none(),
        empty_label=_("全部"),
        required=False,
    )
    text = forms.CharField(label=_("标题"), max_length=100, required=False)

    def __init__(self, *args: Any, unions: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        paths = {path for union in unions for path in union.upper_paths}
        self.fields["recipient"].queryset = Organisation.objects.filter(path__in=paths)  # type: ignore[attr-defined]
        if len(unions) > 1:
            keys = [union.pk for union in unions]
            self.fields["sender"].queryset = Organisation.objects.filter(pk__in=keys)  # type: ignore[attr-defined]
        else:
            del self.fields["sender"]

    @property
    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data
