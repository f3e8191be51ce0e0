"""Filling the network: every union on its own, in one transaction each."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from taggit.models import Tag

from demo.articles import ArticleMaker
from demo.library import Shelf
from demo.plan import COLUMNS, plan_column
from demo.staff import StaffMaker
from demo.standing import fill_identity, fill_standard_pages
from demo.topics import add_topics
from demo.wording import place_of
from news.models import ArticlePage, ColumnPage
from sites.models import Organisation

TABLE = settings.BASE_DIR / "sites" / "data" / "anhui.csv"


def provision_network(stdout: Any) -> None:
    """Make the unions and their sites from the table of divisions, where there are none yet."""
    call_command("provision", str(TABLE), stdout=stdout)


def unions_to_fill() -> list[Organisation]:
    """Open unions without any article: what an editor has begun is never mixed with the demo."""
    begun = ArticlePage.objects.order_by().values_list("organisation_id", flat=True).distinct()
    return list(Organisation.objects.open().exclude(pk__in=begun))


@transaction.atomic
def fill_union(union: Organisation, *, tags: dict[str, Tag], staff: StaffMaker, today: date) -> int:
    """Give a union its identity, standard pages, articles and topics; returns how many articles.

    All or nothing, so that a run that was killed is simply run again.
    """
    place = place_of(union)
    fill_identity(union, place)
    fill_standard_pages(union, place)
    maker = ArticleMaker(
        union, place, Shelf(union), tags=tags, owner_id=staff.editor_of(union), today=today
    )
    columns = {
        column.code: column
        for column in ColumnPage.objects.filter(organisation=union).order_by("path")
    }
    count = 0
    tagged: dict[str, list[ArticlePage]] = {}
    for code in COLUMNS:
        plans = plan_column(union, code, today) if code in columns else []
        if not plans:
            continue
        articles = maker.fill_column(columns[code], plans)
        count += len(articles)
        for article, plan in zip(articles, plans, strict=True):
            for tag in plan.template.tags:
                tagged.setdefault(tag, []).append(article)
    if "zhuanti" in columns:
        add_topics(maker, columns["zhuanti"], tagged)
    return count
