from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SyndicationConfig(AppConfig):
    name = "syndication"
    verbose_name = _("下发与报送")

    def ready(self):
        from syndication import (  # noqa: F401  (registers its hooks)
            documents,
            following,
            public,
            signals,
            waiting,
        )

        signals.connect()
