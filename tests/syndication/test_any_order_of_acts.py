"""Whatever people do, in whatever order: illegal steps change nothing, and lists agree."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from news.models import Entry
from syndication import actions
from syndication.entries import is_to_be_seen
from syndication.errors import SyndicationError
from syndication.models import (
    Dispatch,
    Obligation,
    Placement,
    Recall,
    Receipt,
    Submission,
    SubmissionVersion,
)
from tests.factories.syndication import desk_of, dispatch, dress, editor_of, make_revised, submit

RECORDS = (Dispatch, Receipt, Placement, Submission, SubmissionVersion, Recall, Entry)


class Story:
    """One article of the county that went to the city, one of the province that came down."""

    def __init__(self, network) -> None:
        self.network = network
        self.people = {
            "author": editor_of(network.county),
            "desk": desk_of(network.county),
            "city": desk_of(network.city),
            "province": desk_of(network.province),
            "stranger": editor_of(network.direct),
        }
        self.article = make_revised(network.county)
        self.submission = submit(self.article, network.city, by=self.people["author"])
        self.notice = make_revised(network.province, "全省通知")
        sent = dispatch(self.notice, Obligation.MUST_DECIDE, by=self.people["province"])
        self.receipt = sent.receipts.get(recipient=network.county)

    def placement(self, organisation):
        return Placement.objects.filter(organisation=organisation).order_by("pk").first()

    def recall(self):
        return Recall.objects.filter(undone_at=None).first()

    def do(self, act: str, by: str) -> None:
        person, network, key = self.people[by], self.network, self.submission.pk
        below, above = self.placement(network.county), self.placement(network.city)
        acts = {
            "adopt": lambda: actions.adopt_submission(key, dress(network.city), by=person),
            "return": lambda: actions.return_submission(key, code="TEXT", reason="x", by=person),
            "resubmit": lambda: actions.resubmit(key, by=person),
            "withdraw": lambda: actions.withdraw_submission(key, by=person),
            "relay": lambda: actions.relay_submission(key, network.province, by=person),
            "place": lambda: actions.place_receipt(
                self.receipt.pk, dress(network.county), by=person
            ),
            "decline": lambda: actions.decline_receipt(self.receipt.pk, reason="x", by=person),
            "hide": lambda: below and actions.hide_placement(below.pk, by=person),
            "show": lambda: below and actions.show_placement(below.pk, by=person),
            "remove": lambda: above and actions.remove_placement(above.pk, by=person),
            "accept": lambda: above and actions.accept_offer(above.pk, by=person),
            "keep": lambda: above and actions.keep_version(above.pk, by=person),
            "later": lambda: (
                below
                and actions.change_placement(
                    below.pk,
                    dress(network.county, published_at=timezone.now() + timedelta(days=1)),
                    by=person,
                )
            ),
            "edit": lambda: self.edit(),
            "recall": lambda: actions.recall_article(self.notice, reason="x", by=person),
            "undo": lambda: self.recall() and actions.undo_recall(self.recall().pk, by=person),
            "unpublish": lambda: self.unpublish(),
        }
        acts[act]()

    def edit(self) -> None:
        self.article.refresh_from_db()
        self.article.lead += "改"
        self.article.save_revision().publish()

    def unpublish(self) -> None:
        self.article.refresh_from_db()
        if self.article.live:
            self.article.unpublish()


ACTS = (
    "adopt", "return", "resubmit", "withdraw", "relay", "place", "decline", "hide", "show",
    "remove", "accept", "keep", "later", "edit", "recall", "undo", "unpublish",
)  # fmt: skip
PEOPLE = ("author", "desk", "city", "province", "stranger")


def records() -> dict:
    return {model: list(model.objects.order_by("pk").values()) for model in RECORDS}


def assert_lists_agree() -> None:
    """A placement has its line exactly while readers are to see it, and no line is alone."""
    placements = Placement.objects.select_related("article")
    seen = {row.pk for row in placements if is_to_be_seen(row)}
    assert seen == set(Entry.objects.filter(is_own=False).values_list("number", flat=True))


@pytest.fixture
def story(network):
    return Story(network)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(PEOPLE)), max_size=10))
def test_no_order_of_acts_leaves_anything_half_done(story, steps):
    with transaction.atomic():
        told = deepcopy(story)  # what is rolled back is not left in these rows either
        for act, by in steps:
            before = records()
            try:
                told.do(act, by)
            except (SyndicationError, PermissionDenied):
                assert records() == before
            assert_lists_agree()
            decided = Submission.objects.filter(state="ADOPTED", placement=None, adopted_as=None)
            assert not decided.exists()
        transaction.set_rollback(True)


def test_a_stranger_can_do_nothing_at_all(story):
    for act in set(ACTS) - {"edit", "unpublish", "undo", "hide", "show", "later"} - {
        "remove", "accept", "keep",
    }:  # fmt: skip
        before = records()
        with pytest.raises((PermissionDenied, SyndicationError)):
            story.do(act, "stranger")
        assert records() == before
