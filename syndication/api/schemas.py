"""What goes over the wire."""

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema

from syndication.actions import LocalDress
from syndication.models import Obligation, ReturnCode


class Strict(Schema):
    """A misspelled field is an error, never something that is passed over."""

    model_config = {"extra": "forbid"}


class UnionOut(Schema):
    id: int
    slug: str
    name: str


class ArticleOut(Schema):
    id: int
    title: str
    organisation: UnionOut


class SelectionIn(Strict):
    """Who receives it: any of the parts, minus the exceptions. Lists hold slugs of unions."""

    everyone: bool = False
    tiers: list[str] = []
    direct_counties: bool = False
    subtrees: list[str] = []
    unions: list[str] = []
    exceptions: list[str] = []


class DispatchIn(Strict):
    article: int
    obligation: Obligation
    recipients: SelectionIn
    column_code: str = Field("", max_length=40)
    note: str = Field("", max_length=1000)
    deadline: datetime | None = None
    locked_until: date | None = None
    includes_new: bool = False


class DispatchOut(Schema):
    id: int
    article: ArticleOut
    sender: UnionOut
    obligation: str
    column_code: str
    note: str
    deadline: datetime | None
    locked_until: date | None
    includes_new: bool
    state: str
    created_at: datetime
    sent_at: datetime | None
    receipts: dict[str, int] = {}

    @staticmethod
    def resolve_receipts(dispatch: Any) -> dict[str, int]:
        return getattr(dispatch, "receipt_counts", {})


class ReceiptOut(Schema):
    id: int
    dispatch: int = Field(alias="dispatch_id")
    article: ArticleOut = Field(alias="dispatch.article")
    recipient: UnionOut
    obligation: str = Field(alias="dispatch.obligation")
    deadline: datetime | None = Field(alias="dispatch.deadline")
    state: str
    seen_at: datetime | None
    answered_at: datetime | None
    reason: str
    placement: int | None = Field(alias="placement_id")


class DressIn(Strict):
    """How it is shown locally; empty texts as at the origin."""

    column: int
    headline: str = Field("", max_length=255)
    lead: str = Field("", max_length=300)
    published_at: datetime | None = None
    pinned_until: date | None = None

    def as_dress(self) -> LocalDress:
        return LocalDress(
            column_id=self.column,
            headline=self.headline,
            lead=self.lead,
            published_at=self.published_at,
            pinned_until=self.pinned_until,
        )


class ReasonIn(Strict):
    reason: str = Field(min_length=1, max_length=500)


class SubmissionIn(Strict):
    article: int
    recipients: list[str] = Field(min_length=1)
    call: int | None = None
    note: str = Field("", max_length=500)


class NoteIn(Strict):
    note: str = Field("", max_length=500)


class ReturnIn(ReasonIn):
    code: ReturnCode


class RelayIn(NoteIn):
    recipient: str


class SubmissionOut(Schema):
    id: int
    article: ArticleOut
    sender: UnionOut
    recipient: UnionOut
    state: str
    version: int
    genre: str
    column_code: str
    submitted_at: datetime
    answered_at: datetime | None
    return_code: str
    return_reason: str
    placement: int | None = Field(alias="placement_id")


class RecallIn(ReasonIn):
    article: int


class RecallOut(Schema):
    id: int
    article: ArticleOut
    reason: str
    recalled_at: datetime
    undone_at: datetime | None
