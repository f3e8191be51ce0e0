"""Who may do what with the organisation tree."""

from wagtail.permission_policies.base import ModelPermissionPolicy


class OrganisationPolicy(ModelPermissionPolicy):
    """Unions are merged or closed, never deleted: their addresses and articles outlive them."""

    def user_has_permission(self, user, action):
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return super().user_has_any_permission(user, set(actions) - {"delete"})
