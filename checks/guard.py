"""The check at publishing: what still stands in the way refuses it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Revision

from checks.checking import check, check_page, standing
from checks.findings import Finding
from checks.models import Level
from news.models import ArticlePage
from news.publishing import PublishingRefused

TOLD = 3


def refuse_what_was_found(page: Any, revision: Revision | None, user: Any) -> None:
    """Raises PublishingRefused where something is found that nobody has let pass.

    Nobody can let anything pass in a topic or a standard page, so there only what blocks counts.
    """
    if not isinstance(page, ArticlePage):
        found = [finding for finding in check_page(page) if finding.level == Level.BLOCK]
        if found:
            raise PublishingRefused(say(found), page=page)
        return
    found = standing(page, check(page, read_files=True))
    if found:
        url = reverse("checks_article", args=[page.pk]) if page.pk else ""
        raise PublishingRefused(say(found), page=page, more=url)


def say(found: list[Finding]) -> str:
    values = {
        "count": len(found),
        "findings": "；".join(finding.sentence.rstrip("。") for finding in found[:TOLD]),
    }
    if len(found) > TOLD:
        return _("没有发布，发布前检查发现 %(count)s 处问题：%(findings)s……") % values
    return _("没有发布，发布前检查发现 %(count)s 处问题：%(findings)s。") % values
