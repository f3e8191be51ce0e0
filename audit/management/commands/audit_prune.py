from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from audit.actions import TooYoung, prune, seal


class Command(BaseCommand):
    help = (
        "删除过期的审计记录（至少保留 183 天）。先用 audit_export 存档；链从最后删除的一条接着算。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--keep-days", type=int, default=settings.AUDIT_KEPT_DAYS)

    def handle(self, *args: Any, **options: Any) -> None:
        seal()
        try:
            removed = prune(keep_days=options["keep_days"])
        except TooYoung as error:
            raise CommandError(str(error)) from None
        self.stdout.write(_("删除 %(count)s 条。") % {"count": removed})
