from news.models.article import ArticleAttachment, ArticlePage, ArticleTag, Genre
from news.models.column import ColumnKind, ColumnPage
from news.models.entry import Entry
from news.models.front import NewsHomePage
from news.models.topic import TopicPage

__all__ = [
    "ArticleAttachment",
    "ArticlePage",
    "ArticleTag",
    "ColumnKind",
    "ColumnPage",
    "Entry",
    "Genre",
    "NewsHomePage",
    "TopicPage",
]
