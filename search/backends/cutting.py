"""What Wagtail's backends are given in place of an object's texts: their words."""

from copy import copy
from functools import cache
from typing import Any

from wagtail.search import index
from wagtail.search.query import And, Boost, Not, Or, Phrase, PlainText

from search.segment import index_text, query_words

TEXT_FIELDS = (index.SearchField, index.AutocompleteField)


class Cut:
    """Stands for an object while it is indexed; its search fields give cut text."""

    def __init__(self, obj: Any) -> None:
        self.obj = obj
        self.pk = obj.pk
        self.model: Any = type(obj)

    def get_search_fields(self) -> list[Any]:
        return cut_fields(self.model)


@cache
def cut_fields(model: Any) -> list[Any]:
    """The search fields of a model, giving cut text. Made once: copies are slow to make."""
    return [cut_field(field) for field in model.get_search_fields()]


def cut_field(field: Any) -> Any:
    """A copy of a search field that gives cut text."""
    cut = copy(field)
    cut.get_value = lambda obj: cut_value(field, obj.obj if isinstance(obj, Cut) else obj)
    if isinstance(field, index.RelatedFields):
        cut.fields = [cut_field(one) for one in field.fields]
    return cut


def cut_value(field: Any, obj: Any) -> Any:
    value = field.get_value(obj)
    if isinstance(value, str) and isinstance(field, TEXT_FIELDS):
        return index_text(value)
    return value


def cut_query(query: Any) -> Any:
    """A query of Wagtail's with its words cut in the same way. ``None`` stays."""
    if isinstance(query, str):
        return " ".join(query_words(query))
    if isinstance(query, PlainText):
        return PlainText(cut_query(query.query_string), query.operator, query.boost)
    if isinstance(query, Phrase):
        return Phrase(index_text(query.query_string))
    if isinstance(query, Boost):
        return Boost(cut_query(query.subquery), query.boost)
    if isinstance(query, Not):
        return Not(cut_query(query.subquery))
    if isinstance(query, And | Or):
        return type(query)([cut_query(one) for one in query.subqueries])
    return query
