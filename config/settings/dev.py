"""A newcomer's or developer's machine: plain http on PORT, e-mail to the console."""

from .base import *  # noqa: F403
from .base import INSTALLED_APPS, env

INSTALLED_APPS += ["demo"]

PUBLIC_PORT = env.int("PORT", default=8000)
WAGTAILADMIN_BASE_URL = f"http://desk.localhost:{PUBLIC_PORT}"
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
