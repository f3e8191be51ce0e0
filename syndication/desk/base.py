"""What the desk's screens share: menu items that know their act, and acts that may be refused."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from sites.models import Organisation, StaffGroup
from sites.reach import own_posts
from syndication.errors import SyndicationError
from syndication.policies import READERS, ROLES

MOST_UNIONS = 200


class ActMenuItem(MenuItem):
    """Shown to those who may do the act for some open union; without an act: to all its readers.

    ``above``, ``below``: only where that union has one above it, or some below. All such items
    cost one query a page.
    """

    def __init__(
        self, *args: Any, act: str = "", above: bool = False, below: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.roles = ROLES[act] if act else READERS
        self.above, self.below = above, below

    def is_shown(self, request: Any) -> bool:
        return any(self.fits(post) for post in posts_of(request))

    def fits(self, post: StaffGroup) -> bool:
        union = post.organisation
        return (
            post.role in self.roles
            and not (self.above and union.depth == 1)
            and not (self.below and not union.numchild)
        )


def posts_of(request: Any) -> list[StaffGroup]:
    """The roles of the person in open unions; read once a request."""
    if not hasattr(request, "staff_posts"):
        held = own_posts(request.user)
        held = held.filter(organisation__status=Organisation.Status.OPEN)
        request.staff_posts = list(
            held.select_related("organisation").only(
                "role", "organisation__depth", "organisation__numchild"
            )
        )
    return request.staff_posts


def attempt(request: HttpRequest, act: Callable[[], Any]) -> Any:
    """Do an act; where it is refused, say why and return None. What isn't one's own is 404."""
    try:
        return act() or True
    except SyndicationError as error:
        messages.error(request, str(error))
        return None
    except PermissionDenied as error:
        raise Http404 from error


def chosen_union(request: HttpRequest, unions: list[Organisation]) -> Organisation:
    """The union named by ``?for=`` among those that a person serves, else the first of them."""
    if not unions:
        raise Http404
    wanted = request.GET.get("for", "")
    return next((union for union in unions if str(union.pk) == wanted), unions[0])
