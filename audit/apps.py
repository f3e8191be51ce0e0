from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = _("审计")

    def ready(self):
        from audit import receivers
        from audit.triggers import prepare_tables

        receivers.connect()
        post_migrate.connect(prepare_tables, sender=self)
