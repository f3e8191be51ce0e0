"""How a received article is shown locally, and why it isn't."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser

from news.models import ColumnPage
from pages.queries import pages_of_type
from sites.models import MediaCollection, Organisation
from syndication.actions import LocalDress
from syndication.forms.dispatch import DateInput, MomentInput


class ColumnChoiceField(forms.ModelChoiceField):
    """The columns of one union, each below the one that it stands in."""

    def label_from_instance(self, column: ColumnPage) -> str:
        return "　" * max(0, column.depth - 3) + column.title


def columns_of(organisation: Organisation):
    return pages_of_type(ColumnPage, organisation.pk).exclude(kind="TOPIC").order_by("path")


def pictures_of(organisation: Organisation):
    """The pictures on the union's own shelf."""
    shelf = MediaCollection.objects.filter(organisation=organisation)
    return get_image_model().objects.filter(collection__in=shelf.values("collection"))


class PlaceForm(forms.Form):
    column = ColumnChoiceField(label=_("刊发到栏目"), queryset=ColumnPage.objects.none())
    headline = forms.CharField(
        label=_("本站标题"), required=False, max_length=255, help_text=_("空着就用原标题。")
    )
    lead = forms.CharField(
        label=_("本站导语"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("空着就用原导语。"),
    )
    cover = forms.ModelChoiceField(
        label=_("本站封面"),
        queryset=get_image_model().objects.none(),
        required=False,
        widget=AdminImageChooser,
        help_text=_("空着就用原封面。"),
    )
    published_at = forms.DateTimeField(
        label=_("发布时间"), required=False, widget=MomentInput, help_text=_("空着就马上发布。")
    )
    pinned_until = forms.DateField(label=_("置顶到"), required=False, widget=DateInput)

    def __init__(self, organisation: Organisation, *args: Any, only_column: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["column"].queryset = columns_of(organisation)  # type: ignore[attr-defined]
        self.fields["cover"].queryset = pictures_of(organisation)  # type: ignore[attr-defined]
        if only_column:
            self.fields = {"column": self.fields["column"]}

    @property
    def dress(self) -> LocalDress:
        data = self.cleaned_data
        cover = data.get("cover")
        return LocalDress(
            column_id=data["column"].pk,
            headline=data.get("headline", ""),
            lead=data.get("lead", ""),
            cover_id=cover.pk if cover else None,
            published_at=data.get("published_at"),
            pinned_until=data.get("pinned_until"),
        )


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("不采用的理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
