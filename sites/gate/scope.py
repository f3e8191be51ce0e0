"""What a member of staff can reach: their unions, and what belongs to these."""

from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import cached_property
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection

from pages.models import ROOT_DEPTH, BasePage
from sites.models import MediaCollection, SharedImage, StaffRole
from sites.network_roles import OPERATOR_GROUP
from sites.queries import posts_held, unions_seen
from sites.reach import own_roles


class Scope:
    """The reach of one person for the length of a request."""

    def __init__(self, user: Any) -> None:
        self.user = user

    @classmethod
    def of(cls, user: Any) -> "Scope":
        """Asked for often in a request, read once: kept on its user, as Wagtail keeps rights."""
        if not hasattr(user, "_gate_scope"):
            user._gate_scope = cls(user)
        return user._gate_scope

    @cached_property
    def is_network(self) -> bool:
        """Works for all unions: an operator of the network, or a superuser."""
        if self.user.is_superuser:
            return True
        return self.user.groups.filter(name=OPERATOR_GROUP).exists()

    @property
    def is_staff(self) -> bool:
        """Holds a role in a union, or works for all."""
        return bool(own_roles(self.user)) or self.is_network

    @property
    def administers(self) -> bool:
        """Looks after a union's staff."""
        return StaffRole.ADMIN in own_roles(self.user)

    @property
    def unions(self) -> QuerySet[Any]:
        """The keys of the unions in which the person works."""
        return posts_held(self.user).values("organisation")

    @property
    def pages(self) -> QuerySet[BasePage]:
        """The pages of these unions, drafts among them."""
        if self.is_network:
            return BasePage.objects.all()
        return BasePage.objects.filter(organisation__in=self.unions)

    def sees_page(self, key: int) -> bool:
        """The root is everybody's: what hangs below it is narrowed by who asks."""
        found = BasePage.objects.filter(pk=key)
        root = found.filter(depth=ROOT_DEPTH)
        return self.is_network or self.pages.filter(pk=key).exists() or root.exists()

    def reads_page(self, key: int) -> bool:
        """The same, and pages of unions that are seen from above: to read, not to act on."""
        if self.sees_page(key):
            return True
        seen = unions_seen(self.user).order_by().values("pk")
        return BasePage.objects.filter(pk=key, organisation__in=seen).exists()

    def sees_image(self, key: Any) -> bool:
        return self.sees_in_collection(get_image_model(), key)

    def may_choose_image(self, key: Any) -> bool:
        """Also one that another union shares: to use it, not to change it."""
        return self.sees_image(key) or SharedImage.objects.filter(image=key).exists()

    def sees_document(self, key: Any) -> bool:
        return self.sees_in_collection(get_document_model(), key)

    def reads_document(self, key: Any) -> bool:
        """Also one of a union that is seen from above: to read, not to use."""
        path = (
            get_document_model()
            .objects.filter(pk=key)
            .values_list("collection__path", flat=True)
            .first()
        )
        if path is None:
            return False
        seen = unions_seen(self.user).order_by().values("pk")
        return self.is_network or self.reaches(path) or lies_on_shelf_of(path, seen)

    def sees_in_collection(self, model: type[Model], key: Any) -> bool:
        path = (
            model._default_manager.filter(pk=key).values_list("collection__path", flat=True).first()
        )
        return path is not None and (self.is_network or self.reaches(path))

    def sees_collection(self, key: int) -> bool:
        path = Collection.objects.filter(pk=key).values_list("path", flat=True).first()
        return path is not None and (self.is_network or self.reaches(path))

    def reaches(self, path: str) -> bool:
        return lies_on_shelf_of(path, self.unions)


def lies_on_shelf_of(path: str, unions: QuerySet[Any]) -> bool:
    """Whether a collection is a shelf of these unions, or stands on one."""
    step = Collection.steplen
    above = [path[:end] for end in range(step, len(path) + 1, step)]
    shelves = MediaCollection.objects.filter(collection__path__in=above)
    return shelves.filter(organisation__in=unions).exists()
