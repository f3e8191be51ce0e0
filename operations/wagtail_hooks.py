"""The clock says that it goes."""

from wagtail import hooks

from operations.models import Mark


@hooks.register("clock_tick")
def mark_the_clock() -> None:
    Mark.leave(Mark.Part.CLOCK)
