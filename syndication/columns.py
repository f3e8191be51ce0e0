"""In which local column an article from elsewhere lands."""

from collections.abc import Collection

from news.models import ColumnPage
from pages.queries import pages_of_type
from sites.models import Organisation
from syndication.errors import WrongColumn
from syndication.models import ColumnMapping


def column_keys_for(code: str, organisation_ids: Collection[int]) -> dict[int, int]:
    """The key of the column for a code at each union; one without is left out. Two queries.

    A union's own mapping comes first, also where it says "the inbox"; then the live column of
    the same code. There is no guessing beyond that.
    """
    mapped = {
        organisation_id: column_id if is_live else None
        for organisation_id, column_id, is_live in ColumnMapping.objects.filter(
            code=code, organisation__in=organisation_ids
        ).values_list("organisation", "column", "column__live")
    }
    same_code = ColumnPage.objects.live().filter(code=code, organisation__in=organisation_ids)
    found = dict(same_code.values_list("organisation", "pk")) | mapped
    return {organisation_id: key for organisation_id, key in found.items() if key}


def columns_for(code: str, organisation_ids: Collection[int]) -> dict[int, ColumnPage]:
    """As ``column_keys_for``, with the columns themselves; three queries."""
    keys = column_keys_for(code, organisation_ids)
    columns = ColumnPage.objects.defer_streamfields().in_bulk(keys.values())
    return {organisation_id: columns[key] for organisation_id, key in keys.items()}


def own_column(column_id: int | None, organisation: Organisation) -> ColumnPage:
    """The union's own live column; raises WrongColumn for any other."""
    column = pages_of_type(ColumnPage, organisation.pk).filter(pk=column_id).first()
    if column is None or column.kind == "TOPIC":
        raise WrongColumn
    return column
