"""What the clock and the organisation tree set going here."""

from wagtail import hooks

from sites.models import Organisation
from syndication.actions import (
    escalate_overdue,
    include_new_union,
    place_due,
    resume_unfinished,
    unpin_placements,
)


@hooks.register("clock_tick")
def every_tick() -> None:
    resume_unfinished()
    place_due()
    escalate_overdue()


@hooks.register("clock_day")
def every_day() -> None:
    unpin_placements()


@hooks.register("organisation_opened")
def send_what_went_to_all(organisation: Organisation) -> None:
    include_new_union(organisation)
