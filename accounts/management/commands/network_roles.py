"""Who holds the network-wide roles; gives one, for instance to the first security officer."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.staff.links import password_link
from sites.models import StaffGroup
from sites.network_roles import NetworkRole, may_stand_together, network_groups, network_roles_of


class Command(BaseCommand):
    help = "列出全网岗位和担任的人；--give 岗位 用户名 给一个人岗位，没有这个账号就新建并给出设置密码的链接。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--give",
            nargs=2,
            metavar=("岗位", "用户名"),
            help=f"岗位：{'、'.join(NetworkRole.values)}",
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        groups = dict(zip(NetworkRole, network_groups(), strict=True))
        if options["give"]:
            role, username = options["give"]
            if role not in NetworkRole.values:
                raise CommandError(f"没有岗位 {role}。")
            self.give(NetworkRole(role), groups[NetworkRole(role)], username)
        for role, group in groups.items():
            people = group.user_set.filter(is_active=True).order_by("username")
            names = "、".join(person.get_username() for person in people)
            self.stdout.write(f"{role.value} {role.label}：{names or '（没有人）'}")

    def give(self, role: NetworkRole, group: Any, username: str) -> None:
        users = get_user_model().objects
        person = users.select_for_update().filter(username=username).first()
        if person is None:
            person = get_user_model()(username=username)
            person.set_unusable_password()
            person.save()
            link = password_link(person, settings.WAGTAILADMIN_BASE_URL)
            self.stdout.write(f"新建账号 {username}，设置密码：{link}")
        serves = StaffGroup.objects.filter(group__user=person).exists()
        if not may_stand_together({*network_roles_of(person), role}, serves_unions=serves):
            raise CommandError(
                "系统管理员、安全保密管理员、安全审计员由三个人分别担任，也不兼其他岗位。"
            )
        person.groups.add(group)
