from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    """Running an installation: examining, measuring, backing up. No screen, no public page."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "operations"
    verbose_name = _("运行维护")
