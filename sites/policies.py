"""Who may do what with the organisation tree."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q
from wagtail.models import GroupPagePermission
from wagtail.permission_policies.base import ModelPermissionPolicy
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy

from pages.models import ROOT_DEPTH, SITE_ROOT_DEPTH, BasePage
from sites.models import Oversight, SharedImage, StaffRole
from sites.reach import helped_ids, own_posts, reaches
from sites.staff import PAGE_RIGHTS

EXPLORING = {"add", "change", "publish", "lock", "unlock", "bulk_delete"}


class OrganisationPolicy(ModelPermissionPolicy):
    """Unions are merged or closed, never deleted: their addresses and articles outlive them."""

    def user_has_permission(self, user, action):
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return super().user_has_any_permission(user, set(actions) - {"delete"})


class PicturePolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's rights by shelf; what a union shares may be chosen by all who choose, and no more."""

    def own(self, user):
        """What a person may choose from the shelves of their own unions."""
        return super().instances_user_has_any_permission_for(user, ["choose"])

    def shared(self, user):
        found = self.model._default_manager.filter(sharing__isnull=False)
        return found if self.user_has_permission(user, "choose") else found.none()

    def instances_user_has_any_permission_for(self, user, actions):
        found = super().instances_user_has_any_permission_for(user, actions)
        return found | self.shared(user) if "choose" in actions else found

    def user_has_any_permission_for_instance(self, user, actions, instance):
        if super().user_has_any_permission_for_instance(user, actions, instance):
            return True
        if "choose" not in actions or not self.user_has_permission(user, "choose"):
            return False
        return SharedImage.objects.filter(image=instance).exists()


def whole_unions(pages: Iterable[BasePage]) -> set[int]:
    """The unions all of whose sites begin with one of these pages; one query."""
    held = {page.pk for page in pages if page.depth == SITE_ROOT_DEPTH}
    fronts: dict[int, set[int]] = defaultdict(set)
    unions = {page.organisation_id for page in pages if page.pk in held} - {None}
    rows = BasePage.objects.filter(depth=SITE_ROOT_DEPTH, organisation__in=unions)
    for union, front in rows.values_list("organisation_id", "pk"):
        fronts[union].add(front)
    return {union for union, keys in fronts.items() if keys <= held}


# A helper from above does what the union's own news desk does.
HELPING = frozenset(PAGE_RIGHTS[StaffRole.DESK])


class UnionPagePolicy(PagePermissionPolicy):
    """Wagtail's rights on pages, asked by union.

    Roles carry their rights on the first page of each site of a union (sites/staff.py), and every
    page knows its union. So the pages of a hundred roles are one condition on an indexed column and
    not a hundred conditions on the path, which SQLite refuses and PostgreSQL walks one by one.
    A right on one of a union's sites only, or further down, stays a condition on the path.
    """

    def get_all_permissions_for_user(self, user):
        """With those of the posts that the person stands in for today."""
        if not user.is_active or user.is_anonymous or user.is_superuser:
            return super().get_all_permissions_for_user(user)
        groups = user.groups.through.objects.filter(user=user).values("group")
        held = groups.union(own_posts(user).values("group"))
        rows = GroupPagePermission.objects.filter(group__in=held)
        return rows.select_related("page", "permission")

    def instances_user_has_any_permission_for(self, user, actions):
        base = self._base_queryset_for_user(user)
        if base is not None:
            return base
        wanted = self._get_permission_codenames(set(actions))
        pages = self.reached(self.pages_with(user, wanted)) | self.helped(user, actions)
        if "change" in actions and "add" not in actions:
            # Who may add pages only may change their own.
            adding = self.pages_with(user, {self._get_permission_codename("add")})
            return self.model._default_manager.filter(
                pages | (self.reached(adding) & Q(owner=user))
            )
        return self.model._default_manager.filter(pages)

    def user_has_any_permission(self, user, actions):
        if super().user_has_any_permission(user, actions):
            return True
        return bool(HELPING & set(actions) and user.is_active and helped_ids(user))

    def user_has_any_permission_for_instance(self, user, actions, instance):
        if super().user_has_any_permission_for_instance(user, actions, instance):
            return True
        return bool(set(actions) & self.actions_by_union(user, instance))

    def actions_by_union(self, user, page) -> frozenset[str]:
        """What a person may do to a page because they help its union from above."""
        if not user.is_active or page.organisation_id not in helped_ids(user):
            return frozenset()
        return HELPING

    def helped(self, user, actions) -> Q:
        """The pages of the unions that a person helps, for what a helper may do."""
        reach = reaches(user)[Oversight.Level.HELP]
        if not reach or not HELPING & set(actions):
            return Q(pk__in=[])
        return Q(organisation__in=reach.organisations.order_by().values("pk"))

    def pages_with(self, user, codenames):
        """The pages on which a person holds one of these rights, each once."""
        rows = self.get_cached_permissions_for_user(user)
        return {row.page for row in rows if row.permission.codename in codenames}

    def reached(self, pages) -> Q:
        """These pages and all below them."""
        if any(page.depth == ROOT_DEPTH for page in pages):
            return Q(depth__gte=ROOT_DEPTH)
        unions = whole_unions(pages)
        found = Q(organisation__in=sorted(unions))
        for page in pages:
            if page.organisation_id not in unions:
                found |= Q(path__startswith=page.path)
        return found

    def explorable_instances(self, user):
        base = self._base_queryset_for_user(user)
        if base is not None:
            return base
        codenames = self._get_permission_codenames(EXPLORING)
        pages = self.pages_with(user, codenames)
        seen = reaches(user)[Oversight.Level.SEE]
        if not pages and not seen:
            return self.model._default_manager.none()
        found = self.reached(pages)
        if seen:
            # Sites stand side by side right below the root, so the way to them begins there.
            below = seen.organisations.order_by().values("pk")
            found |= Q(organisation__in=below) | Q(depth=ROOT_DEPTH)
            return self.model._default_manager.filter(found)
        common = self.model.base_page_model.objects.first_common_ancestor_of(list(pages))
        above = {
            page.path[:end]
            for page in pages
            for end in range(len(common.path), len(page.path), page.steplen)
        }
        return self.model._default_manager.filter(found | Q(path__in=sorted(above)))

    def instances_with_direct_explore_permission(self, user):
        """With the root for who sees unions from above: it is where their sites begin."""
        pages = list(super().instances_with_direct_explore_permission(user))
        if user.is_active and not user.is_superuser and reaches(user)[Oversight.Level.SEE]:
            pages.append(BasePage.objects.get(depth=ROOT_DEPTH))
        return pages
