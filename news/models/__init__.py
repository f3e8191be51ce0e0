from news.models.article import ArticleAttachment, ArticlePage, ArticleTag, Genre
from news.models.column import ColumnKind, ColumnPage
from news.models.duty import DutyLimit
from news.models.entry import Entry
from news.models.front import NewsHomePage
from news.models.outgoing import LinkUse, OutgoingLink
from news.models.topic import TopicPage

__all__ = [
    "ArticleAttachment",
    "ArticlePage",
    "ArticleTag",
    "ColumnKind",
    "ColumnPage",
    "DutyLimit",
    "Entry",
    "Genre",
    "LinkUse",
    "NewsHomePage",
    "OutgoingLink",
    "TopicPage",
]
