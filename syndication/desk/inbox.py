"""The inbox of submissions (来稿): the list, its filters, and what is done with several."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail import hooks
from wagtail.admin import messages

from sites.desk import DeskView, person
from syndication.actions import LocalDress, adopt_submission, return_submission
from syndication.desk.base import MOST_UNIONS, ActMenuItem, chosen_union
from syndication.errors import SyndicationError
from syndication.forms.inbox import BulkForm, InboxFilterForm
from syndication.inbox import counted, in_order, inbox_rows, with_lines
from syndication.models import Submission
from syndication.policies import unions_for

SIZE = 50
FILTERS = ("union", "text", "column", "genre", "age", "call")
State = Submission.State


class InboxView(DeskView):
    """One union's inbox, a state a tab; for its desk and its editor in chief."""

    template_name = "syndication/admin/inbox.html"
    page_title = gettext_lazy("来稿")
    header_icon = "download"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        unions = list(unions_for(person(self.request), "judge")[:MOST_UNIONS])
        union = chosen_union(self.request, unions)
        form = InboxFilterForm(self.request.GET, recipient=union)
        wanted = form.wanted
        state = wanted.get("state") or State.SUBMITTED
        get = self.request.GET
        rows = inbox_rows(union, wanted)
        page = in_order(rows, wanted).page(
            SIZE, after=get.get("after", ""), before=get.get("before", "")
        )
        return super().get_context_data(
            union=union,
            unions=unions,
            form=form,
            bulk_form=BulkForm(recipient=union),
            state=state,
            is_waiting=state == State.SUBMITTED,
            tabs=[(value, label, self.link(state=value)) for value, label in State.choices],
            rows=self.rows(page.keys, state),
            count=counted(rows),
            is_narrowed=any(wanted.get(name) for name in FILTERS),
            clear_url="?" + urlencode({"for": union.pk, "state": state}),
            previous_url=self.link(before=page.before) if page.before else "",
            next_url=self.link(after=page.after) if page.after else "",
            here=self.request.get_full_path(),
            **kwargs,
        )

    def rows(self, keys: list[int], state: str) -> list[tuple[Submission, str]]:
        """Each line with the address at which it is read, which keeps the filters."""
        query = self.link(state=state)
        return [
            (row, reverse("syndication_reading", args=[row.pk]) + query) for row in with_lines(keys)
        ]

    def link(self, **change: str) -> str:
        """The list as it is narrowed now, with a change; a page mark is left out."""
        get = self.request.GET
        kept = {name: get[name] for name in ("for", "state", *FILTERS) if get.get(name)}
        return "?" + urlencode(kept | change)


class InboxBulkView(View):
    """Adopt or return what was marked: each one whole, and a word on each that was refused."""

    http_method_names = ["post"]

    @cached_property
    def chosen(self) -> list[Submission]:
        """The marked ones; a single one of another union and nothing of it is done."""
        keys = {key for key in self.request.POST.getlist("submission") if key.isdecimal()}
        rows = Submission.objects.filter(
            pk__in=list(keys)[:SIZE], recipient__in=unions_for(person(self.request), "judge")
        ).select_related("recipient")
        found = list(rows.order_by("submitted_at", "pk"))
        if len(found) != len(keys) or len({row.recipient_id for row in found}) > 1:
            raise Http404
        return found

    def post(self, request: HttpRequest) -> HttpResponse:
        back = redirect(safe_back(request))
        if not self.chosen:
            messages.warning(request, _("请先勾选稿件。"))
            return back
        form = BulkForm(request.POST, recipient=self.chosen[0].recipient)
        act = self.act(form) if form.is_valid() else None
        if act is None:
            messages.error(request, _("请选栏目；退稿要选原因，并写明说明。"))
            return back
        self.run(act)
        return back

    def act(self, form: BulkForm) -> Callable[[int], Any] | None:
        """What one of the marked ones meets, or None where the form lacks something for it."""
        data, by = form.cleaned_data, person(self.request)
        wanted = self.request.POST.get("act")
        if wanted == "adopt" and data["column"]:
            dress = LocalDress(column_id=data["column"].pk)
            return lambda key: adopt_submission(key, dress, by=by)
        if wanted == "return" and data["code"] and data["reason"].strip():
            return lambda key: return_submission(
                key, code=data["code"], reason=data["reason"], by=by
            )
        return None

    def run(self, act: Callable[[int], Any]) -> None:
        done = waiting = 0
        for row in with_lines([row.pk for row in self.chosen]):
            try:
                if act(row.pk).state == Submission.State.SUBMITTED:
                    waiting += 1
                else:
                    done += 1
            except SyndicationError as error:
                told = {"title": row.title, "why": str(error)}
                messages.error(self.request, _("《%(title)s》没有处理：%(why)s") % told)
        if done:
            is_adopted = self.request.POST["act"] == "adopt"
            text = (
                ngettext("已采用 %(count)s 篇。", "已采用 %(count)s 篇。", done)
                if is_adopted
                else ngettext("已退稿 %(count)s 篇。", "已退稿 %(count)s 篇。", done)
            )
            messages.success(self.request, text % {"count": done})
        if waiting:
            text = ngettext("已提请终审 %(count)s 篇。", "已提请终审 %(count)s 篇。", waiting)
            messages.success(self.request, text % {"count": waiting})


def safe_back(request: HttpRequest) -> str:
    """The list from which the form came; an address of elsewhere leads to the inbox itself."""
    inbox = reverse("syndication_inbox")
    back = request.POST.get("back", "")
    return back if back == inbox or back.startswith(f"{inbox}?") else inbox


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [
        path("syndication/inbox/", InboxView.as_view(), name="syndication_inbox"),
        path("syndication/inbox/bulk/", InboxBulkView.as_view(), name="syndication_inbox_bulk"),
    ]


@hooks.register("register_syndication_menu_item")
def register_menu_item() -> ActMenuItem:
    return ActMenuItem(
        _("来稿"), reverse("syndication_inbox"), icon_name="download", order=20, act="judge"
    )
