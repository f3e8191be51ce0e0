from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("门户")

    def ready(self):
        from home import provisioning  # noqa: F401  (registers its hooks)
