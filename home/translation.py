from modeltranslation.translator import TranslationOptions, register

from home.models import PortalHomePage, StandardPage, WorkHomePage


@register(StandardPage)
class StandardPageTranslation(TranslationOptions):
    fields = ("body",)


@register(PortalHomePage)
class PortalHomePageTranslation(TranslationOptions):
    fields = ()


@register(WorkHomePage)
class WorkHomePageTranslation(TranslationOptions):
    fields = ()
