"""Who teaches the search, and who sees what was searched: the operators of the network."""

from typing import Any

from wagtail.permission_policies.base import ModelPermissionPolicy

from sites.network_roles import OPERATOR_GROUP


def is_operator(user: Any) -> bool:
    """Whether a person runs the network; the system administrator does too."""
    if not user.is_active or not user.is_authenticated:
        return False
    return user.is_superuser or user.groups.filter(name=OPERATOR_GROUP).exists()


class OperatorPolicy(ModelPermissionPolicy):
    """Everything for operators, nothing for anybody else."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return is_operator(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return is_operator(user)

    def users_with_any_permission(self, actions: Any, include_superusers: bool = True) -> Any:
        users = super().users_with_any_permission(actions, include_superusers)
        return users.model.objects.filter(groups__name=OPERATOR_GROUP) | users
