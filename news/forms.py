from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sites.gate import Scope
from sites.gate.forms import CheckedPageForm


class ArticleForm(CheckedPageForm):
    def save(self, commit=True):
        """A new article begins as a draft: Wagtail's screen would show it before it is published,
        and lose it if it may not be.
        """
        if self.instance.pk is None:
            self.instance.live = False
        return super().save(commit=commit)


class ColumnForm(CheckedPageForm):
    """The code of a column that exists is the network's: dispatches land by it, and the rules of
    review and of the update watch hold by it. Only those who run the network change it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and not Scope.of(self.for_user).is_network:
            self.fields["code"].disabled = True


class WordImportForm(forms.Form):
    file = forms.FileField(
        label=_("Word 文件"),
        help_text=_("只收 .docx，不超过 20 MB。标题、加粗、列表、表格和图片保留，字体字号不保留。"),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )
