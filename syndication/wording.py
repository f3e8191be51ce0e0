"""The words that a union gives a placed article of its own: checked as an article's words are."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from checks.checking import check_texts
from checks.draft import Passage
from checks.findings import Finding
from checks.models import Level
from syndication.errors import WordingRefused
from syndication.models import Placement

PLACES = {"headline": _("本站标题"), "lead": _("本站导语")}


def found_in_words(
    headline: str, lead: str, placement: Placement | None = None
) -> Iterator[tuple[str, Finding]]:
    """What stops an article and stands in the local headline or lead, with the field's name.

    Words that the placement has already are passed over: they have been looked at, or came with the
    version that was adopted.
    """
    for field, text in {"headline": headline.strip(), "lead": lead.strip()}.items():
        if placement is None or text != getattr(placement, field):
            for finding in check_texts([Passage(PLACES[field], text)]):
                if finding.stops:
                    yield field, finding


def refuse_words(headline: str, lead: str, placement: Placement) -> None:
    """Raises WordingRefused for what must not be published; lesser findings are the screens' to
    show, since there is no version of an article here that a reason could be kept with.
    """
    found = found_in_words(headline, lead, placement)
    blocked = [finding for _field, finding in found if finding.level == Level.BLOCK]
    if blocked:
        raise WordingRefused("".join(finding.sentence for finding in blocked))
