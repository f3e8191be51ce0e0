"""The groups of accounts that a union's roles are held by."""

from functools import cache

from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
)

from pages.models import BasePage
from sites.models import Organisation, StaffGroup, StaffRole

# What each role may do with the union's own pages.
PAGE_RIGHTS: dict[str, tuple[str, ...]] = {
    StaffRole.EDITOR: ("add", "change", "publish"),
    StaffRole.REVIEWER: ("change", "publish"),
    StaffRole.CHIEF: ("change", "publish", "lock", "unlock"),
    StaffRole.DESK: ("add", "change", "publish", "lock"),
    StaffRole.ADMIN: ("add", "change", "publish", "bulk_delete", "lock", "unlock"),
}
WRITERS = tuple(StaffRole(role) for role, rights in PAGE_RIGHTS.items() if "add" in rights)
MEDIA_RIGHTS = (
    ("wagtailimages", "add_image"),
    ("wagtailimages", "change_image"),
    ("wagtailimages", "choose_image"),
    ("wagtaildocs", "add_document"),
    ("wagtaildocs", "change_document"),
    ("wagtaildocs", "choose_document"),
)


@cache
def permission_id(app_label: str, codename: str) -> int:
    """The key of a permission; they are made by migrations and never change."""
    return Permission.objects.get(content_type__app_label=app_label, codename=codename).pk


def make_staff_groups(organisation: Organisation, collection: Collection) -> list[StaffGroup]:
    """The union's groups, one a role, with their rights over its own pages and library.

    A second call gives the groups the union's present name and adds rights that are missing.
    """
    known = {
        row.role: row
        for row in StaffGroup.objects.filter(organisation=organisation).select_related("group")
    }
    for role in StaffRole:
        name = f"{organisation.name}·{role.label}（{organisation.slug}）"
        if role not in known:
            group = Group.objects.create(name=name)
            known[role] = StaffGroup.objects.create(
                organisation=organisation, role=role, group=group
            )
        elif known[role].group.name != name:
            known[role].group.name = name
            known[role].group.save(update_fields=["name"])
    grant(organisation, collection, known)
    return list(known.values())


def grant(
    organisation: Organisation, collection: Collection, groups: dict[str, StaffGroup]
) -> None:
    fronts = list(BasePage.objects.filter(organisation=organisation, depth=2))
    group_ids = [row.group_id for row in groups.values()]
    access = permission_id("wagtailadmin", "access_admin")
    Group.permissions.through.objects.bulk_create(
        [Group.permissions.through(group_id=pk, permission_id=access) for pk in group_ids],
        ignore_conflicts=True,
    )
    GroupPagePermission.objects.bulk_create(
        [
            GroupPagePermission(
                group_id=groups[role].group_id,
                page=front,
                permission_id=permission_id("pages", f"{right}_basepage"),
            )
            for role, rights in PAGE_RIGHTS.items()
            for right in rights
            for front in fronts
        ],
        ignore_conflicts=True,
    )
    GroupCollectionPermission.objects.bulk_create(
        [
            GroupCollectionPermission(
                group_id=pk, collection=collection, permission_id=permission_id(*right)
            )
            for pk in group_ids
            for right in MEDIA_RIGHTS
        ],
        ignore_conflicts=True,
    )
