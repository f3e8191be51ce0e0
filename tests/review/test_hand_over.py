"""Who takes over a colleague's work takes over what came back from review."""

from accounts.staff.actions import hand_over
from review.actions import Verdict, send_back
from review.models import ReviewRound
from sites.models import StaffRole
from tests.factories.review import hand_in, rule, signer_for
from tests.factories.sites import UserFactory


def test_a_returned_article_waits_for_the_successor(network):
    rule(network.county)
    round_ = hand_in(network.county)
    leaving, name = round_.submitted_by, round_.submitted_by_name
    send_back(round_.pk, Verdict("补充数据"), step=round_.step, by=signer_for(round_))
    still_reviewed = hand_in(network.county, "还在审的", by=leaving)
    successor = UserFactory.with_role(network.county, StaffRole.EDITOR)
    admin = UserFactory.with_role(network.county, StaffRole.ADMIN)

    hand_over(leaving, successor=successor, organisation=network.county, by=admin)

    assert [row.pk for row in ReviewRound.objects.returned_to(successor)] == [round_.pk]
    assert not ReviewRound.objects.returned_to(leaving).exists()
    round_.refresh_from_db()
    assert round_.submitted_by_name == name
    still_reviewed.refresh_from_db()
    assert still_reviewed.submitted_by == leaving
