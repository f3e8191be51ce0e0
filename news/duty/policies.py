"""Whose figures a person sees: those of their unions and of all below these."""

from typing import Any

from django.db.models import Q

from sites.gate import Scope
from sites.models import Organisation, OrganisationQuerySet
from sites.queries import unions_served


def unions_watched(user: Any) -> OrganisationQuerySet:
    """The open unions whose figures a person sees, in tree order; all for who runs the network.

    Unions without others below them are named by their keys, so that a hundred roles don't make a
    hundred conditions.
    """
    everything = Organisation.objects.open()
    if Scope.of(user).is_network:
        return everything
    leaves, branches = [], Q()
    heads: list[str] = []
    for key, path, children in unions_served(user).values_list("pk", "path", "numchild"):
        if heads and path.startswith(heads[-1]):
            continue  # in tree order, so the branch that holds it is the last one
        if children:
            heads.append(path)
            branches |= Q(path__startswith=path)
        else:
            leaves.append(key)
    return everything.filter(branches | Q(pk__in=leaves))
