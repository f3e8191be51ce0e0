"""Taking down everywhere."""

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Router, Status
from ninja.pagination import paginate
from wagtail.api.v3.pagination import WagtailLimitOffsetPagination

from accounts.tokens import StaffTokenAuth
from news.models import ArticlePage
from syndication.actions import recall_article, undo_recall
from syndication.api.schemas import RecallIn, RecallOut
from syndication.desk.staff import StaffRequest
from syndication.models import Recall
from syndication.policies import unions_for

router = Router(tags=["recalls"], auth=StaffTokenAuth())


def recalls_of(user: AbstractBaseUser) -> QuerySet[Recall]:
    rows = Recall.objects.filter(article__organisation__in=unions_for(user, "recall"))
    return rows.select_related("article__organisation")


@router.get("/", response=list[RecallOut], operation_id="recalls_list")
@paginate(WagtailLimitOffsetPagination)
def list_recalls(request: StaffRequest):
    return recalls_of(request.user).order_by("-pk")


@router.post("/", response={201: RecallOut}, operation_id="recalls_create")
def create_recall(request: StaffRequest, data: RecallIn):
    own = ArticlePage.objects.filter(organisation__in=unions_for(request.user, "recall"))
    article = get_object_or_404(own, pk=data.article)
    return Status(201, recall_article(article, reason=data.reason, by=request.user))


@router.post("/{recall_id}/undo/", response=RecallOut, operation_id="recalls_undo")
def undo(request: StaffRequest, recall_id: int):
    get_object_or_404(recalls_of(request.user), pk=recall_id)
    return undo_recall(recall_id, by=request.user)
