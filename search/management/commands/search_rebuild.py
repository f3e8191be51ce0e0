"""Make the search index anew, without a gap in service."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count

from news.models import Entry
from search import rebuild, upkeep
from search.engines import EngineAway
from search.models import Rebuild, SearchDocument
from sites.progress import ProgressBar


class Command(BaseCommand):
    help = "重建搜索索引。重建时照常可以搜索；中断以后再运行一次，就接着做。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--restart", action="store_true", help="从头做起，不接着上一次")
        parser.add_argument(
            "--elasticsearch-only", action="store_true", help="只重建 Elasticsearch 的索引"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["restart"]:
            Rebuild.objects.filter(engine=rebuild.DATABASE).delete()
            Rebuild.objects.filter(engine=upkeep.MAKING).update(last_article_id=0)
        if not options["elasticsearch_only"]:
            listed = Entry.objects.aggregate(count=Count("article_id", distinct=True))["count"]
            with ProgressBar(listed, self.stdout, "数据库") as bar:
                self.stdout.write(f"可检索 {rebuild.rebuild_database(stepper(bar))} 篇。")
        if upkeep.uses_elasticsearch():
            with ProgressBar(SearchDocument.objects.count(), self.stdout, "Elasticsearch") as bar:
                try:
                    done = rebuild.rebuild_elasticsearch(stepper(bar))
                except EngineAway as error:
                    raise CommandError(
                        f"Elasticsearch 没有应答，再运行一次就接着做：{error}"
                    ) from error
            self.stdout.write(f"Elasticsearch 收录 {done} 篇，已切换到新索引。")


def stepper(bar: ProgressBar) -> rebuild.Step:
    def step(count: int) -> None:
        for _number in range(count):
            bar.step()

    return step
