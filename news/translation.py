from modeltranslation.translator import TranslationOptions, register

from news.models import ArticlePage, ColumnPage, NewsHomePage, TopicPage


@register(ArticlePage)
class ArticlePageTranslation(TranslationOptions):
    fields = ("over_title", "sub_title", "lead", "body")


@register(ColumnPage)
class ColumnPageTranslation(TranslationOptions):
    fields = ("intro",)


@register(TopicPage)
class TopicPageTranslation(TranslationOptions):
    fields = ("intro", "body")


@register(NewsHomePage)
class NewsHomePageTranslation(TranslationOptions):
    fields = ()
