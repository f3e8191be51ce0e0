from checks.models.link import DraftLink
from checks.models.override import CheckOverride
from checks.models.result import CheckResult
from checks.models.rule import SEVERITY, CheckRule, Level, RuleCode
from checks.models.term import Term

__all__ = [
    "SEVERITY",
    "CheckOverride",
    "CheckResult",
    "CheckRule",
    "DraftLink",
    "Level",
    "RuleCode",
    "Term",
]
