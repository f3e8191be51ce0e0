"""Trying the links whose turn it is: ours inside, others' over the net, politely."""

import logging
import time
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from news.gateways.web import Answer, probe
from news.models import OutgoingLink
from news.outgoing.own import own_answer
from news.signals import link_turned
from sites.models import HostAlias

PART = 40  # links at a time, so that other tasks get their turn between
LOOKED_AT = 400
OF_A_HOST = 3
PAUSE = 1.0  # seconds between two questions to a host
AT_ONCE = 8
LEASE = timedelta(hours=1)  # for which a link belongs to who has begun with it
EVERY = timedelta(days=7)
AGAIN = timedelta(days=1)
FAILURES = 3  # on as many days, before a link counts as dead
ENOUGH = 3  # hosts that must all be silent before our own network is thought to be away

State = OutgoingLink.State
logger = logging.getLogger(__name__)


def own_hosts() -> frozenset[str]:
    names = set(Site.objects.values_list("hostname", flat=True))
    names |= set(HostAlias.objects.values_list("hostname", flat=True))
    return frozenset(names | {settings.ADMIN_HOST})


def checkable() -> QuerySet[OutgoingLink]:
    """All links; where nothing may be asked outside (CHECK_LINKS), those within the network."""
    if settings.CHECK_LINKS:
        return OutgoingLink.objects.all()
    within = Q(host="") | Q(host=settings.ADMIN_HOST)
    within |= Q(host__in=Site.objects.values("hostname"))
    within |= Q(host__in=HostAlias.objects.values("hostname"))
    return OutgoingLink.objects.filter(within)


@transaction.atomic
def take_part(now: datetime) -> list[OutgoingLink]:
    """The links to be tried now, few of each host; nobody else gets them for a while."""
    due = checkable().filter(next_check_at__lte=now).order_by("next_check_at", "pk")
    due = due.select_for_update(skip_locked=True, of=("self",))
    taken: list[OutgoingLink] = []
    of_host: dict[str, int] = defaultdict(int)
    for link in due[:LOOKED_AT]:
        if len(taken) < PART and (not link.host or of_host[link.host] < OF_A_HOST):
            of_host[link.host] += 1
            taken.append(link)
    keys = [link.pk for link in taken]
    OutgoingLink.objects.filter(pk__in=keys).update(next_check_at=now + LEASE)
    return taken


def check_part() -> bool:
    """Try some of the links that are due; returns whether it is worth going on at once.

    Safe to run twice, also at the same time: a link is tried by one of them.
    """
    now = timezone.now()
    links = take_part(now)
    answers = {link.pk: answer for link in links if (answer := answer_inside(link))}
    outside = ask_outside([link for link in links if link.pk not in answers])
    if our_network_is_away(outside.values()):
        return False  # what was taken is tried again when its lease is over
    for link in links:
        note(link, answers.get(link.pk) or outside[link.pk], now)
    return bool(links)


def answer_inside(link: OutgoingLink) -> Answer | None:
    """Our own answer, if it is ours to give; one address that can't be read holds up no other."""
    try:
        return own_answer(link.url)
    except Exception:
        logger.exception("link %s could not be looked at", link.pk)
        return Answer(False, _("网址不正确"))


def ask_outside(links: list[OutgoingLink]) -> dict[int, Answer]:
    """Each host in a thread of its own, one question after the other."""
    by_host: dict[str, list[OutgoingLink]] = defaultdict(list)
    for link in links:
        by_host[link.host].append(link)
    if not by_host:
        return {}
    ours = own_hosts()

    def ask_host(part: list[OutgoingLink]) -> list[tuple[int, Answer]]:
        found = []
        for number, link in enumerate(part):
            if number:
                time.sleep(PAUSE)
            found.append((link.pk, probe(link.url, ours)))
        return found

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(pair for pairs in pool.map(ask_host, by_host.values()) for pair in pairs)


def our_network_is_away(answers: Iterable[Answer]) -> bool:
    """Nobody at all has answered: then it's us, and no link is to blame."""
    asked = list(answers)
    return len(asked) >= ENOUGH and not any(answer.has_answered for answer in asked)


def note(link: OutgoingLink, answer: Answer, now: datetime) -> None:
    """Write down what became of a link and when it is tried again."""
    was_dead = link.state == State.DEAD
    if answer.is_alive:
        link.state, link.failures = State.ALIVE, 0
    else:
        link.failures += 1
        is_dead = answer.is_final or link.failures >= FAILURES
        link.state = State.DEAD if is_dead else State.DOUBTFUL
    link.reason = answer.reason[:200]
    link.checked_at = now
    link.next_check_at = now + (EVERY if answer.is_alive and link.host else AGAIN)
    link.save(update_fields=["state", "failures", "reason", "checked_at", "next_check_at"])
    if (link.state == State.DEAD) != was_dead:
        link_turned.send(OutgoingLink, link=link)
