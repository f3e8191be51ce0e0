"""Tests: fast password hashing, plain static files, tasks that run at once."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "tests-only")

from .base import *  # noqa: E402, F403
from .base import DATABASES, INSTALLED_APPS  # noqa: E402

INSTALLED_APPS += ["demo"]

PUBLIC_PORT = 80
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = tempfile.mkdtemp(prefix="portal-media-")
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PAGE_STORE = ""  # tests of the store have one of their own
WHITENOISE_AUTOREFRESH = True
CHECK_LINKS = False
AUDIT_TRIGGERS = False  # tests empty their tables; those of the triggers put them in place

# A file for the test database lets ``--reuse-db`` keep it between runs.
if TEST_DATABASE := os.environ.get("TEST_DATABASE"):
    DATABASES["default"]["TEST"] = {"NAME": TEST_DATABASE}
