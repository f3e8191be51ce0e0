"""Record the links of all published articles, and try those whose turn it is."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from news.models import ArticlePage, OutgoingLink
from news.outgoing.checking import check_part
from news.outgoing.record import forget_unused, record_links

PART = 200


class Command(BaseCommand):
    help = "检查已发布文章里的链接。平时由 clock 每天检查；--all 先登记全部文章的链接，升级后运行一次。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="先登记全部已发布文章的链接")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"]:
            self.record_all()
        forget_unused()
        while check_part():
            pass
        dead = OutgoingLink.objects.dead().count()
        self.stdout.write(f"链接 {OutgoingLink.objects.count()} 个，错链死链 {dead} 个。")

    def record_all(self) -> None:
        last = 0
        articles = ArticlePage.objects.live().order_by("pk")
        while keys := list(articles.filter(pk__gt=last).values_list("pk", flat=True)[:PART]):
            record_links(keys)
            last = keys[-1]
            self.stdout.write(f"已登记到第 {last} 号文章", ending="\r")
