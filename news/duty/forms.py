"""The filters above the board."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from news.duty.figures import State
from news.duty.policies import unions_watched
from news.models import ColumnKind, OutgoingLink
from sites.models import Organisation, Tier
from sites.queries import unions_served

LinkState = OutgoingLink.State
ALL = ("", _("全部"))
VETOED, BLANK = "VETO", "BLANK"


class DutyFilter(forms.Form):
    """Of the unions that a person watches; what isn't among them is no choice."""

    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[
            ALL,
            (VETOED, _("单项否决")),
            (State.RED, _("超期")),
            (State.WARNING, _("将到期")),
        ],
    )
    tier = forms.ChoiceField(label=_("层级"), required=False, choices=[ALL, *Tier.choices])
    city = forms.ModelChoiceField(
        label=_("市"), required=False, queryset=Organisation.objects.none(), empty_label=_("全部")
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.unions = unions_watched(user)
        self.offer("city", self.unions.filter(depth=2, numchild__gt=0))

    def offer(self, name: str, unions: Any) -> None:
        cast(forms.ModelChoiceField, self.fields[name]).queryset = unions

    def narrowed(self) -> Any:
        """The unions of the chosen tier and city."""
        unions, chosen = self.unions, self.cleaned_data
        if chosen["tier"]:
            unions = unions.filter(tier=chosen["tier"])
        if chosen["city"]:
            unions = unions.within(chosen["city"])
        return unions


class OneUnionFilter(DutyFilter):
    """The same with one union, whose rows are all there is then."""

    union = forms.ModelChoiceField(
        queryset=Organisation.objects.none(), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("union", self.unions)
        if self.data.get("union"):  # the rest says nothing about one union
            del self.fields["tier"], self.fields["city"]

    def narrowed(self) -> Any:
        if union := self.cleaned_data["union"]:
            return self.unions.filter(pk=union.pk)
        return super().narrowed()


class ColumnFilter(OneUnionFilter):
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[ALL, (State.RED, _("超期")), (State.WARNING, _("将到期")), (BLANK, _("空白"))],
    )
    kind = forms.ChoiceField(
        label=_("栏目类型"), required=False, choices=[ALL, *ColumnKind.choices]
    )
    mine = forms.BooleanField(required=False, widget=forms.HiddenInput)
    field_order = ["state", "kind", "tier", "city", "union", "mine"]

    def narrowed(self) -> Any:
        unions = super().narrowed()
        if self.cleaned_data["mine"]:
            return unions.filter(pk__in=unions_served(self.user).order_by().values("pk"))
        return unions


class LinkFilter(OneUnionFilter):
    """Dead links, unless the doubtful ones are asked for."""

    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[("", LinkState.DEAD.label), (LinkState.DOUBTFUL, LinkState.DOUBTFUL.label)],
    )
    field_order = ["state", "tier", "city", "union"]
