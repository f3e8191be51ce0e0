from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesConfig(AppConfig):
    name = "sites"
    verbose_name = _("工会组织与站点")

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from sites.models import Organisation
        from sites.policies import OrganisationPolicy

        register_permission_policy(Organisation, OrganisationPolicy(Organisation))
