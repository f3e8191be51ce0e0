"""Stylesheets of the public pages: written in small files, sent in a few.

Each component has a file of its own in static/css. ``collectstatic`` joins those that a kind of
page needs, so that a reader on a slow line asks for three files and not for twenty. While the
project is being worked on (DEBUG, tests) the small files are sent as they are.
"""

from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

BUNDLES = {
    "frame": ["tokens", "base", "topbar", "masthead", "search_box", "menu", "section_head",
              "entry_list", "article_card", "footer"],
    "front": ["section", "carousel", "lead", "services", "people", "unions", "news_front"],
    "column": ["breadcrumb", "column", "pagination"],
    "article": ["breadcrumb", "article", "body", "file_link", "share", "standard"],
    "topic": ["breadcrumb", "section", "body", "file_link", "share", "topic"],
    "search": ["search", "pagination"],
}  # fmt: skip


class BundlingStorage(CompressedManifestStaticFilesStorage):
    """Hashed, compressed static files, with the bundles among them."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Any:
        if not dry_run:
            for bundle in BUNDLES:
                paths[bundled(bundle)] = (self, self.write(bundle, paths))
        yield from super().post_process(paths, dry_run, **options)

    def write(self, bundle: str, paths: dict[str, Any]) -> str:
        texts = []
        for name in files_of(bundle):
            storage, path = paths[name]
            with storage.open(path) as file:
                texts.append(file.read().decode())
        target = bundled(bundle)
        self.delete(target)
        return self.save(target, ContentFile("\n".join(texts)))


def bundled(bundle: str) -> str:
    return f"css/{bundle}.bundle.css"


def files_of(bundle: str) -> list[str]:
    return [f"css/{name}.css" for name in BUNDLES[bundle]]


def stylesheets(bundle: str) -> list[str]:
    """The addresses of what a page links to for a bundle."""
    is_bundling = isinstance(staticfiles_storage, BundlingStorage) and not settings.DEBUG
    return [
        staticfiles_storage.url(name)
        for name in ([bundled(bundle)] if is_bundling else files_of(bundle))
    ]
