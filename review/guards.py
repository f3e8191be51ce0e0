"""Review before publishing: what the desk offers, and what no way to the public goes round."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Revision, Workflow

from news.models import ArticlePage, ColumnPage
from news.publishing import PublishingRefused
from review.digest import digest_of, digest_of_revision
from review.models import ReviewRound, SeenVersion, Signature, Step
from review.rules import Demand, RuleBook, Shelf, column_code_at, column_path_of, demand_for
from review.workflows import workflow_for_steps


def is_article(page: Any) -> bool:
    """Without loading the article itself: lists ask this for each of their rows."""
    model = ContentType.objects.get_for_model(ArticlePage)
    return isinstance(page, ArticlePage) or page.content_type_id == model.pk


@hooks.register("goes_by_review")
def ask_the_rules(page: Any, user: Any) -> bool:
    """Articles go by their signatures, whoever asks.

    Columns, topics, fronts and standard pages have no rounds. Where the union's articles need
    review, those who only write leave publishing them to who answers for the site.
    """
    if not page.organisation_id:
        return False
    shelf = Shelf.of(user)
    if is_article(page):
        return shelf.demands(page.organisation_id, column_path_of(page))
    return shelf.has_rules(page.organisation_id) and not shelf.answers_for(
        user, page.organisation_id
    )


@hooks.register("find_workflow")
def workflow_by_the_rules(page: Any) -> Workflow | None:
    """Of an article, or of the articles that a column will hold."""
    demand = None
    if isinstance(page, ColumnPage):
        demand = RuleBook(page.organisation_id).demand(page.code)
    elif is_article(page) and page.path:
        code = column_code_at(column_path_of(page))
        demand = RuleBook(page.organisation_id).demand(code)
    return workflow_for_steps(len(demand.steps)) if demand else None


@hooks.register("guard_publishing")
def refuse_without_signatures(page: Any, revision: Revision | None, user: Any) -> None:
    """A version goes public when each step that the rules ask for was signed for its very words.

    What readers have seen before may come back as it was: undoing a recall is no new text.
    """
    demand = demand_for(page) if is_article(page) else None
    if demand is None:
        return
    digest = digest_of_revision(revision) if revision else digest_of(page.serializable_data())
    if is_signed_off(page, digest, demand) or was_seen(page, digest):
        return
    raise PublishingRefused(
        _("按规则，这篇文章要经%(steps)s签字才能发布。内容已存为草稿，请送审。")
        % {"steps": "、".join(str(step.label) for step in demand.steps)}
    )


def is_reviewed(article: ArticlePage, revision: Revision) -> bool:
    """Whether a version may be shown elsewhere without another look at it.

    It may where its union's rules ask for nothing, where it was signed for as they ask, and where
    readers there see these very words already, or have seen them.
    """
    demand = demand_for(article)
    if demand is None:
        return True
    digest = digest_of_revision(revision)
    if is_signed_off(article, digest, demand) or was_seen(article, digest):
        return True
    shown = ArticlePage.objects.filter(pk=article.pk, live=True).first()
    return shown is not None and digest_of(shown.serializable_data()) == digest


def was_seen(page: Any, digest: str) -> bool:
    return SeenVersion.objects.filter(article=page.pk, digest=digest).exists()


def refuse_a_move(sender: Any, instance: Any, parent_page_after: Any, **kwargs: Any) -> None:
    """A published article is not carried into a column that asks for more than it was signed for.

    Nor does anything that readers or reviewers have before them go to another union: its people
    have not seen it. Their union shows it by a dispatch or a submission.
    """
    column = parent_page_after.specific
    if instance.organisation_id and instance.organisation_id != column.organisation_id:
        refuse_another_union(instance)
    if not (instance.live and is_article(instance) and isinstance(column, ColumnPage)):
        return
    demand = RuleBook(column.organisation_id).demand(column.code)
    before = demand_for(instance)
    if demand is None or (before and len(demand.steps) <= len(before.steps)):
        return
    article = instance.specific
    if not is_signed_off(article, digest_of(article.serializable_data()), demand):
        raise PublishingRefused(
            _("“%(column)s”要经%(steps)s，这篇已发布的文章没有。请先撤下，移过去以后再送审。")
            % {
                "column": column.title,
                "steps": "、".join(str(step.label) for step in demand.steps),
            },
            page=article,
        )


def refuse_another_union(page: Any) -> None:
    below = ArticlePage.objects.descendant_of(page, inclusive=True)
    under_review = ReviewRound.objects.open().filter(article__in=below)
    seen = SeenVersion.objects.filter(article__in=below)
    planned = below.filter(go_live_at__isnull=False)
    if below.live().exists() or under_review.exists() or seen.exists() or planned.exists():
        raise PublishingRefused(
            _(
                "发布过的、在审的、定了时的稿件不能移到别的工会。请用下发、报送，或者复制一篇另行送审。"
            ),
            page=page,
        )


def is_signed_off(page: Any, digest: str, demand: Demand) -> bool:
    """By one round in which all steps signed these words, or the last of them if it is urgent."""
    rows = Signature.objects.valid().filter(
        review__article=page.pk, review__organisation=page.organisation_id, digest=digest
    )
    signed: dict[int, set[str]] = {}
    urgent: set[int] = set()
    for review, step, is_urgent in rows.values_list("review", "step", "review__is_urgent"):
        signed.setdefault(review, set()).add(step)
        if is_urgent:
            urgent.add(review)
    wanted = set(demand.steps)
    return any(
        wanted <= steps or (review in urgent and Step.FINAL in steps and demand.allows_urgent)
        for review, steps in signed.items()
    )
