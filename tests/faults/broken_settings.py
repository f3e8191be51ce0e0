"""A release with a template that can't be shown."""

import os

from config.settings.dev import *  # noqa: F403
from config.settings.dev import TEMPLATES  # type: ignore[attr-defined]

TEMPLATES = [{**TEMPLATES[0], "DIRS": [os.environ["BROKEN_TEMPLATES"], *TEMPLATES[0]["DIRS"]]}]
