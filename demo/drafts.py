"""A draft with mistakes in it, to show what the check finds before publishing."""

from django.db import transaction
from wagtail.rich_text import RichText

from checks.actions import keep_result
from demo.travel import staff_of
from news.models import ArticlePage, ColumnPage
from sites.models import Organisation, StaffRole

TITLE = "县总工汇走访慰问困难职工"
LEAD = "县总公会把关怀送到职工心坎上。"
# The number is the example of GB 11643 and nobody's.
LINES = (
    "2026年3月2日（星期三），县总工汇领导带队走访慰问困难职工，做出部署，要求各级工会把关怀送到职工心坎上。",
    "受助职工张某，身份证号码11010519491231002X，联系电话13900000000。",
    "截止目前，全县已走访困难职工家庭一百二十户。",
)


@transaction.atomic
def leave_a_draft_with_mistakes(union: Organisation) -> None:
    """In the union's news, by its editor."""
    column = ColumnPage.objects.filter(organisation=union, code="yaowen").first()
    if column is None:
        return
    article = ArticlePage(
        title=TITLE,
        lead=LEAD,
        body=[("text", RichText("".join(f"<p>{line}</p>" for line in LINES)))],
        owner=staff_of(union, StaffRole.EDITOR),
        live=False,
        has_unpublished_changes=True,
    )
    column.add_child(instance=article)
    article.save_revision(user=article.owner)
    keep_result(article)
