"""The screens of one person."""

from accounts.staff.views.acts import (
    DisableView,
    EnableView,
    HandOverView,
    NetworkRolesView,
    RolesView,
    StandInView,
    end_stand_in,
)
from accounts.staff.views.links import InviteView, LinkView
from accounts.staff.views.person import LIST, PersonView

__all__ = [
    "LIST",
    "DisableView",
    "EnableView",
    "HandOverView",
    "NetworkRolesView",
    "RolesView",
    "StandInView",
    "end_stand_in",
    "InviteView",
    "LinkView",
    "PersonView",
]
