"""In which local column an article from elsewhere lands."""

from collections.abc import Collection

from news.models import ColumnPage
from pages.queries import pages_of_type
from sites.models import Organisation
from syndication.errors import WrongColumn
from syndication.models import ColumnMapping


def columns_for(code: str, organisation_ids: Collection[int]) -> dict[int, ColumnPage]:
    """The column for a code at each union; a union without one is left out. Two queries.

    A union's own mapping comes first, also where it says "the inbox"; then the live column of
    the same code. There is no guessing beyond that.
    """
    mapped = {
        row.organisation_id: row.column
        for row in ColumnMapping.objects.filter(
            code=code, organisation__in=organisation_ids
        ).select_related("column")
    }
    found = {
        column.organisation_id: column
        for column in ColumnPage.objects.live()
        .filter(code=code, organisation__in=organisation_ids)
        .exclude(organisation__in=mapped)
        .defer_streamfields()
    }
    usable = {pk: column for pk, column in mapped.items() if column and column.live}
    return found | usable


def own_column(column_id: int | None, organisation: Organisation) -> ColumnPage:
    """The union's own live column; raises WrongColumn for any other."""
    column = pages_of_type(ColumnPage, organisation.pk).filter(pk=column_id).first()
    if column is None or column.kind == "TOPIC":
        raise WrongColumn
    return column
