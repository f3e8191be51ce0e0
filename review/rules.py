"""Which rule of review holds where."""

from dataclasses import dataclass
from typing import Any

from news.models import ColumnPage
from review.models import STEPS_OF, ReviewRule, Step
from sites.models import StaffRole
from sites.queries import unions_in_role

# Who publishes the pages of a union that go without rounds of review.
PUBLISHERS = (StaffRole.CHIEF, StaffRole.DESK, StaffRole.ADMIN)


@dataclass(frozen=True)
class Demand:
    """What an article of a column needs before it goes public."""

    steps: tuple[Step, ...]
    step_hours: int
    allows_urgent: bool
    urgent_hours: int
    reviews_placements: bool


class RuleBook:
    """The rules of a union, read once by one query."""

    def __init__(self, organisation_id: int) -> None:
        self.organisation_id = organisation_id
        self.rules = list(ReviewRule.objects.touching(organisation_id))

    def demand(self, column_code: str) -> Demand | None:
        """None where nothing asks for review.

        At each level the rule for the column's code comes before the one for all columns. The
        number of steps is the greater of the network's and the union's; the rest is said by the
        union's rule where there is one. The urgent path is open only where both allow it, and
        placements are reviewed where either asks for it.
        """
        network = self.nearest(column_code, None)
        own = self.nearest(column_code, self.organisation_id)
        found = [rule for rule in (own, network) if rule is not None]
        if not found:
            return None
        first = found[0]
        return Demand(
            steps=STEPS_OF[max(rule.steps for rule in found)],
            step_hours=first.step_hours,
            allows_urgent=all(rule.allows_urgent for rule in found),
            urgent_hours=first.urgent_hours,
            reviews_placements=any(rule.reviews_placements for rule in found),
        )

    def nearest(self, column_code: str, organisation_id: int | None) -> ReviewRule | None:
        named = {
            rule.column_code: rule
            for rule in self.rules
            if rule.organisation_id == organisation_id and rule.column_code in {"", column_code}
        }
        return named.get(column_code) or named.get("")


def demand_for(article: Any) -> Demand | None:
    """What an article needs; two queries."""
    return RuleBook(article.organisation_id).demand(column_code_at(column_path_of(article)))


def column_path_of(article: Any) -> str:
    return article.path[: -article.steplen]


def column_code_at(path: str) -> str:
    code = ColumnPage.objects.filter(path=path).values_list("code", flat=True).first()
    return code or ""


class Shelf:
    """Rule books and column codes that were looked up for a person in this request.

    Lists of pages ask for each of their rows whether it may be published.
    """

    def __init__(self) -> None:
        self.books: dict[int, RuleBook] = {}
        self.unions_answered_for: set[int] | None = None
        self.unions_ruled: set[int | None] | None = None
        self.codes: dict[str, str] = {}

    @classmethod
    def of(cls, user: Any) -> "Shelf":
        if not hasattr(user, "_review_shelf"):
            user._review_shelf = cls()
        return user._review_shelf

    def has_rules(self, organisation_id: int) -> bool:
        """Whether anything that the union publishes needs review."""
        if self.unions_ruled is None:
            rules = ReviewRule.objects.order_by().values_list("organisation", flat=True)
            self.unions_ruled = set(rules.distinct())
        return not self.unions_ruled.isdisjoint({None, organisation_id})

    def answers_for(self, user: Any, organisation_id: int) -> bool:
        """Whether a person is the union's chief, desk or administrator, or a superuser."""
        if user.is_superuser:
            return True
        if self.unions_answered_for is None:
            unions = unions_in_role(user, PUBLISHERS)
            self.unions_answered_for = set(unions.values_list("pk", flat=True))
        return organisation_id in self.unions_answered_for

    def demands(self, organisation_id: int, column_path: str) -> bool:
        """Whether articles of that column need review."""
        if organisation_id not in self.books:
            self.books[organisation_id] = RuleBook(organisation_id)
        book = self.books[organisation_id]
        if not book.rules:
            return False
        if column_path not in self.codes:
            self.codes[column_path] = column_code_at(column_path)
        return book.demand(self.codes[column_path]) is not None
