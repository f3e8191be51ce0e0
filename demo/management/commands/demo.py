"""Fill the network with the demo's articles, pictures and accounts."""

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone, translation

from demo.articles import tags_in_use
from demo.drafts import leave_a_draft_with_mistakes
from demo.network import fill_union, provision_network, unions_to_fill
from demo.review import let_articles_be_reviewed
from demo.staff import StaffMaker
from demo.travel import let_articles_travel
from search.models import SearchDocument
from search.rebuild import is_unfinished
from sites.models import Organisation, Tier
from sites.progress import ProgressBar


class Command(BaseCommand):
    help = "装入演示内容：栏目文章、图片、固定页面和账号；可以随时中断，再运行一次就接着做。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--allow-production", action="store_true", help="在生产环境的设置下也装入演示内容"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        password = os.environ.get("DEMO_PASSWORD", "")
        if not password:
            raise CommandError("没有设置环境变量 DEMO_PASSWORD（演示账号的密码）。")
        in_production = settings.SETTINGS_MODULE.endswith(".production")
        if in_production and not options["allow_production"]:
            raise CommandError(
                "演示账号共用一个密码，不应装进生产环境；确要装入，请加 --allow-production。"
            )
        with translation.override(settings.LANGUAGE_CODE):
            if not Organisation.objects.exists():
                provision_network(self.stdout)
            made = self.fill(StaffMaker(password))
            if count := let_articles_travel():
                self.stdout.write(f"下发、报送 {count} 篇。")
            if count := let_articles_be_reviewed():
                self.stdout.write(f"送审 {count} 篇。")
            self.index(is_new=made > 0)

    def fill(self, staff: StaffMaker) -> int:
        """Returns how many articles were made."""
        with transaction.atomic():
            staff.add_network_staff()
            for union in Organisation.objects.open():
                staff.add_staff(union)
        unions = unions_to_fill()
        if not unions:
            self.stdout.write("演示内容已经装好。")
            return 0
        tags, today, count = tags_in_use(), timezone.localdate(), 0
        with ProgressBar(len(unions), self.stdout, "演示内容") as bar:
            for union in unions:
                count += fill_union(union, tags=tags, staff=staff, today=today)
                bar.step(union.name)
        if county := next((union for union in unions if union.tier == Tier.COUNTY), None):
            leave_a_draft_with_mistakes(county)
        self.stdout.write(f"装入文章 {count} 篇。")
        return count

    def index(self, *, is_new: bool) -> None:
        """Let the search find what was written in bulk, and what a stopped run left out.

        Elasticsearch may be away for now: the daily check gives it what it lacks.
        """
        if not SearchDocument.objects.exists() or is_unfinished():
            command = "search_rebuild"
        elif is_new:
            command = "search_check"
        else:
            return
        try:
            call_command(command, stdout=self.stdout)
        except (CommandError, SystemExit) as error:
            self.stderr.write(f"搜索索引没有全部建好：{error}")
