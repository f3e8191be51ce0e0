"""Forms of signing, returning, urgent publishing and the rules."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from news.models import ColumnPage
from review.actions import Verdict
from review.models import ReviewRound, ReviewRule, Step
from sites.models import Organisation

SMALL = {"rows": 3}


class SignForm(forms.Form):
    """The two statements of a step, apart from each other: what it says, and how it is written."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    is_reviewed = forms.BooleanField(
        label=_("已审：导向、事实、政策表述、人名职务和数据准确，同意"),
    )
    opinion = forms.CharField(
        label=_("审核意见"), max_length=1000, required=False, widget=forms.Textarea(attrs=SMALL)
    )
    is_proofread = forms.BooleanField(label=_("已校：文字、标点、图片、附件和链接无误"))
    proof_opinion = forms.CharField(
        label=_("校对意见"), max_length=1000, required=False, widget=forms.Textarea(attrs=SMALL)
    )
    is_public = forms.TypedChoiceField(
        label=_("保密审查"),
        choices=[
            ("yes", _("不涉及国家秘密、工作秘密和个人隐私，可以公开")),
            ("no", _("涉密或者不宜公开（请退回）")),
        ],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, step: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if step != Step.FINAL:
            del self.fields["is_public"]

    def clean_is_public(self) -> bool | None:
        answer = self.cleaned_data["is_public"]
        if answer is False:
            raise forms.ValidationError(_("涉密或者不宜公开的稿件不能签发，请退回。"))
        return answer

    @property
    def verdict(self) -> Verdict:
        data = self.cleaned_data
        return Verdict(data["opinion"], data["proof_opinion"], data.get("is_public"))


class SendBackForm(forms.Form):
    to = forms.ChoiceField(label=_("退回给"), required=False)
    opinion = forms.CharField(
        label=_("退回的理由"), max_length=1000, widget=forms.Textarea(attrs=SMALL)
    )

    def __init__(self, *args: Any, review: ReviewRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        earlier = [(step.value, step.label) for step in reversed(review.earlier_steps())]
        self.fields["to"].choices = [("", _("作者")), *earlier]  # type: ignore[attr-defined]


class UrgentForm(forms.Form):
    reason = forms.CharField(
        label=_("加急理由"),
        max_length=300,
        widget=forms.Textarea(attrs=SMALL),
        help_text=_("由终审先签发，其余各审在时限内补签。理由记入审批表。"),
    )


class RuleForm(forms.ModelForm):
    """A rule of one union, or of the network; whose it is, the screen decides."""

    class Meta:
        model = ReviewRule
        fields = [
            "column_code",
            "steps",
            "step_hours",
            "allows_urgent",
            "urgent_hours",
            "reviews_placements",
        ]
        widgets = {"column_code": forms.Select}

    def __init__(self, *args: Any, organisation: Organisation | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.organisation = organisation
        choices = [("", _("全部栏目")), *column_codes(organisation).items()]
        known = self.instance.column_code
        if known and known not in dict(choices):
            choices.append((known, known))
        self.fields["column_code"] = forms.ChoiceField(
            label=_("栏目"), choices=choices, required=False
        )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        same = ReviewRule.objects.filter(
            organisation=self.instance.organisation,
            column_code=self.cleaned_data.get("column_code", ""),
        )
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("column_code", _("这种栏目已经有一条规则，请改那一条。"))
        return cleaned


def column_codes(organisation: Organisation | None) -> dict[str, str]:
    """Codes with their titles; the network's are those of the top union's columns."""
    owner = organisation or Organisation.objects.filter(depth=1).order_by("path").first()
    rows = ColumnPage.objects.filter(organisation=owner).exclude(kind="TOPIC").order_by("path")
    return dict(rows.values_list("code", "title"))


class ArchiveForm(forms.Form):
    """What the archive of reviews is narrowed by; nonsense in the address narrows nothing."""

    text = forms.CharField(label=_("标题"), max_length=100, required=False)
    state = forms.ChoiceField(
        label=_("状态"), choices=[("", _("全部")), *ReviewRound.State.choices], required=False
    )
    signer = forms.CharField(label=_("签字人"), max_length=50, required=False)
    since = forms.DateField(
        label=_("送审日期从"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("到"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    @property
    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data
