"""What an editor meets first at the desk: the columns of the unions they write for."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Count, Max
from wagtail.admin.ui.components import Component

from news.models import ColumnPage
from sites.models import SiteKind
from sites.queries import site_links, unions_in_role, unions_served
from sites.staff import WRITERS

UNIONS_SHOWN = 4


class MyColumnsPanel(Component):
    """The columns of the unions that a person serves, with the way to a new article for writers."""

    name = "my_columns"
    template_name = "news/admin/my_columns.html"
    order = 50

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user: AbstractBaseUser = parent_context["request"].user
        unions = list(unions_served(user)[: UNIONS_SHOWN + 1])
        columns: dict[int, list[ColumnPage]] = {}
        for column in (
            ColumnPage.objects.live()
            .filter(organisation__in=unions[:UNIONS_SHOWN])
            .exclude(kind="TOPIC")
            .annotate(count=Count("entries"), newest=Max("entries__published_at"))
            .order_by("path")
        ):
            columns.setdefault(column.organisation_id, []).append(column)
        fronts = {
            (link.organisation.pk, link.kind): link.url
            for kind in (SiteKind.PORTAL, SiteKind.NEWS)
            for link in site_links(unions[:UNIONS_SHOWN], kind)
        }
        writing = set(unions_in_role(user, WRITERS).values_list("pk", flat=True))
        return {
            "unions": [
                {
                    "union": union,
                    "may_write": union.pk in writing,
                    "columns": columns.get(union.pk, []),
                    "portal": fronts.get((union.pk, SiteKind.PORTAL)),
                    "news": fronts.get((union.pk, SiteKind.NEWS)),
                }
                for union in unions[:UNIONS_SHOWN]
            ],
            "has_more": len(unions) > UNIONS_SHOWN,
        }
