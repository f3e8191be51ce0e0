"""Forms of the inbox of submissions and of reading one."""

from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser
from wagtail.permissions import policy_registry

from news.models import ColumnPage
from news.models.article import Genre
from pages.queries import pages_of_type
from sites.models import Organisation
from syndication.actions import LocalDress
from syndication.columns import columns_for
from syndication.forms.wording import WordedForm
from syndication.inbox import AGES
from syndication.models import ReturnCode, Submission, TopicCall


class InboxFilterForm(forms.Form):
    """What the inbox is narrowed by; nonsense in the address narrows nothing."""

    state = forms.ChoiceField(choices=Submission.State, required=False, widget=forms.HiddenInput)
    union = forms.CharField(
        label=_("单位"),
        max_length=100,
        required=False,
        help_text=_("报送的或首发的单位，名称的一部分。"),
    )
    text = forms.CharField(label=_("标题"), max_length=100, required=False)
    column = forms.ChoiceField(label=_("栏目"), required=False)
    genre = forms.ChoiceField(
        label=_("体裁"), choices=[("", _("全部")), *Genre.choices], required=False
    )
    age = forms.ChoiceField(label=_("来稿时间"), choices=[("", _("全部")), *AGES], required=False)
    call = forms.ModelChoiceField(
        label=_("约稿"), queryset=TopicCall.objects.none(), empty_label=_("全部"), required=False
    )

    def __init__(self, *args: Any, recipient: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = own_columns(recipient).values_list("code", "title")
        self.fields["column"].choices = [("", _("全部")), *dict(columns).items()]  # type: ignore[attr-defined]
        calls = TopicCall.objects.filter(organisation=recipient).order_by("-last_date", "-pk")
        self.fields["call"].queryset = calls  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data


class AdoptForm(WordedForm):
    """How a submission is shown locally; with a union to relay to, both in one act."""

    column = forms.ModelChoiceField(
        label=_("栏目"), queryset=ColumnPage.objects.none(), empty_label=_("请选栏目")
    )
    headline = forms.CharField(
        label=_("本站标题"), max_length=255, required=False, help_text=_("空着就用原标题。")
    )
    lead = forms.CharField(
        label=_("本站导语"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("空着就用原导语。"),
    )
    cover = forms.ModelChoiceField(
        label=_("本站封面"),
        queryset=get_image_model().objects.all(),
        required=False,
        widget=AdminImageChooser,
        help_text=_("空着就用原封面。"),
    )
    pinned_until = forms.DateField(label=_("置顶到"), required=False, widget=AdminDateInput)
    published_at = forms.DateTimeField(
        label=_("发布时间"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=_("空着就马上发布。"),
    )
    relay_to = forms.ModelChoiceField(
        label=_("同时转报"),
        queryset=Organisation.objects.none(),
        empty_label=_("不转报"),
        required=False,
    )

    def __init__(self, *args: Any, submission: Submission, by: AbstractBaseUser, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.by = by
        recipient = submission.recipient
        self.fields["column"].queryset = own_columns(recipient)  # type: ignore[attr-defined]
        found = columns_for(submission.column_code, [recipient.pk])
        self.fields["column"].initial = found.get(recipient.pk)
        upper = Organisation.objects.open().above(recipient)
        if recipient.depth > 1:
            self.fields["relay_to"].queryset = upper  # type: ignore[attr-defined]
        else:
            del self.fields["relay_to"]

    def clean_cover(self) -> Any:
        """Only a picture that this person may choose; the chooser's number can be typed."""
        cover = self.cleaned_data["cover"]
        policy = policy_registry.get_by_type(get_image_model())
        if cover and not policy.user_has_permission_for_instance(self.by, "choose", cover):
            raise forms.ValidationError(_("请选本会图片库里的图片，或全网共享的图片。"))
        return cover

    def clean_pinned_until(self) -> Any:
        day = self.cleaned_data["pinned_until"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("置顶日期不能早于今天。"))
        return day

    @property
    def dress(self) -> LocalDress:
        data = self.cleaned_data
        return LocalDress(
            column_id=data["column"].pk,
            headline=data["headline"],
            lead=data["lead"],
            cover_id=data["cover"].pk if data["cover"] else None,
            published_at=data["published_at"],
            pinned_until=data["pinned_until"],
        )


class ReturnForm(forms.Form):
    code = forms.ChoiceField(
        label=_("退稿原因"), choices=[("", _("请选原因")), *ReturnCode.choices]
    )
    reason = forms.CharField(
        label=_("退稿说明"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("写明要改什么，报送单位会原样看到。"),
    )


class RelayForm(forms.Form):
    recipient = forms.ModelChoiceField(
        label=_("转报给"), queryset=Organisation.objects.none(), empty_label=_("请选上级")
    )
    note = forms.CharField(
        label=_("转报说明"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        upper = Organisation.objects.open().above(submission.recipient)
        self.fields["recipient"].queryset = upper  # type: ignore[attr-defined]
        if submission.recipient.depth == 2:
            self.fields["recipient"].initial = upper.first()


class BulkForm(forms.Form):
    """What is done with the marked ones: adopted into one column, or returned with one reason."""

    column = forms.ModelChoiceField(
        label=_("采用到栏目"),
        queryset=ColumnPage.objects.none(),
        empty_label=_("请选栏目"),
        required=False,
    )
    code = forms.ChoiceField(
        label=_("退稿原因"),
        choices=[("", _("请选原因")), *ReturnCode.choices],
        required=False,
    )
    reason = forms.CharField(label=_("退稿说明"), max_length=500, required=False)

    def __init__(self, *args: Any, recipient: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["column"].queryset = own_columns(recipient)  # type: ignore[attr-defined]


def own_columns(organisation: Organisation) -> Any:
    """The union's columns that take articles, in the order of its menu."""
    columns = pages_of_type(ColumnPage, organisation.pk).exclude(kind="TOPIC")
    return columns.order_by("path").defer_streamfields()
