from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesConfig(AppConfig):
    name = "sites"
    verbose_name = _("工会组织与站点")

    def ready(self):
        from wagtail.images import get_image_model
        from wagtail.permissions import register_permission_policy

        from pages.models import BasePage
        from sites.gate.forms import CheckedPageForm
        from sites.models import Organisation
        from sites.policies import OrganisationPolicy, PicturePolicy, UnionPagePolicy

        register_permission_policy(Organisation, OrganisationPolicy(Organisation))
        register_permission_policy(BasePage, UnionPagePolicy())
        images = get_image_model()
        register_permission_policy(
            images, PicturePolicy(images, owner_field_name="uploaded_by_user")
        )
        # Wagtail puts its own form here when it starts, before us.
        BasePage.base_form_class = CheckedPageForm
