"""The unions below a sender as the branches that a form or a list shows."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from sites.models import Organisation


@dataclass
class Branch:
    """A union right below the sender with all below it; without a head: those that have none."""

    head: Organisation | None
    unions: list[Organisation] = field(default_factory=list)

    @property
    def key(self) -> str:
        return str(self.head.pk) if self.head else ""

    @property
    def name(self) -> str:
        return self.head.name if self.head else _("直管县区")


def branch_path(sender: Organisation, path: str) -> str:
    """The path of the union right below the sender in whose branch a path lies."""
    return path[: len(sender.path) + Organisation.steplen]


def branches_of(sender: Organisation, unions: Iterable[Organisation]) -> list[Branch]:
    """Unions below the sender, in tree order, grouped by what stands right below it. One query.

    A union that has nothing below it, such as a county that reports straight to the province,
    forms no branch of its own; these come last, together.
    """
    depth = sender.depth + 1
    below = Organisation.objects.within(sender).filter(depth=depth, numchild__gt=0)
    branches = {head.path: Branch(head) for head in below}
    direct = Branch(None)
    for union in unions:
        branches.get(branch_path(sender, union.path), direct).unions.append(union)
    return [branch for branch in [*branches.values(), direct] if branch.unions]
