"""Forms of the ledger: a month and a union to read, an adoption to register or refuse."""

from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminPageChooser
from wagtail.documents import get_document_model
from wagtail.documents.widgets import AdminDocumentChooser

from news.models import ArticlePage
from sites.models import Organisation
from syndication.actions import AdoptionPlan
from syndication.models import Outlet
from syndication.policies import unions_for


class RegisterForm(forms.Form):
    """An adoption elsewhere, of one of the unions for which the person registers."""

    organisation = forms.ModelChoiceField(
        label=_("工会组织"), queryset=Organisation.objects.none(), empty_label=None
    )
    title = forms.CharField(label=_("刊发标题"), max_length=255)
    outlet = forms.ModelChoiceField(label=_("刊发媒体"), queryset=Outlet.objects.none())
    published_date = forms.DateField(label=_("刊发日期"), widget=AdminDateInput)
    author = forms.CharField(label=_("作者"), max_length=100, required=False)
    is_brief = forms.BooleanField(
        label=_("简讯"), required=False, help_text=_("短消息、摘要按简讯计分。")
    )
    link = forms.URLField(
        label=_("网址"), required=False, max_length=500, assume_scheme="https",
        help_text=_("网址和扫描件至少有一样。"),
    )  # fmt: skip
    scan = forms.ModelChoiceField(
        label=_("版面扫描件"),
        queryset=get_document_model().objects.none(),
        required=False,
        widget=AdminDocumentChooser,
    )
    article = forms.ModelChoiceField(
        label=_("本会文章"),
        queryset=ArticlePage.objects.none(),
        required=False,
        widget=AdminPageChooser(target_models=[ArticlePage]),
        help_text=_("文章在本会站点上时选它。"),
    )

    def __init__(self, *args: Any, user: AbstractBaseUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unions = unions_for(user, "register")
        self.fields["organisation"].queryset = unions  # type: ignore[attr-defined]
        self.fields["organisation"].initial = unions.first()
        self.fields["outlet"].queryset = Outlet.objects.elsewhere()  # type: ignore[attr-defined]
        self.fields["published_date"].initial = timezone.localdate()
        # Whether the person may choose this document is asked by the action.
        self.fields["scan"].queryset = get_document_model().objects.all()  # type: ignore[attr-defined]
        self.fields["article"].queryset = ArticlePage.objects.filter(organisation__in=unions)  # type: ignore[attr-defined]

    def plan(self) -> AdoptionPlan:
        data = self.cleaned_data
        return AdoptionPlan(
            title=data["title"],
            outlet=data["outlet"],
            published_date=data["published_date"],
            author=data["author"],
            link=data["link"],
            scan_id=data["scan"].pk if data["scan"] else None,
            is_brief=data["is_brief"],
            article=data["article"],
        )
