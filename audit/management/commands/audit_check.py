import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from audit.actions import seal
from audit.checking import Result, check_log


class Command(BaseCommand):
    help = "核对审计日志：逐条验算，指出被改动、删除或插入的记录。有问题时退出码为 1。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--known",
            action="append",
            default=[],
            metavar="序号:校验值",
            help="以前在别处记下的一条，核对它没有变过；可以写多次。",
        )
        parser.add_argument("--json", action="store_true", help="只输出一个 JSON 对象")

    def handle(self, *args: Any, **options: Any) -> None:
        seal()
        result = check_log(dict(known_line(text) for text in options["known"]))
        self.stdout.write(as_json(result) if options["json"] else in_words(result))
        if not result.is_whole:
            sys.exit(1)


def known_line(text: str) -> tuple[int, str]:
    number, _colon, seal_hash = text.partition(":")
    if not number.isdecimal() or len(seal_hash) != 64:
        raise CommandError(_("应写成 序号:校验值，例如 120:9f86d0…（64 位）。"))
    return int(number), seal_hash


def as_json(result: Result) -> str:
    found = {
        "rows": result.rows,
        "rows_per_second": round(result.rows_per_second),
        "whole": result.is_whole,
        "faults": result.faults,
        "more_faults": result.more_faults,
        "last": result.head,
    }
    return json.dumps(found, ensure_ascii=False)


def in_words(result: Result) -> str:
    lines = [
        _("核对 %(rows)s 条，%(speed)s 条/秒。")
        % {"rows": result.rows, "speed": round(result.rows_per_second)},
        _("最后一条 %(head)s，请记在系统之外，下次用 --known 核对。") % {"head": result.head},
        *result.faults,
    ]
    if result.more_faults:
        lines.append(_("还有 %(count)s 处。") % {"count": result.more_faults})
    lines.append(_("日志完整。") if result.is_whole else _("日志不完整！"))
    return "\n".join(lines)
