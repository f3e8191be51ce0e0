"""What follows at the placements when something happens at the origin."""

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from news.models import ArticlePage, Entry
from news.signals import entries_changed
from sites.models import Organisation
from syndication.actions.dispatch import release_waiting
from syndication.entries import add_lines
from syndication.models import Offer, Placement

ALIVE = (Placement.State.SHOWN, Placement.State.SCHEDULED, Placement.State.HIDDEN)


@transaction.atomic
def follow_publication(article: ArticlePage) -> None:
    """An article was published, for the first time or again; in that transaction where there is one.

    Lines that follow it read its text as it is, so nothing is written for each site unless the
    article was away. Local headlines that may now be wrong are marked, adopted versions are
    offered the new one.
    """
    release_waiting(article)
    placements = Placement.objects.filter(article=article)
    if not placements.exists():
        return
    put_back(article)
    has_cover = article.cover_id is not None
    following = Entry.objects.filter(article=article, is_own=False, follows_article=True)
    following.filter(cover__isnull=True, has_cover=not has_cover).update(has_cover=has_cover)
    now = timezone.now()
    placements.filter(revision__isnull=True, state__in=ALIVE).exclude(headline="", lead="").update(
        headline_outdated_at=now
    )
    offer(article, Offer.CHANGED)
    entries_changed.send(Entry, article_ids=[article.pk])


def put_back(article: ArticlePage) -> None:
    """Lines of placements that follow an article which had been taken down for a while."""
    shown = Placement.objects.filter(
        article=article, revision__isnull=True, state=Placement.State.SHOWN, column__isnull=False
    )
    lines = Entry.objects.filter(article=article, is_own=False).values("number")
    missing = list(shown.exclude(pk__in=lines))
    if missing:
        for placement in missing:
            placement.article = article
        unions = Organisation.objects.in_bulk([row.organisation_id for row in missing])
        add_lines(missing, unions)


@transaction.atomic
def follow_unpublication(article: ArticlePage) -> None:
    """An article was taken down at its own site: so it is where it follows; others are asked."""
    Entry.objects.filter(article=article, is_own=False, follows_article=True).delete()
    offer(article, Offer.UNPUBLISHED)
    entries_changed.send(Entry, article_ids=[article.pk])


@transaction.atomic
def withdraw_original(article: ArticlePage, *, by: AbstractBaseUser) -> int:
    """Take down an adopted article that its union wants deleted, and ask the desks above.

    Returns how many unions are asked. Raises PermissionDenied where the person may neither
    delete nor take down the page.
    """
    rights = article.permissions_for_user(by)
    if not (rights.can_unpublish() or rights.can_delete()):
        raise PermissionDenied
    if article.live:
        article.unpublish(user=by)
    else:
        offer(article, Offer.UNPUBLISHED)
    asked = adopted_placements(article).filter(offer=Offer.UNPUBLISHED).count()
    log(article, "syndication.ask", user=by, data={"recipients": asked})
    return asked


def adopted_placements(article: ArticlePage) -> QuerySet[Placement]:
    """Where the article is shown at a version that a desk has adopted."""
    return Placement.objects.filter(article=article, revision__isnull=False, state__in=ALIVE)


def offer(article: ArticlePage, what: str) -> int:
    """Ask the desks that show an adopted version; returns how many.

    A desk that is shown the very version that was published has nothing to answer.
    """
    revision_id = article.live_revision_id if what == Offer.CHANGED else None
    adopted = adopted_placements(article)
    if revision_id:
        adopted = adopted.filter(~Q(revision=revision_id))
    return adopted.update(offer=what, offered_revision=revision_id, offered_at=timezone.now())
