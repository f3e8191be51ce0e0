"""What stands on the sheet, line by line, whatever it is printed with."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from news.models import ColumnPage
from review.models import ReviewRound, Signature, Step
from review.queries import shown_revision

# XML has no place for these; a title that was pasted may hold them.
CONTROL = {code: None for code in range(32) if code not in (9, 10, 13)}


@dataclass(frozen=True)
class Line:
    """A cell's heading and its text; paragraphs are parted by line breaks."""

    label: str
    text: str


@dataclass(frozen=True)
class Sheet:
    title: str
    lines: list[Line] = field(default_factory=list)
    footer: str = ""


def sheet_of(round_: ReviewRound) -> Sheet:
    """All steps of the round with opinions, names and times; what was returned stands too."""
    article = shown_revision(round_).as_object()
    column = ColumnPage.objects.filter(path=round_.article.path[: -round_.article.steplen]).first()
    given = list(round_.signatures.in_order())
    lines = [
        Line(_("标题"), article.title),
        Line(_("发布单位"), round_.organisation.name),
        Line(_("栏目"), column.title if column else ""),
        Line(_("体裁"), str(article.get_genre_display())),
        Line(_("来源、作者"), "　".join(filter(None, [article.source, article.author]))),
        Line(_("图片、附件"), counted(article)),
        Line(_("送审"), f"{round_.submitted_by_name}　{moment(round_.submitted_at)}"),
    ]
    if round_.is_urgent:
        lines.append(Line(_("加急"), round_.urgent_reason))
    lines += [step_line(Step(code), given) for code in round_.steps]
    lines.append(Line(_("保密审查"), secrecy(given)))
    lines.append(Line(_("审核结果"), outcome(round_)))
    if extra := [history_line(one) for one in given if not is_final_word(one)]:
        lines.append(Line(_("退回和作废的签字"), "\n".join(extra)))
    clean = [Line(line.label, line.text.translate(CONTROL)) for line in lines]
    return Sheet(
        title=_("信息发布审批表"),
        lines=clean,
        footer=_("编号 %(number)s　打印时间 %(now)s")
        % {"number": f"{round_.organisation.slug}-{round_.pk}", "now": moment(timezone.now())},
    )


def is_final_word(signature: Signature) -> bool:
    return signature.is_valid and signature.decision == Signature.Decision.PASS


def step_line(step: Step, given: list[Signature]) -> Line:
    signature = next((one for one in given if one.step == step and is_final_word(one)), None)
    if signature is None:
        return Line(str(step.label), _("（尚未签字）"))
    parts = [
        _("审核意见：%(text)s") % {"text": signature.opinion or _("同意")},
        _("校对意见：%(text)s") % {"text": signature.proof_opinion or _("已校")},
        _("签字：%(who)s　%(when)s%(late)s")
        % {
            "who": signed_by(signature),
            "when": moment(signature.signed_at),
            "late": _("（加急补签）") if signature.is_late else "",
        },
    ]
    return Line(str(step.label), "\n".join(parts))


def signed_by(signature: Signature) -> str:
    if signature.stands_in_for:
        names = {"name": signature.signer_name, "absent": signature.stands_in_for}
        return _("%(name)s（代%(absent)s）") % names
    return signature.signer_name


def secrecy(given: list[Signature]) -> str:
    answer = next((one for one in given if is_final_word(one) and one.is_public is not None), None)
    if answer is None:
        return _("（尚未审查）")
    text = _("不涉密，可以公开") if answer.is_public else _("不宜公开")
    return f"{text}\n{signed_by(answer)}　{moment(answer.signed_at)}"


def outcome(round_: ReviewRound) -> str:
    text = str(round_.get_state_display())
    article = round_.article
    if round_.state == ReviewRound.State.PASSED and article.live and article.full_url:
        return f"{text}　{moment(article.last_published_at)}\n{article.full_url}"
    return text


def history_line(signature: Signature) -> str:
    facts: dict[str, Any] = {
        "step": signature.get_step_display(),
        "who": signed_by(signature),
        "when": moment(signature.signed_at),
        "why": signature.invalid_reason or signature.opinion,
    }
    if signature.decision == Signature.Decision.RETURN:
        return _("%(when)s　%(step)s　%(who)s退回：%(why)s") % facts
    return _("%(when)s　%(step)s　%(who)s签字作废：%(why)s") % facts


def counted(article: Any) -> str:
    from news.changes import files_of, pictures_of

    numbers = {"pictures": len(pictures_of(article)), "files": len(files_of(article))}
    return _("图片 %(pictures)s 张，附件 %(files)s 个") % numbers


def moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""
