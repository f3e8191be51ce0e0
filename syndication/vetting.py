"""The check before publishing, asked of a version that another union has handed in."""

from django.utils.translation import gettext as _
from wagtail.models import Revision

from checks.checking import check, standing
from checks.models import Level
from syndication.errors import FoundByCheck


def refuse_what_was_found(revision: Revision) -> None:
    """Raises FoundByCheck for what must not be published and nobody at its origin has let pass.

    Lesser findings are the desk's to weigh: a reason for them can be kept at the origin only.
    """
    article = revision.as_object()
    found = standing(article, check(article, read_files=True))
    forbidden = [finding for finding in found if finding.level == Level.BLOCK]
    if forbidden:
        told = "；".join(finding.sentence.rstrip("。") for finding in forbidden)
        raise FoundByCheck(
            _(
                "没有采用，发布前检查发现：%(findings)s。请退稿让报送单位修改，或者用“改稿采用”自己改。"
            )
            % {"findings": told}
        )
