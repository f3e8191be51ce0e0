"""Who stands in for a signer signs for them, and is still one person."""

import pytest

from review.errors import NotYours
from review.models import ReviewRound
from review.sheet import sheet_of
from sites.models import StaffRole
from tests.factories.review import hand_in, rule, sign_next
from tests.factories.rights import oversight, stand_in
from tests.factories.sites import UserFactory


@pytest.fixture
def last_step(network):
    """A round that has been signed twice, and who signed the first time."""
    rule(network.county)
    first = UserFactory.with_role(network.county, StaffRole.REVIEWER)
    return sign_next(sign_next(hand_in(network.county), by=first)), first


def stand_in_for_the_chief(network, deputy, **period):
    chief = UserFactory.with_role(network.county, StaffRole.CHIEF, first_name="王主席")
    stand_in(chief, deputy, network.county, StaffRole.CHIEF, **period)


def test_a_stand_in_signs_the_last_step(network, last_step):
    deputy = UserFactory.with_role(network.county, StaffRole.EDITOR)
    stand_in_for_the_chief(network, deputy)

    round_ = sign_next(last_step[0], by=deputy)

    assert round_.state == ReviewRound.State.PASSED
    assert round_.signatures.get(signer=deputy).stands_in_for == "王主席"
    assert not round_.signatures.exclude(signer=deputy).exclude(stands_in_for="").exists()
    approval = next(line.text for line in sheet_of(round_).lines if line.label == "终审终校")
    assert "（代王主席）" in approval


def test_a_stand_in_whose_time_is_over_signs_nothing(network, last_step):
    deputy = UserFactory.with_role(network.county, StaffRole.EDITOR)
    stand_in_for_the_chief(network, deputy, first=-3, last=-1)

    with pytest.raises(NotYours):
        sign_next(last_step[0], by=deputy)


def test_standing_in_lets_nobody_sign_two_steps(network, last_step):
    round_, first = last_step
    stand_in_for_the_chief(network, first)

    with pytest.raises(NotYours):
        sign_next(round_, by=first)


def test_who_helps_from_above_signs_nothing(network):
    rule(network.county)
    round_ = sign_next(hand_in(network.county))
    oversight(network.city, network.county, "HELP")

    with pytest.raises(NotYours):
        sign_next(round_, by=UserFactory.with_role(network.city, StaffRole.DESK))
