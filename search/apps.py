from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("搜索")

    def ready(self):
        from search import facts, signals

        signals.connect()
        pre_migrate.connect(facts.before_migrating, sender=self)
        post_migrate.connect(facts.after_migrating, sender=self)
