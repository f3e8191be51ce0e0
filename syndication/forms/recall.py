from django import forms
from django.utils.translation import gettext_lazy as _

from syndication.models import Recall


class RecallForm(forms.Form):
    reason = forms.CharField(
        label=_("撤稿理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class UndoForm(forms.Form):
    version = forms.ChoiceField(
        label=_("恢复哪一版"),
        choices=[("BEFORE", _("撤稿前的样子")), ("MENDED", _("撤稿以后改好的最新版本"))],
        widget=forms.RadioSelect,
        initial="BEFORE",
    )

    def __init__(self, recall: Recall, *args, **kwargs):
        super().__init__(*args, **kwargs)
        before, latest = recall.revision_id, recall.article.latest_revision_id
        if before is None or before == latest or not recall.was_live:
            del self.fields["version"]

    @property
    def as_mended(self) -> bool:
        return self.cleaned_data.get("version") == "MENDED"
