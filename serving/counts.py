"""How pages were answered, counted in each process and handed on from time to time."""

from collections import Counter as Tally

from prometheus_client import Counter

HIT, MADE, LAST, OTHER, PASSED = "hit", "made", "last_version", "not_kept", "passed_on"

PAGES = Counter("portal_pages_total", "Pages asked for, by how they were answered", ["answer"])
DROPPED = Counter("portal_pages_dropped_total", "Kept pages dropped because of a change")


class Counts:
    """Adding to a shared counter costs more than sending a page: that is done once a second.

    A lost count under a race of threads does no harm.
    """

    def __init__(self) -> None:
        self.tally: Tally[str] = Tally()

    def hand_on(self) -> None:
        tally, self.tally = self.tally, Tally()
        for answer, number in tally.items():
            PAGES.labels(answer).inc(number)


counts = Counts()
