"""What an editor looks for among the shared articles."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from news.models import ColumnPage, Genre
from sites.models import Organisation, Tier


class LibraryForm(forms.Form):
    """Narrows the library; ``into`` is the union for which the person chooses."""

    into = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("选到"), required=False, empty_label=None
    )
    q = forms.CharField(label=_("标题或导语"), required=False, max_length=100)
    union = forms.CharField(label=_("单位"), required=False, max_length=40)
    tier = forms.ChoiceField(
        label=_("层级"), required=False, choices=[("", _("全部")), *Tier.choices]
    )
    column = forms.ChoiceField(label=_("栏目"), required=False)
    genre = forms.ChoiceField(
        label=_("体裁"), required=False, choices=[("", _("全部")), *Genre.choices]
    )

    def __init__(self, *args: Any, unions: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        served = list(unions)
        fields: dict[str, Any] = self.fields
        fields["into"].queryset = Organisation.objects.filter(pk__in=[union.pk for union in served])
        if len(served) < 2:
            fields["into"].widget = forms.HiddenInput()
        fields["column"].choices = [("", _("全部")), *standard_codes()]


def standard_codes() -> list[tuple[str, str]]:
    """The column codes of the province's sites, which are those of the network."""
    columns = ColumnPage.objects.live().filter(organisation__depth=1).exclude(kind="TOPIC")
    return list(columns.order_by("path").values_list("code", "title_zh_hans"))
