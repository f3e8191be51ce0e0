from django import forms
from django.utils.translation import gettext_lazy as _

MAX_FILE = 10 * 1024 * 1024


class TermsImportForm(forms.Form):
    file = forms.FileField(
        label=_("CSV 文件"),
        help_text=_("第一行是列名：词语、类别、应为、级别、例外、说明。已有的词按文件更新。"),
        widget=forms.FileInput(attrs={"accept": ".csv"}),
    )
    replaces = forms.BooleanField(
        label=_("以文件为准"), required=False, help_text=_("文件里没有的词从词表里删去。")
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE:
            raise forms.ValidationError(_("文件超过 10 MB。"))
        return file
