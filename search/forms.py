"""The closed set of values that an address of the search may have."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from news.models import ColumnKind, Genre
from search.engines import SCOPES
from search.engines.base import DATE, NETWORK, RELEVANCE
from search.queries import LAST_PAGE
from sites.models import Tier

SCOPE_LABELS = {"site": _("本会"), "below": _("本会和下级"), "network": _("全网")}
SORT_LABELS = {RELEVANCE: _("按相关度"), DATE: _("按时间")}
FACET_LABELS = {
    "tier": _("层级"),
    "organisation": _("工会"),
    "kind": _("栏目类型"),
    "genre": _("体裁"),
    "year": _("年份"),
}
FIRST_YEAR, LAST_YEAR = 1949, 2100


class TypedField(forms.CharField):
    """Whatever can be sent: characters that nobody can type count as blanks."""

    def to_python(self, value: Any) -> str:
        return super().to_python(str(value or "").replace("\x00", " ")) or ""


class SearchForm(forms.Form):
    """Anything else than these values is left out, so that every address shows a page."""

    q = TypedField(required=False, strip=True)
    scope = forms.ChoiceField(required=False, choices=[(name, name) for name in SCOPES])
    sort = forms.ChoiceField(required=False, choices=list(SORT_LABELS.items()))
    tier = forms.ChoiceField(required=False, choices=Tier.choices)
    organisation = forms.IntegerField(required=False, min_value=1, max_value=2**31)
    kind = forms.ChoiceField(required=False, choices=ColumnKind.choices)
    genre = forms.ChoiceField(required=False, choices=Genre.choices)
    year = forms.IntegerField(required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    page = forms.IntegerField(required=False, min_value=1, max_value=LAST_PAGE)

    def values(self) -> dict[str, Any]:
        """What is valid, with the defaults of the rest."""
        self.is_valid()
        return {
            "q": self.cleaned_data.get("q", ""),
            "scope": self.cleaned_data.get("scope") or NETWORK,
            "sort": self.cleaned_data.get("sort") or RELEVANCE,
            "page": self.cleaned_data.get("page") or 1,
            "filters": {
                name: str(self.cleaned_data[name])
                for name in FACET_LABELS
                if self.cleaned_data.get(name)
            },
        }


class ClickForm(forms.Form):
    q = forms.CharField(max_length=200)
