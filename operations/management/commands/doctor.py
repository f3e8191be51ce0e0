"""Examine the whole installation."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from operations.examine import Finding, Level, examine
from operations.examine.network import certificates

SIGNS = {Level.GOOD: "✓", Level.WARNING: "!", Level.ERROR: "✗"}


class Command(BaseCommand):
    help = "检查整个安装：哪里不对，怎样修好。有故障时退出码为 1。"
    requires_system_checks: list[str] = []  # a broken installation is what it is for

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--outside", action="store_true", help="再检查每个域名的解析和证书（要能上网）"
        )
        parser.add_argument(
            "--hosts", action="store_true", help="只列出要申请的证书：文件名和里面的域名，一张一行"
        )
        parser.add_argument("--json", action="store_true", help="只输出一个 JSON 数组")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["hosts"]:
            for file, names in certificates().items():
                self.stdout.write(" ".join([file, *names]))
            return
        findings = []
        for finding in examine(outside=options["outside"]):
            findings.append(finding)
            if not options["json"]:
                self.show(finding)
        if options["json"]:
            self.stdout.write(json.dumps([asdict(row) for row in findings], ensure_ascii=False))
        else:
            self.sum_up(findings)
        if any(finding.level is Level.ERROR for finding in findings):
            sys.exit(1)

    def show(self, finding: Finding) -> None:
        style = {Level.WARNING: self.style.WARNING, Level.ERROR: self.style.ERROR}
        line = f"{SIGNS[finding.level]} {finding.part}：{finding.text}"
        self.stdout.write(style.get(finding.level, self.style.SUCCESS)(line))
        if finding.remedy:
            self.stdout.write(f"    {finding.remedy}")

    def sum_up(self, findings: list[Finding]) -> None:
        counts = [sum(row.level is level for row in findings) for level in Level]
        self.stdout.write("正常 {}，注意 {}，故障 {}。".format(*counts))
