"""The ledger: who handed in, who was adopted where, counted from the records at each reading."""

from syndication.ledger.bulletin import Bulletin, rank_of_union
from syndication.ledger.figures import Figures, Month
from syndication.ledger.points import PointTable

__all__ = ["Bulletin", "Figures", "Month", "PointTable", "rank_of_union"]
