"""What became of what was handed in, in words for the union that did."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from news.models import ArticlePage, ColumnPage
from sites.models import Organisation
from syndication.models import Placement, Submission

State = Submission.State


@dataclass(frozen=True)
class Answer:
    """One submission as its sender reads it, with what its recipient relayed of it."""

    submission: Submission
    words: str
    url: str = ""
    relays: list["Answer"] = field(default_factory=list)

    @property
    def can_withdraw(self) -> bool:
        return self.submission.state in {State.SUBMITTED, State.RETURNED}

    @property
    def can_resubmit(self) -> bool:
        return self.submission.state == State.RETURNED


@dataclass(frozen=True)
class Sent:
    """An article with what became of it at each union that it was handed to."""

    article: ArticlePage
    answers: list[Answer]


def sent_articles(unions: Iterable[Organisation], wanted: dict[str, Any]) -> QuerySet[Any]:
    """The keys of the articles that these unions have handed in, the latest on top."""
    rows = Submission.objects.filter(sender__in=unions)
    for name in ("state", "recipient", "sender"):
        if wanted.get(name):
            rows = rows.filter(**{name: wanted[name]})
    if text := wanted.get("text"):
        rows = rows.filter(versions__title__icontains=text)
    newest = rows.order_by().values("article").annotate(newest=Max("submitted_at"))
    return newest.order_by("-newest", "-article").values_list("article", flat=True)


def what_became_of(article_ids: list[int], unions: Iterable[Organisation]) -> list[Sent]:
    """The articles in that order, each with the answers to these unions; a fixed number of reads.

    What a recipient relayed is part of the answer, however far up it went.
    """
    senders = {union.pk for union in unions}
    rows = list(Submission.objects.filter(article__in=article_ids).order_by("submitted_at", "pk"))
    answers = answers_of(rows)
    articles = in_bulk(ArticlePage, article_ids)
    return [
        Sent(
            articles[pk],
            [answer for answer in answers if is_sent_by(answer.submission, pk, senders)],
        )
        for pk in article_ids
        if pk in articles
    ]


def is_sent_by(submission: Submission, article_id: int, senders: set[int]) -> bool:
    return submission.article_id == article_id and submission.sender_id in senders


def answers_for(rows: QuerySet[Submission]) -> list[Answer]:
    return answers_of(list(rows.order_by("submitted_at", "pk")))


def answers_of(rows: list[Submission]) -> list[Answer]:
    """Put into words what became of each; five reads for any number of rows."""
    keys = {row.sender_id for row in rows} | {row.recipient_id for row in rows}
    unions = Organisation.objects.in_bulk(keys)
    placements = Placement.objects.in_bulk({row.placement_id for row in rows} - {None})
    columns = in_bulk(ColumnPage, {row.column_id for row in placements.values()})
    reworked = in_bulk(ArticlePage, {row.adopted_as_id for row in rows})
    answers: dict[int, Answer] = {}
    for row in rows:
        row.sender, row.recipient = unions[row.sender_id], unions[row.recipient_id]
        placement = placements.get(row.placement_id) if row.placement_id else None
        if placement is not None:
            placement.column = columns.get(placement.column_id)
        words, url = describe(row, placement, reworked.get(row.adopted_as_id))
        answers[row.pk] = Answer(row, words, url)
    for answer in answers.values():
        source = answer.submission.relayed_from_id
        if source in answers:
            answers[source].relays.append(answer)
    return list(answers.values())


def in_bulk(model: Any, keys: Iterable[int | None]) -> dict[int | None, Any]:
    """Pages by key without their texts."""
    found = model.objects.filter(pk__in={key for key in keys if key}).defer_streamfields()
    return {page.pk: page for page in found}


def describe(
    row: Submission, placement: Placement | None, own: ArticlePage | None
) -> tuple[str, str]:
    """The state in words, and where it can be seen."""
    if row.state == State.SUBMITTED:
        return _("待处理，%(when)s报送") % {"when": when(row.submitted_at)}, ""
    if row.state == State.WITHDRAWN:
        return _("已撤回"), ""
    if row.state == State.RETURNED:
        told = {"code": row.get_return_code_display(), "reason": row.return_reason}
        return _("已退稿，%(code)s：%(reason)s") % told, ""
    if own is not None:
        if not own.live:
            return _("已改稿采用，正在编辑"), ""
        return _("已改稿采用，标题《%(title)s》") % {"title": own.title}, own.full_url or ""
    return describe_adoption(placement)


def describe_adoption(placement: Placement | None) -> tuple[str, str]:
    if placement is None or placement.column is None:
        return _("已采用，后来撤下"), ""
    told = {
        "title": placement.headline,
        "column": placement.column.title,
        "when": when(placement.published_at),
    }
    if placement.state == Placement.State.SCHEDULED:
        return _("已采用，标题《%(title)s》，栏目 %(column)s，%(when)s发布") % told, ""
    if placement.state != Placement.State.SHOWN:
        return _("已采用，标题《%(title)s》，栏目 %(column)s，后来撤下") % told, ""
    url = f"{placement.column.full_url}a-{placement.pk}/"
    return _("已采用，标题《%(title)s》，栏目 %(column)s") % told, url


def when(moment: Any) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")
