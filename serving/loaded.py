"""Rows that were loaded while a page was made are shown by it, or decided what it shows."""

from typing import Any

from django.apps import apps
from django.db.models import Model
from django.db.models.signals import post_init

from pages.models import BasePage
from pages.shown import is_collecting, shows

# Their rows, by the word under which serving.watched knows them.
WORDS = {
    "news.Entry": "line",
    "sites.Organisation": "union",
    "syndication.Placement": "placement",
    "wagtailimages.Image": "image",
    "wagtaildocs.Document": "file",
}


def connect() -> None:
    """Listens to these models only, so that nothing else is loaded more slowly."""
    for label, word in WORDS.items():
        post_init.connect(receiver(word), sender=apps.get_model(label), weak=False)
    for model in apps.get_models():
        if issubclass(model, BasePage):
            note = note_page if model is BasePage else note_text
            post_init.connect(note, sender=model, weak=False)


def receiver(word: str) -> Any:
    def note(sender: type[Model], instance: Model, **kwargs: Any) -> None:
        if is_collecting() and instance.pk is not None:
            shows(f"{word}:{instance.pk}")

    return note


def note_page(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    if is_collecting() and instance.pk is not None:
        shows(f"page:{instance.pk}")


def note_text(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    if is_collecting() and instance.pk is not None:
        shows(f"page:{instance.pk}", f"text:{instance.pk}")
