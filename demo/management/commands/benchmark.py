"""Measure the product: figures as JSON, on data of its own in a database of its own."""

import json
from argparse import ArgumentParser
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test.utils import override_settings

from demo.static_files import collect_static_files

NAMES = ("desk", "network", "search", "serving", "syndication")
OF_SEVERAL_PROCESSES = ("search", "serving")  # their SQLite database must be a file


class Command(BaseCommand):
    help = "测量性能；在自己的数据库里建数据，不碰真实数据。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", choices=NAMES)
        parser.add_argument("--unions", type=int, default=121)
        parser.add_argument("--articles", type=int, default=2_000)
        parser.add_argument("--json", action="store_true", help="只输出一个 JSON 对象")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["unions"] < 2 or options["articles"] < 100:
            raise CommandError("至少 2 个工会、100 篇文章。")
        size = {key: options[key] for key in ("unions", "articles")}
        measure = import_module(f"tests.benchmarks.{options['name']}").run
        collect_static_files()
        real = connection.settings_dict["NAME"]
        if options["name"] in OF_SEVERAL_PROCESSES and connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(settings.VAR_DIR / "benchmark.sqlite3")
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            with override_settings(DEBUG=False):
                figures = measure(**size)
        finally:
            connection.creation.destroy_test_db(real, verbosity=0)
        result = {
            "name": options["name"],
            "engines": {
                "database": connection.vendor,
                "cache": cache_name(),
                "search": "elasticsearch" if settings.ELASTICSEARCH_URLS else connection.vendor,
            },
            "size": size,
            "figures": {key: figure.as_json() for key, figure in figures.items()},
        }
        if options["json"]:
            self.stdout.write(json.dumps(result, ensure_ascii=False))
            return
        for key, figure in figures.items():
            self.stdout.write(f"{key:20} {figure.value:10.1f} {figure.unit}")


def cache_name() -> str:
    return str(settings.CACHES["default"]["BACKEND"]).rsplit(".", 1)[-1]
