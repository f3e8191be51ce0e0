"""Changes to the organisation tree and to the sites of unions."""

from sites.actions.provisioning import (
    STANDARD_KINDS,
    UnionPlan,
    answer_to,
    host_of,
    provision_sites,
    provision_union,
    rename_organisation,
)
from sites.actions.tree import (
    TreeError,
    check_place,
    close_organisation,
    merge_organisation,
    move_organisation,
    prepare_organisation,
    reopen_organisation,
)

__all__ = [
    "STANDARD_KINDS",
    "TreeError",
    "UnionPlan",
    "answer_to",
    "check_place",
    "close_organisation",
    "host_of",
    "merge_organisation",
    "move_organisation",
    "prepare_organisation",
    "provision_sites",
    "provision_union",
    "rename_organisation",
    "reopen_organisation",
]
