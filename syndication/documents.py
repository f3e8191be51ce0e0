"""Files of versions: an adopted or handed-in version may have some that the article now lacks."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Revision

from sites.gate.choosers import is_named_in, references_of
from sites.models import Organisation
from syndication.models import Placement, SubmissionVersion, VersionDocument
from syndication.policies import unions_for, unions_read


def keep_documents(revision: Revision) -> None:
    """Write down which files a version names; versions never change, so once is enough."""
    if VersionDocument.objects.filter(revision=revision).exists():
        return
    named = {key for kind, key in references_of(revision.as_object()) if kind == "document"}
    # A text may still lead to a file that is deleted.
    known = get_document_model().objects.filter(pk__in=named).order_by("pk") if named else ()
    VersionDocument.objects.bulk_create(
        [VersionDocument(revision=revision, document=document) for document in known]
    )


@hooks.register("shows_document")
def shown_in_an_adopted_version(document: Any) -> bool:
    """Whether a placement that stays at a version shows the file to readers."""
    placements = Placement.objects.shown().filter(
        revision__in=versions_with(document), column__live=True
    )
    return placements.exclude(organisation__status=Organisation.Status.PREPARING).exists()


@hooks.register("opens_document")
def opened_by_a_desk(document: Any, user: Any) -> bool:
    """Whether the person judges a submission with the file, or reads a placement that has it."""
    versions = versions_with(document)
    handed_in = SubmissionVersion.objects.filter(
        revision__in=versions, submission__recipient__in=unions_for(user, "judge")
    )
    placed = Placement.objects.filter(revision__in=versions, organisation__in=unions_read(user))
    return handed_in.exists() or placed.exists()


@hooks.register("keep_file")
def keep_what_others_show(row: Any) -> str:
    """A placement may stay at a version that its origin's page no longer is, with its files."""
    placed = Placement.objects.filter(state__in=Placement.IN_PLACE)
    is_cover = isinstance(row, get_image_model()) and placed.filter(cover=row).exists()
    if is_cover or is_named_in(Revision.objects.filter(pk__in=placed.values("revision")), row):
        return _("站点刊载的一版稿件在用这个文件，不能换内容。请上传新的文件，改用它。")
    return ""


def versions_with(document: Any) -> Any:
    return VersionDocument.objects.filter(document=document).values("revision")
