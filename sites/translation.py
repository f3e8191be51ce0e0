from modeltranslation.translator import TranslationOptions, register

from sites.models import Organisation


@register(Organisation)
class OrganisationTranslation(TranslationOptions):
    fields = ("name", "short_name", "organiser", "address")
    required_languages = {"zh-hans": ("name", "short_name")}
