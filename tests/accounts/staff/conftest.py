import pytest
from django.contrib.auth.models import Permission

from sites.models import StaffRole
from tests.factories.sites import UserFactory


@pytest.fixture
def admin(network):
    """Looks after the county's staff."""
    return UserFactory.with_role(network.county, StaffRole.ADMIN, username="feixi-admin")


@pytest.fixture
def editor(network):
    return UserFactory.with_role(
        network.county, StaffRole.EDITOR, username="feixi-editor", first_name="王小采"
    )


@pytest.fixture
def foreigner(network):
    """Serves a county whose staff is nobody's business here."""
    return UserFactory.with_role(
        network.direct, StaffRole.EDITOR, username="guangde-editor", first_name="外人甲"
    )


@pytest.fixture
def officer(network):
    user = UserFactory(username="officer")
    for label in ("wagtailadmin.access_admin", "accounts.secure_accounts"):
        app, codename = label.split(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    return user
