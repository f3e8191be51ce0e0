"""The page store of this machine: how it is, empty it, fill it, tell the web server its headers."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application
from django.db import connection

from serving import nodes, triggers
from serving.front import Front
from serving.headers import page_headers
from serving.measures import measure
from serving.models import Node
from serving.start import MEGABYTE, open_store
from serving.store import Store
from serving.warming import addresses
from sites.progress import ProgressBar

NGINX_SETS = {"Content-Type", "Content-Language", "Vary"}


class Command(BaseCommand):
    help = "保存的页面：status 看情况，clear 清空，warm 预先生成，headers 输出给 nginx 的页面头。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=["status", "clear", "warm", "headers"])
        parser.add_argument("--for-good", action="store_true", help="clear：连上一版也不留")

    def handle(self, *, act: str, for_good: bool, **options: Any) -> None:
        if act == "headers":
            self.print_headers()
            return
        store = open_store(to_serve=act == "warm")
        if store is None:
            raise CommandError("没有设 PAGE_STORE，这台机器不保存页面。")
        if act == "status":
            self.print_status(store)
        elif act == "clear":
            self.stdout.write(f"清空了 {store.clear(for_good=for_good)} 个页面。")
        else:
            self.warm(store)

    def print_status(self, store: Store) -> None:
        state = measure(store)
        self.stdout.write(f"{store.root}：{state.pages} 个页面，{state.bytes / MEGABYTE:.1f} MB")
        self.stdout.write(f"上限 {settings.PAGE_STORE_MB} MB")
        for node in Node.objects.order_by("pk"):
            waiting = node.changes.count()
            self.stdout.write(f"节点 {node}：{node.seen_at:%Y-%m-%d %H:%M:%S}，待落实 {waiting}")
        if missing := triggers.missing(connection):
            self.stdout.write(self.style.ERROR(f"缺少触发器 {len(missing)} 个，请运行 migrate"))

    def warm(self, store: Store) -> None:
        """Fronts and columns of every site; what is kept already costs nothing."""
        nodes.register(store)
        front = Front(get_wsgi_application(), store, 0)
        front.may_keep = True
        made = 0
        wanted = list(addresses())
        with ProgressBar(len(wanted), self.stderr, "预先生成") as progress:
            for place, path in wanted:
                made += front.warm(place, path)
                progress.step(place.host + path)
        self.stdout.write(f"生成了 {made} 个页面。")

    def print_headers(self) -> None:
        for name, value in page_headers(settings.LANGUAGE_CODE):
            if name not in NGINX_SETS:
                self.stdout.write(f'add_header {name} "{value}";')
