"""Lists of rounds: what waits for my signature, what came back to me, and the archive."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.paginator import WagtailPaginator

from review.forms import ArchiveForm
from review.models import ReviewRound
from review.queries import archive, rounds_for_list
from sites.desk import DeskView, person

ROWS = 30


class ReviewListView(DeskView):
    """One tab a kind; the first that is not empty opens by itself."""

    template_name = "review/admin/list.html"
    page_title = _("审稿")
    header_icon = "tasks"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = person(self.request)
        lists = {
            "sign": (_("等我签字"), ReviewRound.objects.awaiting(user)),
            "late": (_("等我补签"), ReviewRound.objects.awaiting_completion(user)),
            "returned": (_("退回给我"), ReviewRound.objects.returned_to(user)),
            "mine": (
                _("我送审的"),
                ReviewRound.objects.handed_in_by(user).order_by("-submitted_at", "-pk"),
            ),
        }
        counts = {name: rows.count() for name, (_label, rows) in lists.items()}
        tab = self.request.GET.get("tab", "")
        form = ArchiveForm(self.request.GET)
        if tab not in {*lists, "all"}:
            tab = next((name for name, count in counts.items() if count), "sign")
        rows = archive(user, form.wanted) if tab == "all" else rounds_for_list(lists[tab][1])
        page = WagtailPaginator(rows, ROWS).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            tabs=[(name, label, counts[name]) for name, (label, _rows) in lists.items()],
            tab=tab,
            form=form if tab == "all" else None,
            rows=list(page.object_list),
            items=page,
            **kwargs,
        )


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [path("review/", ReviewListView.as_view(), name="review_list")]
