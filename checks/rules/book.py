"""The rules as they are set, for one check."""

from dataclasses import dataclass

from checks.draft import Place
from checks.findings import Finding
from checks.models import CheckRule, Level, RuleCode


@dataclass(frozen=True)
class RuleBook:
    """Rules that are on, by their code; one query."""

    rules: dict[str, CheckRule]

    @classmethod
    def read(cls) -> "RuleBook":
        return cls({rule.code: rule for rule in CheckRule.objects.filter(is_on=True)})

    def __contains__(self, code: str) -> bool:
        return code in self.rules

    def limit(self, code: RuleCode, usual: int) -> int:
        return self.rules[code].limit or usual

    def finding(
        self,
        code: RuleCode,
        place: Place,
        message: str,
        *,
        level: str = "",
        words: str = "",
        around: tuple[str, str] = ("", ""),
        key: str = "",
    ) -> Finding:
        rule = self.rules[code]
        chosen = Level(level or rule.level)
        return Finding(
            rule=code,
            level=chosen,
            place=place,
            message=message,
            words=words,
            before=around[0],
            after=around[1],
            is_final=rule.is_final and chosen == Level.BLOCK,
            key=key,
        )
