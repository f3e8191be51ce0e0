from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesConfig(AppConfig):
    name = "sites"
    verbose_name = _("工会组织与站点")

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from pages.models import BasePage
        from sites.gate.forms import CheckedPageForm
        from sites.models import Organisation
        from sites.policies import OrganisationPolicy, UnionPagePolicy

        register_permission_policy(Organisation, OrganisationPolicy(Organisation))
        register_permission_policy(BasePage, UnionPagePolicy())
        # Wagtail puts its own form here when it starts, before us.
        BasePage.base_form_class = CheckedPageForm
