from modeltranslation.translator import TranslationOptions, register

from pages.models import BasePage


@register(BasePage)
class BasePageTranslation(TranslationOptions):
    fields = ("title", "seo_title", "search_description")
    required_languages = {"zh-hans": ("title",)}
