"""Adoptions elsewhere: registered by the union, confirmed or refused by a desk above."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from news.models import ArticlePage
from sites.models import Organisation
from syndication.errors import AlreadyDecided, NotYours, SyndicationError
from syndication.models import ExternalAdoption, Outlet
from syndication.policies import confirmable_unions, require

State = ExternalAdoption.State


@dataclass(frozen=True)
class AdoptionPlan:
    """What a union says of an adoption; ``scan_id`` is a document that the person may choose."""

    title: str
    outlet: Outlet
    published_date: date
    author: str = ""
    link: str = ""
    scan_id: int | None = None
    is_brief: bool = False
    article: ArticlePage | None = None


@transaction.atomic
def register_adoption(
    organisation: Organisation, plan: AdoptionPlan, *, by: AbstractBaseUser
) -> ExternalAdoption:
    """Register that an outlet outside the network printed an article of the union (登记)."""
    require(by, "register", organisation)
    check_plan(organisation, plan, by)
    try:
        with transaction.atomic():
            adoption = ExternalAdoption.objects.create(
                organisation=organisation,
                article=plan.article,
                title=plan.title.strip(),
                outlet=plan.outlet,
                published_date=plan.published_date,
                author=plan.author.strip(),
                link=plan.link,
                scan_id=plan.scan_id,
                is_brief=plan.is_brief,
                registered_by=by,
            )
    except IntegrityError as error:
        raise SyndicationError(_("这一件已经登记过。")) from error
    log(adoption, "syndication.register", user=by, data={"outlet": plan.outlet.name})
    return adoption


def check_plan(organisation: Organisation, plan: AdoptionPlan, by: AbstractBaseUser) -> None:
    if not plan.link and plan.scan_id is None:
        raise SyndicationError(_("请填网址，或者选版面扫描件。"))
    if plan.published_date > timezone.localdate():
        raise SyndicationError(_("刊发日期不能晚于今天。"))
    if plan.outlet.kind == Outlet.Kind.NETWORK or not plan.outlet.is_active:
        raise SyndicationError(_("本网络站点的采用由系统自动统计，不用登记。"))
    if plan.article and plan.article.organisation_id != organisation.pk:
        raise NotYours
    if plan.scan_id is not None:
        policy = policy_registry.get_by_type(get_document_model())
        choosable = policy.instances_user_has_permission_for(by, "choose")
        if not choosable.filter(pk=plan.scan_id).exists():
            raise NotYours


@transaction.atomic
def confirm_adoption(adoption_id: int, *, by: AbstractBaseUser) -> ExternalAdoption:
    """Let a registered adoption count."""
    adoption = undecided(adoption_id, by)
    decide(adoption, State.CONFIRMED, by)
    log(adoption, "syndication.confirm_adoption", user=by)
    return adoption


@transaction.atomic
def refuse_adoption(adoption_id: int, *, reason: str, by: AbstractBaseUser) -> ExternalAdoption:
    """Don't let it count, and say why."""
    adoption = undecided(adoption_id, by)
    if not reason.strip():
        raise SyndicationError(_("请写明不予确认的理由。"))
    adoption.reason = reason.strip()
    decide(adoption, State.REFUSED, by)
    log(adoption, "syndication.refuse_adoption", user=by, data={"reason": adoption.reason})
    return adoption


def undecided(adoption_id: int, by: AbstractBaseUser) -> ExternalAdoption:
    """The adoption, held for this transaction, if it waits for this person's word."""
    adoption = ExternalAdoption.objects.select_for_update().get(pk=adoption_id)
    if not confirmable_unions(by).filter(pk=adoption.organisation_id).exists():
        raise PermissionDenied
    if adoption.state != State.REGISTERED:
        raise AlreadyDecided
    return adoption


def decide(adoption: ExternalAdoption, state: str, by: AbstractBaseUser) -> None:
    adoption.state = state
    adoption.decided_at = timezone.now()
    adoption.decided_by = by  # type: ignore[assignment]
    adoption.save(update_fields=["state", "reason", "decided_at", "decided_by"])
