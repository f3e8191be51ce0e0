"""All that must be done before `./portal start` serves: one process, so that a start is quick."""

import os
import socket
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from demo.static_files import collect_static_files
from sites.actions import answer_to
from sites.models import Organisation, SiteKind

LOCAL_NAMES = ("localhost", "127.0.0.1")  # the province answers to them too


class Command(BaseCommand):
    help = "准备数据库、静态文件和演示网络，把网址和账号写成一个文件。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=settings.PUBLIC_PORT)
        parser.add_argument(
            "--addresses",
            type=Path,
            required=True,
            help="写网址和账号的文件，等服务器应答了再给人看",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        require_free(options["port"])
        call_command("migrate", verbosity=0)
        collect_static_files()
        call_command("demo", stdout=self.stdout)
        self.listen_on(options["port"])
        options["addresses"].write_text(addresses(options["port"]), encoding="utf-8")

    def listen_on(self, port: int) -> None:
        """Let the sites' addresses name the port that is served now."""
        if Site.objects.exclude(port=port).update(port=port):
            Site.clear_site_root_paths_cache()
        province = Organisation.objects.get(depth=1)
        for name in LOCAL_NAMES:
            answer_to(name, province, SiteKind.PORTAL)


def addresses(port: int) -> str:
    """Some sites, the desk and the accounts of the demo network, for its terminal."""
    unions = Organisation.objects.open()
    examples = [unions.get(depth=1)]
    examples += [unions.filter(slug=slug).first() for slug in ("hefei", "feixi")]
    lines = ["", f"工会门户网络：{unions.count()} 个工会，{Site.objects.count()} 个站点", ""]
    for union in filter(None, examples):
        for site in Site.objects.filter(organisation_site__organisation=union).order_by("pk"):
            lines.append(f"  {site.site_name:　<14} http://{site.hostname}:{port}/")
    lines += [
        "",
        f"  工作台 http://{settings.ADMIN_HOST}:{port}/admin/",
        "  账号 anhui-editor、hefei-desk、feixi-editor、feixi-admin、operator、sysadmin、security、auditor …"
        "（<工会>-editor、-reviewer、-chief、-desk、-admin）",
        f"  密码 {os.environ.get('DEMO_PASSWORD', '')}（都一样，写在 .env 里）",
        "",
        "  按 Ctrl-C 停止",
        "",
    ]
    return "\n".join(lines)


def require_free(port: int) -> None:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(
                f"端口 {port} 已被占用，换一个：PORT={port + 1} ./portal start"
            ) from error
