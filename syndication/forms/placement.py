"""What an editor gives a placed article: its column, headline, lead, cover, time and pin."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput, AdminDateTimeInput
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser
from wagtail.permissions import policy_registry

from news.models import ColumnPage
from news.queries import own_columns
from sites.models import Organisation
from syndication.actions import LocalDress
from syndication.forms.wording import WordedForm
from syndication.lines import OWN
from syndication.models import Placement


class DressForm(WordedForm):
    """How a union shows an article of another one. What is left empty is as at the origin."""

    column = forms.ModelChoiceField(
        ColumnPage.objects.none(), label=_("栏目"), empty_label=_("请选栏目")
    )
    headline = forms.CharField(
        label=_("本站标题"), max_length=255, required=False, help_text=_("空着就用原稿的标题。")
    )
    lead = forms.CharField(
        label=_("本站导语"),
        max_length=300,
        required=False,
        widget=AdminAutoHeightTextInput,
        help_text=_("空着就用原稿的导语。"),
    )
    cover = forms.ModelChoiceField(
        get_image_model().objects.none(),
        label=_("本站封面"),
        required=False,
        widget=AdminImageChooser,
        help_text=_("空着就用原稿的封面。"),
    )
    published_at = forms.DateTimeField(
        label=_("本站发布时间"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=_("空着就是现在；填将来的时间，到时自动发布。"),
    )
    pinned_until = forms.DateField(
        label=_("置顶到"), required=False, widget=AdminDateInput, help_text=_("空着就不置顶。")
    )

    def __init__(
        self,
        *args: Any,
        organisation: Organisation,
        user: AbstractBaseUser,
        placement: Placement | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.placement = placement
        fields: dict[str, Any] = self.fields
        columns = own_columns(organisation).exclude(kind="TOPIC").order_by("path")
        fields["column"].queryset = columns
        # A cover that the placement has may be of its origin's library.
        kept = placement.cover_id if placement else None
        images = get_image_model()
        policy = policy_registry.get_by_type(images)
        own = policy.instances_user_has_any_permission_for(user, ["choose"])
        fields["cover"].queryset = images.objects.filter(Q(pk__in=own.values("pk")) | Q(pk=kept))

    def dress(self) -> LocalDress:
        data = self.cleaned_data
        return LocalDress(
            column_id=data["column"].pk,
            headline=data["headline"],
            lead=data["lead"],
            cover_id=data["cover"].pk if data["cover"] else None,
            published_at=self.moment(),
            pinned_until=data["pinned_until"],
        )

    def moment(self) -> datetime | None:
        """The time that was entered. The form has no seconds: left as it is, they stay."""
        entered: datetime | None = self.cleaned_data["published_at"]
        known = self.placement.published_at if self.placement else None
        if entered and known and entered == known.replace(second=0, microsecond=0):
            return known
        return entered

    @staticmethod
    def values_of(placement: Placement) -> dict[str, Any]:
        return {
            "column": placement.column_id,
            "headline": placement.headline,
            "lead": placement.lead,
            "cover": placement.cover_id,
            "published_at": placement.published_at,
            "pinned_until": placement.pinned_until,
        }


class ColumnFilterForm(forms.Form):
    """Which lines of a column are shown. Without a state: those that readers see."""

    OFF = "OFF"

    q = forms.CharField(label=_("标题或单位"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=_("来路"),
        required=False,
        choices=[("", _("全部")), (OWN, _("自采")), *Placement.Kind.choices],
    )
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[
            ("", _("读者看得到的")),
            (OFF, _("读者看不到的")),
            *(choice for choice in Placement.State.choices if choice[0] != Placement.State.SHOWN),
        ],
    )
