"""Sending down, and seeing what became of it."""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404
from ninja import Router, Status
from ninja.pagination import paginate
from wagtail.api.v3.pagination import WagtailLimitOffsetPagination

from accounts.tokens import StaffTokenAuth
from news.models import ArticlePage
from sites.models import Organisation
from syndication.actions import DispatchPlan, cancel_dispatch, remind, send_dispatch
from syndication.api.schemas import DispatchIn, DispatchOut, ReceiptOut, SelectionIn
from syndication.desk.staff import StaffRequest
from syndication.errors import NoRecipients
from syndication.models import Dispatch, Receipt
from syndication.policies import unions_for
from syndication.recipients import Selection, possible_recipients

router = Router(tags=["dispatches"], auth=StaffTokenAuth())


def dispatches_of(user: AbstractBaseUser) -> QuerySet[Dispatch]:
    """What the unions sent for which the person may send."""
    sent = Dispatch.objects.filter(sender__in=unions_for(user, "dispatch"))
    return sent.select_related("article__organisation", "sender")


def with_counts(dispatches: Iterable[Dispatch]) -> list[Dispatch]:
    """The same, each with the number of its receipts in each state; one query for all."""
    found = list(dispatches)
    counts: dict[int, dict[str, int]] = {}
    rows = Receipt.objects.filter(dispatch__in=found).order_by()
    for key, state, count in rows.values_list("dispatch", "state").annotate(count=Count("pk")):
        counts.setdefault(key, {})[state] = count
    for dispatch in found:
        dispatch.receipt_counts = counts.get(dispatch.pk, {})  # type: ignore[attr-defined]
    return found


def selection_from(data: SelectionIn, sender: Organisation) -> Selection:
    """The rule with keys for slugs. A slug that names nobody below the sender is an error."""
    below = dict(possible_recipients(sender).values_list("slug", "pk"))
    named = {*data.subtrees, *data.unions, *data.exceptions}
    if unknown := sorted(named - set(below)):
        raise NoRecipients("、".join(unknown) + "：不是本会已开通的下级单位。")
    return Selection(
        everyone=data.everyone,
        tiers=data.tiers,
        direct_counties=data.direct_counties,
        subtrees=[below[slug] for slug in data.subtrees],
        unions=[below[slug] for slug in data.unions],
        exceptions=[below[slug] for slug in data.exceptions],
    )


@router.get("/", response=list[DispatchOut], operation_id="dispatches_list")
@paginate(WagtailLimitOffsetPagination)
def list_dispatches(request: StaffRequest, state: Dispatch.State | None = None):
    found = dispatches_of(request.user).order_by("-pk")
    return found.filter(state=state) if state else found


@router.post("/", response={202: DispatchOut}, operation_id="dispatches_create")
def create_dispatch(request: StaffRequest, data: DispatchIn):
    own = ArticlePage.objects.filter(organisation__in=unions_for(request.user, "dispatch"))
    article = get_object_or_404(own.select_related("organisation"), pk=data.article)
    plan = DispatchPlan(
        obligation=data.obligation,
        selection=selection_from(data.recipients, article.organisation),
        column_code=data.column_code,
        note=data.note,
        deadline=data.deadline,
        locked_until=data.locked_until,
        includes_new=data.includes_new,
    )
    dispatch = send_dispatch(article, plan, by=request.user)
    dispatch.refresh_from_db(fields=["state", "sent_at"])
    return Status(202, with_counts([dispatch])[0])


@router.get("/{dispatch_id}/", response=DispatchOut, operation_id="dispatches_detail")
def get_dispatch(request: StaffRequest, dispatch_id: int):
    return with_counts([get_object_or_404(dispatches_of(request.user), pk=dispatch_id)])[0]


@router.get("/{dispatch_id}/receipts/", response=list[ReceiptOut], operation_id="board")
@paginate(WagtailLimitOffsetPagination)
def list_board(request: StaffRequest, dispatch_id: int, state: Receipt.State | None = None):
    dispatch = get_object_or_404(dispatches_of(request.user), pk=dispatch_id)
    rows = dispatch.receipts.select_related("dispatch__article__organisation", "recipient")
    rows = rows.order_by("recipient__path")
    return rows.filter(state=state) if state else rows


@router.post("/{dispatch_id}/remind/", response={202: dict[str, int]}, operation_id="remind")
def remind_recipients(request: StaffRequest, dispatch_id: int):
    get_object_or_404(dispatches_of(request.user), pk=dispatch_id)
    return Status(202, {"reminded": remind(dispatch_id, by=request.user)})


@router.post("/{dispatch_id}/cancel/", response=DispatchOut, operation_id="dispatches_cancel")
def cancel(request: StaffRequest, dispatch_id: int):
    get_object_or_404(dispatches_of(request.user), pk=dispatch_id)
    cancel_dispatch(dispatch_id, by=request.user)
    return get_dispatch(request, dispatch_id)
