"""Which site answers to a host name, kept in the process until the table of sites changes."""

from pages.site_roots import site_roots
from serving.render import Place
from serving.slots import EVERYTHING, Slots
from sites.queries import find_site

THINGS = ("hosts", EVERYTHING)


class Hosts:
    """Names that no site has are not kept: there is no end of them."""

    def __init__(self, slots: Slots) -> None:
        self.slots = slots
        self.known: dict[str, Place] = {}
        self.state = self.now()

    def now(self) -> tuple[int, ...]:
        return tuple(self.slots.value(thing) for thing in THINGS)

    def find(self, name: str) -> Place | None:
        state = self.now()
        if state != self.state:
            self.known = {}
            site_roots.forget()
            self.state = state
        known = self.known.get(name)
        if known is None:
            organisation_site = find_site(name)
            if organisation_site is None:
                return None
            known = self.known[name] = Place.of(organisation_site)
        return known
