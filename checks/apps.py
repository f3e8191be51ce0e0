from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChecksConfig(AppConfig):
    name = "checks"
    verbose_name = _("发布前检查")

    def ready(self):
        from checks import receivers

        receivers.connect()
