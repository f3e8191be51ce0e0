"""Rules of review, the rounds that articles go through, and the signatures given in them."""

from review.models.round import ReviewRound
from review.models.rule import ReviewRule
from review.models.seen import SeenVersion
from review.models.signature import Signature
from review.models.step import STEP_ROLES, STEPS_OF, ReviewTask, Step

__all__ = [
    "STEPS_OF",
    "STEP_ROLES",
    "ReviewRound",
    "ReviewRule",
    "ReviewTask",
    "SeenVersion",
    "Signature",
    "Step",
]
