"""Handing an article up, and what became of it (报送, 我的报送)."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button

from news.models import ArticlePage
from sites.desk import DeskView, person
from syndication.actions import resubmit, submit_article, withdraw_submission
from syndication.desk.base import MOST_UNIONS, ActMenuItem, attempt
from syndication.desk.reading import history_of
from syndication.errors import SyndicationError
from syndication.forms.submit import NoteForm, OutboxFilterForm, SubmitForm
from syndication.models import Submission
from syndication.outbox import answers_for, sent_articles, what_became_of
from syndication.policies import may, unions_for, unions_read

SIZE = 20
# What a desk would like to find; the field, and what to say where it is empty.
WISHED = (
    ("lead", gettext_lazy("没有导语：上级的列表里只有标题。")),
    ("cover_id", gettext_lazy("没有封面：上不了头条和轮播。")),
    ("author", gettext_lazy("没有作者：采用以后署名只有单位。")),
    ("source", gettext_lazy("来源空着：会显示为本会名称。")),
)


def outbox_url() -> str:
    return reverse("syndication_outbox")


class SubmitView(WagtailAdminTemplateMixin, FormView):
    """Hand an article to upper unions, as it stands in its latest version."""

    template_name = "syndication/admin/submit.html"
    form_class = SubmitForm
    page_title = gettext_lazy("报送")
    header_icon = "upload"

    @cached_property
    def article(self) -> ArticlePage:
        unions = unions_for(person(self.request), "submit")
        rows = ArticlePage.objects.select_related("organisation", "latest_revision__user")
        article = get_object_or_404(rows, pk=self.kwargs["pk"], organisation__in=unions)
        if article.organisation.depth == 1:
            raise Http404
        return article

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.article.pk])
        return [
            *self.breadcrumbs_items,
            {"url": edit, "label": self.article.get_admin_display_title()},
            {"url": "", "label": self.page_title},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"article": self.article}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        revision = self.article.latest_revision
        offered = revision.as_object() if revision else self.article
        known = Submission.objects.filter(article=self.article, sender=self.article.organisation)
        return super().get_context_data(
            article=self.article,
            offered=offered,
            revision=revision,
            missing=[text for name, text in WISHED if not getattr(offered, name)],
            answers=answers_for(known.exclude(state=Submission.State.WITHDRAWN)),
            **kwargs,
        )

    def form_valid(self, form: SubmitForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            submit_article(
                self.article,
                data["recipients"],
                by=person(self.request),
                call=data["call"],
                note=data["note"],
            )
        except SyndicationError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        names = "、".join(union.name for union in data["recipients"])
        messages.success(self.request, _("已报送%(names)s。") % {"names": names})
        return redirect(outbox_url())


class OutboxView(DeskView):
    """One's own articles that were handed up, each with the answers (我的报送)."""

    template_name = "syndication/admin/outbox.html"
    page_title = gettext_lazy("我的报送")
    header_icon = "upload"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        unions = list(unions_read(person(self.request))[:MOST_UNIONS])
        if not unions:
            raise Http404
        form = OutboxFilterForm(self.request.GET, unions=unions)
        wanted = form.wanted
        page = Paginator(sent_articles(unions, wanted), SIZE).get_page(self.request.GET.get("p"))
        may_submit = set(unions_for(person(self.request), "submit").values_list("pk", flat=True))
        kept = {name: value for name, value in self.request.GET.items() if name != "p" and value}
        return super().get_context_data(
            form=form,
            page=page,
            sent=what_became_of(list(page.object_list), unions),
            may_submit=may_submit,
            is_narrowed=any(wanted.values()),
            page_query=urlencode(kept),
            **kwargs,
        )


class SentView(DeskView):
    """One submission as its sender sees it: every version with its answer, and the history."""

    template_name = "syndication/admin/sent.html"
    header_icon = "upload"

    @cached_property
    def submission(self) -> Submission:
        rows = Submission.objects.select_related("article__organisation", "sender", "recipient")
        return get_object_or_404(
            rows, pk=self.kwargs["pk"], sender__in=unions_read(person(self.request))
        )

    def get_page_title(self) -> str:
        return _("报送%(name)s") % {"name": self.submission.recipient.name}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        outbox = {"url": outbox_url(), "label": _("我的报送")}
        return [*self.breadcrumbs_items, outbox, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        submission = self.submission
        related = Submission.objects.filter(article=submission.article_id)
        answer = next(a for a in answers_for(related) if a.submission.pk == submission.pk)
        return super().get_context_data(
            submission=submission,
            answer=answer,
            versions=submission.versions.select_related("submitted_by").order_by("-number"),
            history=history_of(submission),
            may_act=may(person(self.request), "submit", submission.sender_id),
            **kwargs,
        )


class OwnActView(WagtailAdminTemplateMixin, FormView):
    """An act on what one has handed in: asked for on a page of its own."""

    template_name = "syndication/admin/own_act.html"
    header_icon = "upload"
    done: Any = ""

    @cached_property
    def submission(self) -> Submission:
        rows = Submission.objects.select_related("article", "recipient", "relayed_from")
        unions = unions_for(person(self.request), "submit")
        return get_object_or_404(rows, pk=self.kwargs["pk"], sender__in=unions)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        outbox = {"url": outbox_url(), "label": _("我的报送")}
        return [*self.breadcrumbs_items, outbox, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = self.submission.versions.get(number=self.submission.version)
        return super().get_context_data(submission=self.submission, version=version, **kwargs)

    def act(self, form: NoteForm) -> Any:
        raise NotImplementedError

    def form_valid(self, form: NoteForm) -> HttpResponse:
        if attempt(self.request, lambda: self.act(form)):
            messages.success(self.request, self.done % {"name": self.submission.recipient.name})
        return redirect(outbox_url())


class ResubmitView(OwnActView):
    form_class = NoteForm
    page_title = gettext_lazy("重新报送")
    done = gettext_lazy("已重新报送%(name)s。")

    def act(self, form: NoteForm) -> Any:
        return resubmit(self.submission.pk, by=person(self.request), note=form.cleaned_data["note"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(is_returned=True, **kwargs)


class WithdrawView(OwnActView):
    page_title = gettext_lazy("撤回报送")
    done = gettext_lazy("已从%(name)s撤回。")

    def get_form(self, form_class: Any = None) -> Any:
        return None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.form_valid(NoteForm())

    def act(self, form: NoteForm) -> Any:
        return withdraw_submission(self.submission.pk, by=person(self.request))


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    one = "syndication/outbox/<int:pk>/"
    return [
        path("syndication/submit/<int:pk>/", SubmitView.as_view(), name="syndication_submit"),
        path("syndication/outbox/", OutboxView.as_view(), name="syndication_outbox"),
        path(one, SentView.as_view(), name="syndication_sent"),
        path(f"{one}resubmit/", ResubmitView.as_view(), name="syndication_resubmit"),
        path(f"{one}withdraw/", WithdrawView.as_view(), name="syndication_withdraw"),
    ]


@hooks.register("register_syndication_menu_item")
def register_menu_item() -> ActMenuItem:
    return ActMenuItem(_("我的报送"), outbox_url(), icon_name="upload", order=10)


@hooks.register("register_page_header_buttons")
def offer_submitting(
    page: Any, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    if (
        view_name != "edit"
        or page.specific_class is not ArticlePage
        or page.organisation.depth == 1
    ):
        return
    if may(user, "submit", page.organisation_id):
        url = reverse("syndication_submit", args=[page.pk])
        yield Button(_("报送"), url, icon_name="upload", priority=15)
