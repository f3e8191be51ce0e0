"""Screens of the check: what is found in an article, and the answer while one writes."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from checks.actions import release
from checks.checking import check, covers, passed
from checks.errors import CheckError
from checks.live import article_from_form
from checks.models import Level
from checks.policies import may_check, may_release, may_release_blocked
from news.actions import may_write_in
from news.middleware import tell_refusal
from news.models import ArticlePage, ColumnPage
from news.publishing import PublishingRefused


def rows_of(page: ArticlePage, user: Any, findings: list[Any]) -> list[dict[str, Any]]:
    """Each finding with who let it pass, and whether this person may."""
    overrides = passed(page)
    blocked_too = page.pk is not None and may_release_blocked(user, page)
    rows = []
    for finding in findings:
        override = overrides.get(finding.digest)
        is_passed = covers(override, finding)
        rows.append(
            {
                "finding": finding,
                "override": override if is_passed else None,
                "may_release": not is_passed and may_release(finding, blocked_too=blocked_too),
            }
        )
    return rows


def count(rows: list[dict[str, Any]], level: Level) -> int:
    return sum(row["finding"].level == level and not row["override"] for row in rows)


def summary_of(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "rows": rows,
        "blocks": count(rows, Level.BLOCK),
        "warnings": count(rows, Level.WARN),
        "hints": count(rows, Level.HINT),
    }


class ArticleChecksView(WagtailAdminTemplateMixin, TemplateView):
    """What is found in the article's latest version; here findings are let pass with a reason."""

    template_name = "checks/admin/article.html"
    page_title = gettext_lazy("发布前检查")
    header_icon = "clipboard-list"

    @cached_property
    def article(self) -> ArticlePage:
        article = get_object_or_404(ArticlePage, pk=self.kwargs["article_id"])
        if not may_check(self.request.user, article):
            raise Http404
        return article

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.article.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        title = self.article.get_admin_display_title()
        return [
            *self.breadcrumbs_items,
            {"url": self.edit_url, "label": title},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = self.article.get_latest_revision_as_object()
        rows = rows_of(page, self.request.user, check(page, read_files=True))
        return super().get_context_data(**kwargs) | {
            **summary_of(rows),
            "article": page,
            "edit_url": self.edit_url,
            "may_release": any(row["may_release"] for row in rows),
            "may_publish": page.permissions_for_user(self.request.user).can_publish(),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        reason = request.POST.get("reason", "")
        chosen = dict.fromkeys(request.POST.getlist("finding"), reason)
        here = redirect("checks_article", self.article.pk)
        try:
            kept = release(self.article, chosen, by=request.user)
        except CheckError as error:
            messages.error(request, str(error))
            return here
        if kept:
            messages.success(request, _("理由已经记下。"))
        if "publish" not in request.POST:
            return here
        return redirect(self.edit_url) if self.publish() else here

    def publish(self) -> bool:
        revision = self.article.get_latest_revision() or self.article.save_revision()
        try:
            revision.publish(user=self.request.user)
        except PublishingRefused as refused:
            tell_refusal(self.request, refused)
            return False
        title = self.article.get_admin_display_title()
        messages.success(self.request, _("已发布“%(title)s”。") % {"title": title})
        return True


class LiveView(View):
    """Checks the form as it stands; files are passed over until a task has read them."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        page, parent = self.find(request.user)
        page = article_from_form(request.POST, page, parent, request.user)
        context = summary_of(rows_of(page, request.user, check(page)))
        html = render_to_string("checks/admin/findings.html", context, request)
        return JsonResponse({"html": html, "stops": context["blocks"] + context["warnings"]})

    def find(self, user: Any) -> tuple[ArticlePage, Any]:
        article = get_object_or_404(ArticlePage, pk=self.kwargs["article_id"])
        if not may_check(user, article):
            raise Http404
        return article.get_latest_revision_as_object(), article.get_parent().specific


class LiveNewView(LiveView):
    """The same for an article that has not been saved yet."""

    def find(self, user: Any) -> tuple[ArticlePage, Any]:
        column = get_object_or_404(ColumnPage, pk=self.kwargs["column_id"])
        if not may_write_in(column, user):
            raise Http404
        return ArticlePage(owner=user, organisation=column.organisation), column
