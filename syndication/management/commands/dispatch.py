"""Send an article down from a script, with the rights of a staff account."""

from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from news.models import ArticlePage
from sites.models import Tier
from syndication.actions import DispatchPlan, send_dispatch
from syndication.errors import SyndicationError
from syndication.models import Dispatch, Obligation
from syndication.recipients import Selection, possible_recipients, resolve

OBLIGATIONS = {choice.value.lower().replace("_", "-"): choice.value for choice in Obligation}


class Command(BaseCommand):
    help = "下发一篇文章：dispatch 文章编号 --as 账号 --to 范围；加 --dry-run 只列出接收单位。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("article", type=int, help="文章的编号（编辑页面网址里的数字）")
        parser.add_argument("--as", dest="username", required=True, help="下发人的账号")
        parser.add_argument(
            "--to",
            nargs="+",
            required=True,
            metavar="范围",
            help="all、province/city/county（层级）、direct（省直管县）、拼音标识，"
            "或 拼音标识+（连同下级）",
        )
        parser.add_argument("--except", dest="exceptions", nargs="*", default=[], metavar="标识")
        parser.add_argument("--obligation", choices=sorted(OBLIGATIONS), default="must-publish")
        parser.add_argument("--column", default="", help="栏目编码；默认是文章所在的栏目")
        parser.add_argument("--note", default="")
        parser.add_argument("--deadline", type=datetime.fromisoformat, help="2026-12-01T18:00")
        parser.add_argument("--locked-until", type=date.fromisoformat, help="2026-12-31")
        parser.add_argument("--includes-new", action="store_true")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        by = get_user_model().objects.filter(username=options["username"]).first()
        if by is None:
            raise CommandError(f"没有账号 {options['username']}。")
        article = (
            ArticlePage.objects.select_related("organisation").filter(pk=options["article"]).first()
        )
        if article is None:
            raise CommandError(f"没有编号为 {options['article']} 的文章。")
        selection = self.selection(article, options["to"], options["exceptions"])
        if options["dry_run"]:
            for organisation in resolve(selection, article.organisation):
                self.stdout.write(organisation.name)
            return
        self.send(article, selection, by, options)

    def send(self, article: ArticlePage, selection: Selection, by: Any, options: dict) -> None:
        deadline = options["deadline"]
        if deadline and timezone.is_naive(deadline):
            deadline = timezone.make_aware(deadline)
        plan = DispatchPlan(
            obligation=OBLIGATIONS[options["obligation"]],
            selection=selection,
            column_code=options["column"],
            note=options["note"],
            deadline=deadline,
            locked_until=options["locked_until"],
            includes_new=options["includes_new"],
        )
        try:
            dispatch = send_dispatch(article, plan, by=by)
        except SyndicationError as error:
            raise CommandError(str(error)) from error
        except PermissionDenied as error:
            raise CommandError(f"账号 {by} 不能为{article.organisation}下发。") from error
        self.report(dispatch)

    def report(self, dispatch: Dispatch) -> None:
        count = len(dispatch.recipient_ids)
        when = "，文章发布时送达" if dispatch.state == Dispatch.State.WAITING else ""
        self.stdout.write(f"已下发（编号 {dispatch.pk}），接收单位 {count} 个{when}。")

    def selection(self, article: ArticlePage, to: list[str], exceptions: list[str]) -> Selection:
        """The rule that the words mean. A word that means nothing is an error."""
        below = dict(possible_recipients(article.organisation).values_list("slug", "pk"))
        tiers = {tier.value.lower(): tier.value for tier in Tier}
        words = [word for word in to if word not in {"all", "direct", *tiers}]
        unknown = {word.removesuffix("+") for word in [*words, *exceptions]} - set(below)
        if unknown:
            raise CommandError(f"不是下级单位：{'、'.join(sorted(unknown))}。")
        return Selection(
            everyone="all" in to,
            tiers=[tiers[word] for word in to if word in tiers],
            direct_counties="direct" in to,
            subtrees=[below[word[:-1]] for word in words if word.endswith("+")],
            unions=[below[word] for word in words if not word.endswith("+")],
            exceptions=[below[word] for word in exceptions],
        )
