from search.models.answers import BestBet, Synonym
from search.models.document import SearchDocument
from search.models.statistics import SearchCount
from search.models.upkeep import PendingChange, Rebuild
from search.models.vocabulary import Term

__all__ = [
    "BestBet",
    "PendingChange",
    "Rebuild",
    "SearchCount",
    "SearchDocument",
    "Synonym",
    "Term",
]
