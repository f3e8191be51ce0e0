from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = _("新闻")

    def ready(self):
        from news import provisioning, signals  # noqa: F401  (registers its hooks)
        from news.outgoing import following

        signals.connect()
        following.connect()
