"""Where dispatches land, saved recipients, the network's rules."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from news.models import ColumnPage
from sites.models import Organisation
from syndication.forms.dispatch import KeysField
from syndication.forms.receipts import columns_of
from syndication.models import ColumnMapping, RecipientGroup, Rules

INBOX = "INBOX"


class MappingForm(forms.Form):
    """One choice for each column code that the unions above use."""

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = {str(column.pk): column for column in columns_of(organisation)}
        own = {column.code: column.title for column in self.columns.values()}
        known = {
            row.code: str(row.column_id or INBOX)
            for row in ColumnMapping.objects.filter(organisation=organisation)
        }
        titles = codes_above(organisation)
        chosen = [(key, column.title) for key, column in self.columns.items()]
        for code in [*titles, *(code for code in known if code not in titles)]:
            same = own.get(code)
            usual = _("自动：本会的“%(title)s”") % {"title": same} if same else _("自动：进收件箱")
            self.fields[code] = forms.ChoiceField(
                label=titles.get(code, code),
                choices=[("", usual), (INBOX, _("进收件箱，由编辑选栏目")), *chosen],
                required=False,
                initial=known.get(code, ""),
                help_text=code,
            )

    @property
    def choices(self) -> dict[str, ColumnPage | str]:
        return {code: self.columns.get(value, value) for code, value in self.cleaned_data.items()}


def codes_above(organisation: Organisation) -> dict[str, str]:
    """The column codes of the unions above and what they are called there, the nearest first."""
    above = Organisation.objects.above(organisation)
    columns = ColumnPage.objects.live().filter(organisation__in=above).exclude(kind="TOPIC")
    rows = columns.order_by("organisation__path", "path").values_list("code", "title")
    return dict(rows)


class GroupForm(forms.Form):
    name = forms.CharField(label=_("名称"), max_length=60)
    unions = KeysField(required=False)
    find = forms.CharField(label=_("查找单位"), required=False, max_length=40)

    def __init__(self, group: RecipientGroup | None, *args: Any, **kwargs: Any) -> None:
        if group is not None:
            members = list(group.unions.values_list("pk", flat=True))
            kwargs.setdefault("initial", {"name": group.name, "unions": members})
        super().__init__(*args, **kwargs)

    def ticked(self) -> set[int]:
        return {int(key) for key in self["unions"].value() or [] if str(key).isdigit()}


class RulesForm(forms.ModelForm):
    class Meta:
        model = Rules
        fields = ["skips_tiers", "reminder_hours"]
