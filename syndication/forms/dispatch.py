"""What a sender decides of a dispatch."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from news.models import ArticlePage, ColumnPage
from pages.queries import pages_of_type
from sites.models import Organisation, Tier
from syndication.actions import DispatchPlan
from syndication.actions.dispatch import own_code
from syndication.branches import Branch, branches_of
from syndication.models import Obligation, RecipientGroup
from syndication.recipients import Selection, possible_recipients

OBLIGATIONS = [
    (Obligation.MUST_PUBLISH, _("必须刊发——马上刊发在各单位对应的栏目，期限以前不能撤下或隐藏")),
    (Obligation.MUST_DECIDE, _("限期答复——各单位在期限以前答复：刊发，或者写明理由不采用")),
    (Obligation.FOR_INFORMATION, _("供参考——各单位自己决定用不用，不要求答复")),
]


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M", **kwargs)


class KeysField(forms.Field):
    """Keys of unions that were ticked; which of them count is decided where the rule is read."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {"invalid": _("单位的编号不对。")}

    def to_python(self, value: Any) -> list[int]:
        try:
            return [int(key) for key in value or []]
        except (TypeError, ValueError) as error:
            raise forms.ValidationError(self.error_messages["invalid"]) from error


class DispatchForm(forms.Form):
    obligation = forms.ChoiceField(
        label=_("要求"), choices=OBLIGATIONS, widget=forms.RadioSelect, initial="MUST_PUBLISH"
    )
    column_code = forms.ChoiceField(
        label=_("刊发到栏目"), help_text=_("各单位按这个栏目的编码落到自己对应的栏目。")
    )
    note = forms.CharField(
        label=_("下发说明"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    deadline = forms.DateTimeField(
        label=_("答复期限"),
        required=False,
        widget=MomentInput,
        help_text=_("限期答复的要写。期限以前自动提醒一次，过期记为逾期。"),
    )
    locked_until = forms.DateField(
        label=_("保留到"),
        required=False,
        widget=DateInput,
        help_text=_("只对必须刊发的有用：到这一天为止不能撤下。空着就一直保留。"),
    )
    includes_new = forms.BooleanField(
        label=_("以后新开通的单位，只要在这个范围里，也收到"), required=False
    )

    everyone = forms.BooleanField(label=_("全部下级单位"), required=False)
    tiers = forms.MultipleChoiceField(
        label=_("按层级"), required=False, widget=forms.CheckboxSelectMultiple
    )
    direct_counties = forms.BooleanField(label=_("全部省直管县"), required=False)
    groups = forms.TypedMultipleChoiceField(
        label=_("接收分组"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    subtrees = KeysField(required=False)
    unions = KeysField(required=False)
    exceptions = KeysField(required=False)
    # Only for the screen: what the tree is narrowed to, and the name under which it is saved.
    find = forms.CharField(label=_("查找单位"), required=False, max_length=40)
    group_name = forms.CharField(label=_("分组名称"), required=False, max_length=60)

    MESSAGE = ("obligation", "column_code", "note", "deadline", "locked_until")

    def __init__(self, article: ArticlePage, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sender: Organisation = article.organisation
        columns = pages_of_type(ColumnPage, self.sender.pk).exclude(kind="TOPIC")
        choices = list(columns.order_by("path").values_list("code", "title"))
        self.fields["column_code"].choices = choices  # type: ignore[attr-defined]
        self.fields["column_code"].initial = own_code(article)
        below = {union.tier for union in self.possible}
        tiers = [(tier.value, tier.label) for tier in Tier if tier in below]
        self.fields["tiers"].choices = tiers  # type: ignore[attr-defined]
        saved = RecipientGroup.objects.filter(organisation=self.sender).order_by("name")
        self.members = {
            group.pk: [union.pk for union in group.unions.all()]
            for group in saved.prefetch_related("unions")
        }
        self.fields["groups"].choices = [  # type: ignore[attr-defined]
            (group.pk, f"{group.name}（{len(self.members[group.pk])}）") for group in saved
        ]

    @cached_property
    def possible(self) -> list[Organisation]:
        fields = ("name", "short_name", "tier", "path", "depth", "numchild")
        return list(possible_recipients(self.sender).only(*fields))

    @property
    def has_direct_counties(self) -> bool:
        return self.sender.depth == 1 and any(one.is_directly_reporting for one in self.possible)

    @property
    def message_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.MESSAGE]

    @property
    def selection(self) -> Selection:
        data = self.cleaned_data
        return Selection(
            everyone=data["everyone"],
            tiers=data["tiers"],
            direct_counties=data["direct_counties"],
            subtrees=data["subtrees"],
            groups=data["groups"],
            unions=data["unions"],
            exceptions=data["exceptions"],
        )

    @property
    def plan(self) -> DispatchPlan:
        names = (*self.MESSAGE, "includes_new")
        return DispatchPlan(
            selection=self.selection, **{name: self.cleaned_data[name] for name in names}
        )

    def ticked(self, name: str) -> set[int]:
        values = self[name].value() or []
        return {int(value) for value in values if str(value).isdigit()}

    def branches(self) -> list[Branch]:
        """The tree to tick, narrowed to what is looked for; what is ticked stays in it."""
        wanted = str(self["find"].value() or "").strip()
        ticked = self.ticked("unions") | self.ticked("exceptions")
        shown = [
            union
            for union in self.possible
            if wanted in union.name or wanted in union.short_name or union.pk in ticked
        ]
        return branches_of(self.sender, shown)
