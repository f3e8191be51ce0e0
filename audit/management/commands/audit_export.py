from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from audit.actions import record, seal
from audit.export import FORMATS, export_lines
from audit.models import AuditEntry


class Command(BaseCommand):
    help = "把审计日志连同校验值写到标准输出，用来存档或送往别处。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=sorted(FORMATS), default="jsonl")
        parser.add_argument(
            "--since", type=datetime.fromisoformat, help="从这一天起，如 2026-01-01"
        )
        parser.add_argument("--after", type=int, help="只要这个序号以后的")

    def handle(self, *args: Any, **options: Any) -> None:
        seal()
        entries = AuditEntry.objects.all()
        if options["since"]:
            entries = entries.filter(at__gte=timezone.make_aware(options["since"]))
        if options["after"]:
            entries = entries.filter(number__gt=options["after"])
        for line in export_lines(entries, options["format"]):
            self.stdout.write(line, ending="")
        record(
            "audit.export", after={key: str(options[key]) for key in ("format", "since", "after")}
        )
