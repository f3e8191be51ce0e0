"""Handing up, and judging what was handed up."""

from typing import Literal

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Router, Status
from ninja.pagination import paginate
from wagtail.api.v3.pagination import WagtailLimitOffsetPagination

from accounts.tokens import StaffTokenAuth
from news.models import ArticlePage
from sites.models import Organisation
from syndication.actions import (
    adopt_submission,
    relay_submission,
    resubmit,
    return_submission,
    submit_article,
    withdraw_submission,
)
from syndication.api.schemas import (
    DressIn,
    NoteIn,
    RelayIn,
    ReturnIn,
    SubmissionIn,
    SubmissionOut,
)
from syndication.desk.staff import StaffRequest
from syndication.models import Submission, TopicCall
from syndication.policies import unions_for

router = Router(tags=["submissions"], auth=StaffTokenAuth())
SHOWN_WITH = ("article__organisation", "sender", "recipient")


def sent_by(user: AbstractBaseUser) -> QuerySet[Submission]:
    rows = Submission.objects.filter(sender__in=unions_for(user, "submit"))
    return rows.select_related(*SHOWN_WITH)


def judged_by(user: AbstractBaseUser) -> QuerySet[Submission]:
    rows = Submission.objects.filter(recipient__in=unions_for(user, "judge"))
    return rows.select_related(*SHOWN_WITH)


def unions_above(article: ArticlePage, slugs: list[str]) -> list[Organisation]:
    """The unions of these slugs above the article's; any other slug is not found."""
    above = Organisation.objects.open().above(article.organisation)
    return [get_object_or_404(above, slug=slug) for slug in slugs]


@router.get("/", response=list[SubmissionOut], operation_id="submissions_list")
@paginate(WagtailLimitOffsetPagination)
def list_submissions(
    request: StaffRequest,
    box: Literal["in", "out"] = "in",
    state: Submission.State | None = None,
):
    rows = (judged_by if box == "in" else sent_by)(request.user).order_by("-submitted_at", "-pk")
    return rows.filter(state=state) if state else rows


@router.post("/", response={201: list[SubmissionOut]}, operation_id="submissions_create")
def create_submission(request: StaffRequest, data: SubmissionIn):
    own = ArticlePage.objects.filter(organisation__in=unions_for(request.user, "submit"))
    article = get_object_or_404(own.select_related("organisation"), pk=data.article)
    call = get_object_or_404(TopicCall, pk=data.call) if data.call else None
    recipients = unions_above(article, data.recipients)
    made = submit_article(article, recipients, by=request.user, call=call, note=data.note)
    return Status(201, made)


@router.get("/{submission_id}/", response=SubmissionOut, operation_id="submissions_detail")
def get_submission(request: StaffRequest, submission_id: int):
    mine = sent_by(request.user).filter(pk=submission_id).first()
    return mine or get_object_or_404(judged_by(request.user), pk=submission_id)


@router.post("/{submission_id}/resubmit/", response=SubmissionOut, operation_id="resubmit")
def hand_in_again(request: StaffRequest, submission_id: int, data: NoteIn):
    get_object_or_404(sent_by(request.user), pk=submission_id)
    resubmit(submission_id, by=request.user, note=data.note)
    return get_submission(request, submission_id)


@router.post("/{submission_id}/withdraw/", response=SubmissionOut, operation_id="withdraw")
def withdraw(request: StaffRequest, submission_id: int):
    get_object_or_404(sent_by(request.user), pk=submission_id)
    withdraw_submission(submission_id, by=request.user)
    return get_submission(request, submission_id)


@router.post("/{submission_id}/adopt/", response=SubmissionOut, operation_id="adopt")
def adopt(request: StaffRequest, submission_id: int, data: DressIn):
    get_object_or_404(judged_by(request.user), pk=submission_id)
    adopt_submission(submission_id, data.as_dress(), by=request.user)
    return get_submission(request, submission_id)


@router.post("/{submission_id}/return/", response=SubmissionOut, operation_id="return")
def send_back(request: StaffRequest, submission_id: int, data: ReturnIn):
    get_object_or_404(judged_by(request.user), pk=submission_id)
    return_submission(submission_id, code=data.code, reason=data.reason, by=request.user)
    return get_submission(request, submission_id)


@router.post("/{submission_id}/relay/", response={201: SubmissionOut}, operation_id="relay")
def relay(request: StaffRequest, submission_id: int, data: RelayIn):
    submission = get_object_or_404(judged_by(request.user), pk=submission_id)
    above = Organisation.objects.open().above(submission.recipient)
    recipient = get_object_or_404(above, slug=data.recipient)
    return Status(201, relay_submission(submission_id, recipient, by=request.user, note=data.note))
