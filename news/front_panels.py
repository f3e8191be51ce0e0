"""The panels of columns on a front: parts that are kept one by one, and read together."""

from functools import partial

from django.http import HttpRequest
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from news.models import ColumnPage, Entry
from news.queries import columns_with_entries, things_of_line
from pages.parts import is_kept, kept
from pages.shown import collecting, shows

PANEL, VISUAL_PANEL = "components/column_panel.html", "components/visual_panel.html"


def column_panels(
    columns: list[ColumnPage],
    count: int,
    request: HttpRequest,
    *,
    prefix: str,
    feature: bool = True,
    may_be_visual: bool = False,
) -> list[SafeString]:
    """For each column that has something to show, its newest ``count`` lines.

    ``prefix`` begins the identifiers of their headings; ``feature``: the first line with its
    picture; ``may_be_visual``: columns of pictures as pictures. However many panels have to be
    made, the number of queries is the same.
    """
    site = request.organisation_site  # type: ignore[attr-defined]
    how = (site.pk, get_language(), "panel", prefix, count, feature, may_be_visual)
    lacking = [column for column in columns if not is_kept((*how, column.pk))]
    with collecting():  # each panel notes its own lines below
        read = entries_of(lacking, count)

    def make(column: ColumnPage) -> str:
        known = read.get(column.pk)
        entries = entries_of([column], count)[column.pk] if known is None else known
        shows(f"column:{column.pk}")
        for entry in entries:
            shows(*things_of_line(entry))
        if not entries:
            return ""
        template = VISUAL_PANEL if may_be_visual and column.is_visual else PANEL
        part = {"column": column, "entries": entries}
        context = {"part": part, "id": f"{prefix}{column.code}", "feature": feature}
        return get_template(template).render({**context, "request": request})

    panels = []
    for column in columns:
        own = frozenset({f"page:{column.pk}", f"text:{column.pk}"})
        panels.append(kept((*how, column.pk), own, partial(make, column), later=True))
    read.clear()  # whoever makes one of them later reads for himself
    return [mark_safe(panel) for panel in panels if panel]  # noqa: S308 - rendered by a template


def entries_of(columns: list[ColumnPage], count: int) -> dict[int, list[Entry]]:
    found = {part["column"].pk: part["entries"] for part in columns_with_entries(columns, count)}
    return {column.pk: found.get(column.pk, []) for column in columns}
