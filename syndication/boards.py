"""Reads of what became of dispatches at their recipients."""

from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from sites.models import Organisation
from syndication.models import Dispatch, Obligation, Receipt

State = Receipt.State

# The states of the board. Some are narrower than a receipt's own: unseen, and placed for want of
# a column.
STATES: dict[str, tuple[object, Q]] = {
    "open": (_("没有答复"), Q(state__in=Receipt.OPEN_STATES)),
    "unseen": (_("还没打开"), Q(state__in=Receipt.OPEN_STATES, seen_at__isnull=True)),
    "column": (
        _("等选栏目"),
        Q(state__in=Receipt.OPEN_STATES, dispatch__obligation=Obligation.MUST_PUBLISH),
    ),
    "expired": (_("逾期未答复"), Q(state=State.EXPIRED)),
    "placed": (_("已刊发"), Q(state=State.PLACED)),
    "noted": (_("已阅"), Q(state=State.NOTED)),
    "declined": (_("不采用"), Q(state=State.DECLINED)),
    "recalled": (_("已撤稿"), Q(state=State.RECALLED)),
}


@dataclass(frozen=True)
class Share:
    """A state's part of a dispatch, for the bar on top of the board."""

    state: str
    label: str
    count: int
    start: float  # per cent, as is the width
    percent: float


def shares(dispatch: Dispatch) -> list[Share]:
    """How the recipients stand; those that it hasn't reached yet are WAITING too. One query."""
    counts = dispatch.receipts.counts()
    total = max(len(dispatch.recipient_ids), sum(counts.values()), 1)
    found: list[Share] = []
    start = 0.0
    for state in State:
        if count := counts.get(state):
            width = 100 * count / total
            found.append(Share(state.value, str(state.label), count, start, width))
            start += width
    return found


def receipts_of(dispatch: Dispatch, *, state: str = "", branch: str = "") -> QuerySet[Receipt]:
    """The receipts of a dispatch in tree order; ``branch`` is the path of a city."""
    rows = Receipt.objects.filter(dispatch=dispatch)
    if state in STATES:
        rows = rows.filter(STATES[state][1])
    if branch:
        rows = rows.filter(recipient__path__startswith=branch)
    rows = rows.select_related(
        "recipient", "seen_by", "answered_by", "placement__column", "dispatch"
    )
    return rows.defer(*heavy("placement__column__"), *heavy_dispatch()).order_by(
        "recipient__path", "pk"
    )


def inbox(
    organisations: QuerySet[Organisation], *, state: str = "", obligation: str = ""
) -> QuerySet[Receipt]:
    """What came down to these unions: what waits for an answer by deadline, then the answered."""
    rows = Receipt.objects.filter(recipient__in=organisations)
    if state in STATES:
        rows = rows.filter(STATES[state][1])
    if obligation in Obligation.values:
        rows = rows.filter(dispatch__obligation=obligation)
    rows = rows.select_related("recipient", "dispatch__sender", "dispatch__article")
    is_answered = Case(
        When(state__in=Receipt.OPEN_STATES, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    wanted = Case(When(state__in=Receipt.OPEN_STATES, then=F("dispatch__deadline")))
    return rows.defer(*heavy("dispatch__article__"), *heavy_dispatch()).order_by(
        is_answered, wanted.asc(nulls_last=True), "-pk"
    )


def heavy(prefix: str) -> list[str]:
    """Long texts that no list shows."""
    names = {
        "placement__column__": ("intro", "intro_zh_hans", "intro_en"),
        "dispatch__article__": ("body", "body_zh_hans", "body_en"),
    }[prefix]
    return [prefix + name for name in names]


def heavy_dispatch() -> tuple[str, str]:
    return "dispatch__recipient_ids", "dispatch__selection"
