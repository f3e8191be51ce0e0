"""The entry point for the application server."""

import os
from pathlib import Path

import environ
from django.core.wsgi import get_wsgi_application

environ.Env.read_env(Path(__file__).resolve().parent.parent / ".env")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
django = get_wsgi_application()

from serving.start import keep_pages  # noqa: E402  (needs the settings)

application = keep_pages(django)
