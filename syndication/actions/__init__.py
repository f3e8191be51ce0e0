"""Every change of state of what travels between unions."""

from syndication.actions.approval import approve_placement, refuse_placement
from syndication.actions.arrange import (
    arrange_columns,
    change_rules,
    delete_group,
    save_group,
)
from syndication.actions.call import CallPlan, announce_call, change_call, withdraw_call
from syndication.actions.digest import ask_for_digests, send_digest
from syndication.actions.dispatch import (
    Confirmation,
    DispatchPlan,
    cancel_dispatch,
    deliver_dispatch,
    include_new_union,
    release_waiting,
    resume_unfinished,
    send_dispatch,
)
from syndication.actions.judging import (
    adopt_and_relay,
    adopt_as_own,
    adopt_submission,
    relay_submission,
    return_submission,
)
from syndication.actions.ledger import (
    AdoptionPlan,
    confirm_adoption,
    refuse_adoption,
    register_adoption,
)
from syndication.actions.offer import accept_offer, confirm_headline, keep_version
from syndication.actions.origin import (
    follow_publication,
    follow_unpublication,
    withdraw_original,
)
from syndication.actions.placement import (
    LocalDress,
    change_placement,
    hide_placement,
    place_due,
    pull_article,
    remove_placement,
    show_placement,
    unpin_placements,
)
from syndication.actions.recall import recall_article, undo_recall
from syndication.actions.receipt import decline_receipt, mark_seen, note_receipt, place_receipt
from syndication.actions.reminder import escalate_overdue, remind, remind_before_deadlines
from syndication.actions.rework import make_ours
from syndication.actions.submission import resubmit, submit_article, withdraw_submission

__all__ = [
    "AdoptionPlan",
    "approve_placement",
    "refuse_placement",
    "CallPlan",
    "Confirmation",
    "DispatchPlan",
    "LocalDress",
    "accept_offer",
    "adopt_and_relay",
    "adopt_as_own",
    "adopt_submission",
    "announce_call",
    "arrange_columns",
    "ask_for_digests",
    "cancel_dispatch",
    "change_call",
    "change_placement",
    "change_rules",
    "confirm_adoption",
    "confirm_headline",
    "decline_receipt",
    "delete_group",
    "deliver_dispatch",
    "escalate_overdue",
    "follow_publication",
    "follow_unpublication",
    "hide_placement",
    "include_new_union",
    "keep_version",
    "make_ours",
    "mark_seen",
    "note_receipt",
    "place_due",
    "place_receipt",
    "pull_article",
    "recall_article",
    "refuse_adoption",
    "register_adoption",
    "relay_submission",
    "release_waiting",
    "remind",
    "remind_before_deadlines",
    "remove_placement",
    "resubmit",
    "resume_unfinished",
    "return_submission",
    "save_group",
    "send_digest",
    "send_dispatch",
    "show_placement",
    "submit_article",
    "undo_recall",
    "unpin_placements",
    "withdraw_call",
    "withdraw_original",
    "withdraw_submission",
]
