"""Back up the whole installation into one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from operations.backups import BackupError, back_up
from operations.backups.media import stored_names
from operations.backups.taking import prune
from sites.progress import ProgressBar


class Command(BaseCommand):
    help = (
        "把数据库、上传的文件和设置备份成一个文件；备份时照常使用。文件里有密码，要像密码一样保管。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--to", type=Path, default=settings.VAR_DIR / "backups", help="放到哪个文件夹"
        )
        parser.add_argument("--without-media", action="store_true", help="不备份上传的文件")
        parser.add_argument("--keep", type=int, default=0, help="只留最近这么多个，0 是都留")

    def handle(self, *args: Any, **options: Any) -> None:
        media = not options["without_media"]
        count = sum(1 for _name in stored_names()) if media else 0
        try:
            with ProgressBar(count, self.stdout, "上传的文件") as bar:
                target = back_up(options["to"], media=media, tell=lambda name: bar.step())
        except BackupError as error:
            raise CommandError(str(error)) from error
        size = target.stat().st_size / 1_000_000
        self.stdout.write(f"已备份到 {target}（{size:.1f} MB）。")
        if options["keep"] > 0:
            for path in prune(options["to"], options["keep"]):
                self.stdout.write(f"删除旧备份 {path.name}")
