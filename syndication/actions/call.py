"""Announcing what a desk would like to receive."""

from dataclasses import asdict, dataclass
from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from sites.models import Organisation
from syndication.errors import AlreadyDecided, SyndicationError
from syndication.models import TopicCall
from syndication.policies import require


@dataclass(frozen=True)
class CallPlan:
    """What a call says; both days are part of it."""

    title: str
    wishes: str
    first_date: date
    last_date: date


@transaction.atomic
def announce_call(organisation: Organisation, plan: CallPlan, *, by: AbstractBaseUser) -> TopicCall:
    """Announce a theme to all unions below (约稿)."""
    require(by, "arrange", organisation)
    check_dates(plan)
    call = TopicCall.objects.create(organisation=organisation, created_by=by, **asdict(plan))
    log(call, "syndication.call", user=by)
    return call


@transaction.atomic
def change_call(call_id: int, plan: CallPlan, *, by: AbstractBaseUser) -> TopicCall:
    """Change the words or the dates; what has answered it stays with it."""
    call = locked(call_id, by)
    check_dates(plan)
    for name, value in asdict(plan).items():
        setattr(call, name, value)
    call.save()
    log(call, "syndication.change_call", user=by)
    return call


@transaction.atomic
def withdraw_call(call_id: int, *, by: AbstractBaseUser) -> TopicCall:
    """End a call; nothing more can answer it."""
    call = locked(call_id, by)
    call.withdrawn_at = timezone.now()
    call.save(update_fields=["withdrawn_at"])
    log(call, "syndication.withdraw_call", user=by)
    return call


def locked(call_id: int, by: AbstractBaseUser) -> TopicCall:
    call = TopicCall.objects.select_for_update().get(pk=call_id)
    require(by, "arrange", call.organisation_id)
    if call.withdrawn_at is not None:
        raise AlreadyDecided(_("这次约稿已经撤销。"))
    return call


def check_dates(plan: CallPlan) -> None:
    if plan.last_date < plan.first_date:
        raise SyndicationError(_("截止日期不能早于开始日期。"))
