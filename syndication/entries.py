"""The list lines of placed articles."""

from collections.abc import Iterable

from news.models import Entry
from news.models.entry import rank_of
from news.signals import entries_changed
from sites.models import Organisation
from syndication.models import Placement


def line_of(placement: Placement, organisation: Organisation) -> Entry:
    """The line that a placement shows in its column."""
    article = placement.article
    follows = placement.follows_origin
    has_cover = placement.cover_id is not None or (follows and article.cover_id is not None)
    return Entry(
        column_id=placement.column_id,
        article_id=placement.article_id,
        organisation_id=placement.organisation_id,
        region_path=organisation.region_path,
        is_own=False,
        number=placement.pk,
        headline=placement.headline,
        lead=placement.lead,
        cover_id=placement.cover_id,
        follows_article=follows,
        has_cover=has_cover,
        published_at=placement.published_at,
        rank=rank_of(placement.published_at, is_pinned=placement.is_pinned),
    )


def is_to_be_seen(placement: Placement) -> bool:
    """Whether readers see it: a text that follows its origin is gone while the origin is."""
    if placement.state != Placement.State.SHOWN or placement.column_id is None:
        return False
    return placement.article.live or not placement.follows_origin


def sync_line(placement: Placement) -> None:
    """Write, change or remove a placement's line. Called inside the transaction of the change."""
    Entry.objects.filter(number=placement.pk).delete()
    if is_to_be_seen(placement):
        line_of(placement, placement.organisation).save()
    entries_changed.send(Entry, article_ids=[placement.article_id])


def add_lines(placements: Iterable[Placement], organisations: dict[int, Organisation]) -> None:
    """Write the lines of new placements of one article in bulk."""
    Entry.objects.bulk_create(
        [
            line_of(placement, organisations[placement.organisation_id])
            for placement in placements
            if is_to_be_seen(placement)
        ],
        batch_size=1_000,
    )
