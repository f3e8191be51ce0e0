"""The demo's accounts. All have the one password of DEMO_PASSWORD."""

from functools import cached_property

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password

from demo.plan import is_full
from sites.models import Organisation, StaffGroup, StaffRole
from sites.network_roles import NetworkRole, network_group

NETWORK_STAFF = {
    NetworkRole.OPERATOR: ("operator", "省网络运营"),
    NetworkRole.SYSTEM: ("sysadmin", "系统管理员"),
    NetworkRole.SECURITY: ("security", "安全保密管理员"),
    NetworkRole.AUDITOR: ("auditor", "安全审计员"),
}
# Of a county that isn't shown in full: who writes, the two who sign, and who looks after it.
SMALL_ROLES = (StaffRole.EDITOR, StaffRole.REVIEWER, StaffRole.CHIEF, StaffRole.ADMIN)


class StaffMaker:
    """Adds the accounts that are missing; those that exist keep their password and rights."""

    def __init__(self, password: str) -> None:
        self._password = password
        self.known = dict(get_user_model().objects.values_list("username", "pk"))

    @cached_property
    def password(self) -> str:
        """Hashed once for all: 300 times would take minutes."""
        return make_password(self._password)

    def add_network_staff(self) -> None:
        """One account for each network-wide role; none is a superuser."""
        for role, (username, name) in NETWORK_STAFF.items():
            if username not in self.known:
                person = get_user_model().objects.create(
                    username=username, first_name=name, password=self.password
                )
                person.groups.add(network_group(role))

    def add_staff(self, union: Organisation) -> None:
        roles = list(StaffRole) if is_full(union) else SMALL_ROLES
        missing = [role for role in roles if self.username(union, role) not in self.known]
        if not missing:
            return
        rows = StaffGroup.objects.filter(organisation=union, role__in=missing)
        groups = list(rows.order_by("pk"))  # read once: users and groups are paired by their place
        user = get_user_model()
        users = user.objects.bulk_create(
            user(
                username=self.username(union, row.role),
                first_name=f"{union.short_name}{row.get_role_display()}",
                password=self.password,
            )
            for row in groups
        )
        through = user.groups.through
        through.objects.bulk_create(
            through(user_id=one.pk, group_id=row.group_id)
            for one, row in zip(users, groups, strict=True)
        )
        self.known |= {one.username: one.pk for one in users}

    def editor_of(self, union: Organisation) -> int | None:
        return self.known.get(self.username(union, StaffRole.EDITOR))

    @staticmethod
    def username(union: Organisation, role: str) -> str:
        return f"{union.slug}-{role.lower()}"
