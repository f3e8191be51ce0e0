"""Compare the search index with the database, and mend what differs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from search import check, facts, statistics, upkeep
from search.engines import EngineAway


class Command(BaseCommand):
    help = (
        "核对搜索索引与数据库，补上缺的、去掉多的，重数标题里的词。有差别而没有补好时，退出码为 1。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="只核对，不改动")

    def handle(self, *args: Any, **options: Any) -> None:
        mends = not options["dry_run"]
        found = check.compare_database()
        self.stdout.write(f"数据库：缺 {len(found.missing)} 篇，多 {len(found.surplus)} 篇。")
        if mends:
            check.mend_database(found)
        differs = bool(found) and not mends
        if check.facts_differ():
            self.stdout.write("数据库：检索表（search_facts）和文档不一致。")
            if mends:
                facts.put_in_place(connection)
            differs |= not mends
        if upkeep.uses_elasticsearch():
            differs |= self.check_elasticsearch(mends=mends)
        if mends:
            statistics.forget_old_counts()
            upkeep.count_terms()
        if differs:
            raise SystemExit(1)
        self.stdout.write("索引与数据库一致。")

    def check_elasticsearch(self, *, mends: bool) -> bool:
        """Whether a difference is left."""
        try:
            found = check.compare_elasticsearch()
            self.stdout.write(
                f"Elasticsearch：缺 {len(found.missing)} 篇，多 {len(found.surplus)} 篇。"
            )
            if mends:
                check.mend_elasticsearch(found)
        except EngineAway as error:
            self.stderr.write(f"Elasticsearch 没有应答：{error}")
            return True
        return bool(found) and not mends
