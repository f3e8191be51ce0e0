"""The words of the table: a row, who may pass, and what a number in an address can be."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pages.models import ROOT_DEPTH
from sites.gate.scope import Scope

Who = Callable[[Scope], bool]
Check = Callable[[Scope, Any], bool]


def ANYONE(scope: Scope) -> bool:  # noqa: N802 - it stands in the table like a constant
    """Who is signed in at the desk."""
    return True


def STAFF(scope: Scope) -> bool:  # noqa: N802
    """Who holds a role in a union."""
    return scope.is_staff


def NETWORK(scope: Scope) -> bool:  # noqa: N802
    """Who works for the whole network."""
    return scope.is_network


def NOBODY(scope: Scope) -> bool:  # noqa: N802
    """Superusers only, who come before the table."""
    return False


def holds(permission: str) -> Who:
    """Who has a permission by name, for instance an auditor."""
    return lambda scope: scope.user.has_perm(permission)


def page(scope: Scope, key: Any) -> bool:
    return scope.sees_page(key)


def readable_page(scope: Scope, key: Any) -> bool:
    """Also one of a union that the person sees from above; for screens that only show."""
    return scope.reads_page(key)


def own_page(scope: Scope, key: Any) -> bool:
    """Not the root of the tree either, which can't be chosen."""
    return scope.pages.filter(pk=key, depth__gt=ROOT_DEPTH).exists()


def image(scope: Scope, key: Any) -> bool:
    return scope.sees_image(key)


def choosable_image(scope: Scope, key: Any) -> bool:
    """Also one that another union shares; for screens that only choose."""
    return scope.may_choose_image(key)


def document(scope: Scope, key: Any) -> bool:
    return scope.sees_document(key)


def collection(scope: Scope, key: Any) -> bool:
    return scope.sees_collection(key)


@dataclass(frozen=True)
class Row:
    """One screen: who may open it, what the numbers in its path and query are."""

    who: Who
    path: Mapping[str, Check] = field(default_factory=dict)
    query: Mapping[str, Check] = field(default_factory=dict)
    words: frozenset[str] = frozenset()  # what may stand in the query in place of a number
    # A last question about the whole request, for screens whose address tells what they are of.
    also: Callable[[Scope, Any, Mapping[str, Any]], bool] | None = None
    # Answers in place of the screen.
    instead: Callable[..., Any] | None = None
