"""The smallest network that is worth testing: one union of each tier, made by provisioning."""

import factory
from django.contrib.auth import get_user_model

from sites.actions import UnionPlan, provision_union
from sites.models import Organisation, OrganisationSite, SiteKind, StaffGroup, StaffRole, Tier


class Network:
    """A province, a city and two counties, one of them reporting straight to the province.

    It is made once for all tests (see conftest) and found again by each.
    """

    def __init__(self) -> None:
        known = {union.slug: union for union in Organisation.objects.all()}
        if "guangde" in known:
            self.province, self.city = known["anhui"], known["hefei"]
            self.county, self.direct = known["feixi"], known["guangde"]
            return
        self.province = self.add("安徽省总工会", Tier.PROVINCE, "anhui", None, "340000")
        self.city = self.add("合肥市总工会", Tier.CITY, "hefei", self.province, "340100")
        self.county = self.add("肥西县总工会", Tier.COUNTY, "feixi", self.city, "340123")
        self.direct = self.add("广德市总工会", Tier.COUNTY, "guangde", self.province, "341882")

    def add(self, name, tier, slug, parent, code="", **more) -> Organisation:
        plan = UnionPlan(name=name, tier=tier, slug=slug, parent=parent, code=code, **more)
        organisation = provision_union(plan)
        organisation.refresh_from_db()
        return organisation

    def refresh(self) -> "Network":
        for union in (self.province, self.city, self.county, self.direct):
            union.refresh_from_db()
        return self

    @staticmethod
    def site(union: Organisation, kind: SiteKind = SiteKind.PORTAL):
        return (
            OrganisationSite.objects.select_related("site__root_page")
            .get(organisation=union, kind=kind)
            .site
        )


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"staff{n}")
    password = factory.django.Password("correct-horse-battery")

    @classmethod
    def with_role(cls, union: Organisation, role: StaffRole, **fields):
        user = cls(**fields)
        user.groups.add(StaffGroup.objects.get(organisation=union, role=role).group)
        return user
