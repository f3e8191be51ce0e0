"""Restore a backup."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from operations.backups import BackupError, restore


class Command(BaseCommand):
    help = "从备份恢复：先核对整个备份，再写数据库、上传的文件和设置。恢复前先停掉网站和后台进程。"
    requires_system_checks: list[str] = []  # there may be no database yet

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="备份文件")
        parser.add_argument(
            "--env-file",
            type=Path,
            default=settings.BASE_DIR / ".env",
            help="设置写到哪里；已有这个文件，就写到它旁边的 restored.env；写不进去，就写到备份旁边",
        )
        parser.add_argument(
            "--overwrite", action="store_true", help="换掉现有的数据；原来的数据库改名留着"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["file"].is_file():
            raise CommandError(f"没有这个文件：{options['file']}")
        try:
            manifest, written = restore(
                options["file"], overwrite=options["overwrite"], env_file=options["env_file"]
            )
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"已恢复 {manifest['at'][:19]} 的备份：{manifest['unions']} 个工会，"
            f"{manifest['articles']} 篇文章。"
        )
        if written is None:
            self.stderr.write(
                f"设置写不进 {options['env_file']}，也写不到备份旁边；"
                f"用 tar -xOf {options['file']} settings.env 取出来。"
            )
        elif written.parent == options["env_file"].parent:
            self.stdout.write(f"设置在 {written}。")
        else:
            self.stderr.write(
                f"设置写不进 {options['env_file']}，写在备份旁边：{written}。"
                "里面有密钥，放好以后删掉这一份。"
            )
        self.stdout.write("接着运行 ./portal doctor。")
