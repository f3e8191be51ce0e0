"""Rights for a time, as time has left them, or as a forger would write them."""

from datetime import timedelta

from django.utils import timezone

from sites.models import Oversight, StaffGroup, StandIn


def stand_in(absent, deputy, union, role, first=0, last=0, **fields):
    """``first`` and ``last`` in days from today."""
    today = timezone.localdate()
    return StandIn.objects.create(
        post=StaffGroup.objects.get(organisation=union, role=role),
        absent=absent,
        deputy=deputy,
        first_date=today + timedelta(days=first),
        last_date=today + timedelta(days=last),
        reason="休假",
        **fields,
    )


def oversight(upper, lower, level=Oversight.Level.SEE, first=0, last=None, **fields):
    """Over all below without ``lower``; without ``last`` until taken back."""
    today = timezone.localdate()
    return Oversight.objects.create(
        upper=upper,
        lower=lower,
        level=level,
        first_date=today + timedelta(days=first),
        last_date=None if last is None else today + timedelta(days=last),
        reason="督导",
        **fields,
    )
