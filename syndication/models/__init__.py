from syndication.models.dispatch import Dispatch, Obligation, Receipt
from syndication.models.ledger import DigestState, ExternalAdoption, Outlet
from syndication.models.mapping import ColumnMapping, RecipientGroup, Rules
from syndication.models.outside import OutsideSite
from syndication.models.placement import Offer, Placement, Rework
from syndication.models.recall import Recall
from syndication.models.submission import (
    ReturnCode,
    Submission,
    SubmissionVersion,
    TopicCall,
    VersionDocument,
)

__all__ = [
    "ColumnMapping",
    "DigestState",
    "Dispatch",
    "ExternalAdoption",
    "Obligation",
    "Offer",
    "Outlet",
    "OutsideSite",
    "Placement",
    "Recall",
    "Receipt",
    "RecipientGroup",
    "ReturnCode",
    "Rework",
    "Rules",
    "Submission",
    "SubmissionVersion",
    "TopicCall",
    "VersionDocument",
]
