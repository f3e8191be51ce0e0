"""Make unions with their sites from a table, or bring all sites up to their blueprints."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sites.actions import UnionPlan, provision_sites, provision_union
from sites.models import Organisation, SiteKind
from sites.network_roles import network_groups
from sites.progress import ProgressBar
from sites.table import TableError, TableRow, read_table


class Command(BaseCommand):
    help = "按名单建立工会和站点；可以随时中断，再运行一次就接着做。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "table", nargs="?", type=Path,
            help="CSV（UTF-8），列：code,name,tier,parent，可有 slug,short_name,name_en,host,work",
        )  # fmt: skip
        parser.add_argument("--check", action="store_true", help="只检查名单，不建立")
        parser.add_argument("--update", action="store_true", help="按建站模板补齐全部已有站点")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["table"]:
            self.provision(options["table"], check_only=options["check"])
        elif not options["update"]:
            raise CommandError("请写名单文件，或用 --update。")
        if options["update"]:
            self.update()

    def provision(self, path: Path, *, check_only: bool) -> None:
        try:
            rows = read_table(path.read_bytes())
        except OSError as error:
            raise CommandError(f"读不了 {path}：{error.strerror}") from error
        except TableError as error:
            faults = "\n".join(error.messages)
            raise CommandError(
                f"名单有 {len(error.messages)} 处问题，什么也没有建立：\n{faults}"
            ) from error
        if check_only:
            self.stdout.write(f"名单没有问题，共 {len(rows)} 个工会。")
            return
        network_groups()
        with ProgressBar(len(rows), self.stdout, "建站") as bar:
            for row in rows:
                provision_union(plan_of(row))
                bar.step(row.name)

    def update(self) -> None:
        network_groups()
        unions = Organisation.objects.open()
        with ProgressBar(unions.count(), self.stdout, "更新") as bar:
            for union in unions.iterator():
                kinds = union.sites.values_list("kind", flat=True)
                provision_sites(union, [SiteKind(kind) for kind in kinds])
                bar.step(union.name)


def plan_of(row: TableRow) -> UnionPlan:
    parent = Organisation.objects.filter(division_code=row.parent).first() if row.parent else None
    return UnionPlan(
        name=row.name,
        tier=row.tier,
        slug=row.slug,
        parent=parent,
        host=row.host,
        code=row.code,
        short_name=row.short_name,
        name_en=row.name_en,
        kinds=tuple(row.hosts),
    )
