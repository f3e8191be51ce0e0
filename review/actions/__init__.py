"""What happens to an article under review."""

from review.actions.base import Verdict
from review.actions.handing_in import arrive, submit_for_review, submit_urgently
from review.actions.signing import send_back, sign, sign_late
from review.actions.undoing import follow_an_edit, take_back

__all__ = [
    "Verdict",
    "arrive",
    "follow_an_edit",
    "send_back",
    "sign",
    "sign_late",
    "submit_for_review",
    "submit_urgently",
    "take_back",
]
