"""Rules and dispatches hold by a column's code, so a union doesn't change it."""

import pytest

from news.models import ColumnPage
from sites.models import StaffRole
from tests.factories.news import column_of
from tests.factories.sites import UserFactory

FORM = ColumnPage.get_edit_handler().get_form_class


@pytest.mark.parametrize("role", StaffRole.values)
def test_the_code_of_a_column_is_fixed_for_its_union(network, role):
    column = column_of(network.county, "tongzhi")
    user = UserFactory.with_role(network.county, role)

    form = FORM()(data={"code": "other"}, instance=column, for_user=user)
    form.is_valid()

    assert form.cleaned_data["code"] == "tongzhi"


def test_who_runs_the_network_may_change_it_and_a_new_column_has_its_own(network, operator):
    column = column_of(network.county, "tongzhi")
    admin = UserFactory.with_role(network.county, StaffRole.ADMIN)

    assert not FORM()(instance=column, for_user=operator).fields["code"].disabled
    assert not FORM()(instance=ColumnPage(), for_user=admin).fields["code"].disabled
