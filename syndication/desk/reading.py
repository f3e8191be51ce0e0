"""Reading one submission as it was handed in, and judging it."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import ModelLogEntry

from news.changes import changes_between
from news.models import ArticlePage
from sites.desk import DeskView, person
from sites.models import Organisation
from syndication.actions import (
    adopt_and_relay,
    adopt_as_own,
    adopt_submission,
    relay_submission,
    return_submission,
)
from syndication.desk.base import attempt
from syndication.desk.inbox import FILTERS
from syndication.forms.inbox import AdoptForm, InboxFilterForm, RelayForm, ReturnForm
from syndication.inbox import in_order, inbox_rows
from syndication.models import Recall, Submission, SubmissionVersion
from syndication.outbox import answers_for
from syndication.policies import unions_for

HISTORY = 50
State = Submission.State


def received_by(user: Any, pk: int) -> Submission:
    """A submission to a union whose desk the person is; any other is 404."""
    rows = Submission.objects.select_related(
        "recipient", "sender", "call", "article__organisation", "relayed_from__sender"
    )
    return get_object_or_404(rows, pk=pk, recipient__in=unions_for(user, "judge"))


def handed_in(version: SubmissionVersion, origin: Organisation) -> ArticlePage:
    """The article as this version has it; for showing, never to be saved."""
    article = version.revision.as_object()
    article.organisation = origin
    return article


class ReadingView(DeskView):
    """The version as handed in, what has changed since the last one, and the acts."""

    template_name = "syndication/admin/reading.html"
    header_icon = "doc-full"

    @cached_property
    def submission(self) -> Submission:
        return received_by(person(self.request), self.kwargs["pk"])

    @cached_property
    def versions(self) -> list[SubmissionVersion]:
        rows = self.submission.versions.select_related("revision", "submitted_by")
        return list(rows.order_by("-number"))

    @cached_property
    def shown(self) -> SubmissionVersion:
        """The version asked for, else the newest."""
        wanted = self.request.GET.get("version", "")
        found = (row for row in self.versions if str(row.number) == wanted)
        return next(found, self.versions[0])

    def get_page_title(self) -> str:
        return self.shown.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        inbox = {"url": self.inbox_url, "label": _("来稿")}
        return [*self.breadcrumbs_items, inbox, {"url": "", "label": self.get_page_title()}]

    @cached_property
    def query(self) -> str:
        """The inbox's filters, carried from one submission to the next."""
        get = self.request.GET
        kept = {name: get[name] for name in ("state", *FILTERS) if get.get(name)}
        return "?" + urlencode({"for": self.submission.recipient_id} | kept)

    @property
    def inbox_url(self) -> str:
        return reverse("syndication_inbox") + self.query

    def neighbours(self) -> tuple[str, str]:
        """The addresses of the one before and the one after in the inbox as it is filtered."""
        form = InboxFilterForm(self.request.GET, recipient=self.submission.recipient)
        rows = inbox_rows(self.submission.recipient, form.wanted)
        before, after = in_order(rows, form.wanted).neighbours(self.submission)
        return self.address(before), self.address(after)

    def address(self, pk: int | None) -> str:
        return reverse("syndication_reading", args=[pk]) + self.query if pk else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        submission, origin = self.submission, self.submission.article.organisation
        article = handed_in(self.shown, origin)
        earlier = next((v for v in self.versions if v.number == self.shown.number - 1), None)
        before, after = self.neighbours()
        is_newest = self.shown.number == submission.version
        return super().get_context_data(
            submission=submission,
            origin=origin,
            article=article,
            attachments=list(article.attachments.all()),
            shown=self.shown,
            versions=self.versions,
            earlier=earlier,
            changes=changes_between(handed_in(earlier, origin), article) if earlier else [],
            history=history_of(submission),
            relays=answers_for(submission.relays.exclude(state=State.WITHDRAWN)),
            answer=answers_for(Submission.objects.filter(pk=submission.pk))[0],
            is_recalled=Recall.objects.filter(
                article=submission.article_id, undone_at__isnull=True
            ).exists(),
            before_url=before,
            after_url=after,
            inbox_url=self.inbox_url,
            query=self.query,
            **(self.forms(is_newest) | kwargs),
        )

    def forms(self, is_newest: bool) -> dict[str, Any]:
        """The forms of the acts that its state allows; an older version can only be read."""
        submission = self.submission
        forms: dict[str, Any] = {}
        if is_newest and submission.state == State.SUBMITTED:
            forms["adopt_form"] = AdoptForm(submission=submission, by=person(self.request))
            forms["return_form"] = ReturnForm(prefix="return")
        may_relay = submission.state in {State.SUBMITTED, State.ADOPTED}
        if is_newest and may_relay and submission.recipient.depth > 1:
            forms["relay_form"] = RelayForm(submission=submission, prefix="relay")
        return forms


def history_of(submission: Submission) -> Any:
    """What was done with it, the latest first."""
    entries = ModelLogEntry.objects.for_instance(submission).select_related("user")
    return entries.order_by("-timestamp", "-pk")[:HISTORY]


class ActView(View):
    """One act on one submission; a form that lacks something is shown again where it stood."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.submission = received_by(person(request), pk)
        name, form = self.form()
        if not form.is_valid():
            view = ReadingView()
            view.setup(request, pk=pk)
            messages.error(request, _("请看表单里的提示，改好再提交。"))
            return view.render_to_response(view.get_context_data(**{name: form}))
        result = attempt(request, lambda: self.act(form))
        return self.after(result)

    def form(self) -> tuple[str, Any]:
        raise NotImplementedError

    def act(self, form: Any) -> Any:
        raise NotImplementedError

    def after(self, result: Any) -> HttpResponse:
        """Back to the inbox when it is done; where it was refused, to what is there now."""
        query = f"?{self.request.GET.urlencode()}" if self.request.GET else ""
        if result is None:
            return redirect(reverse("syndication_reading", args=[self.submission.pk]) + query)
        return redirect(reverse("syndication_inbox") + query)

    def tell(self, text: Any, **more: Any) -> None:
        current = self.submission.versions.get(number=self.submission.version)
        messages.success(self.request, text % {"title": current.title, **more})


class AdoptView(ActView):
    """采用, 采用并转报 or 改稿采用: the button says which."""

    def form(self) -> tuple[str, Any]:
        form = AdoptForm(self.request.POST, submission=self.submission, by=person(self.request))
        return "adopt_form", form

    def act(self, form: AdoptForm) -> Any:
        by, key = person(self.request), self.submission.pk
        if self.request.POST.get("act") == "rework":
            data = form.cleaned_data
            return adopt_as_own(key, column_id=data["column"].pk, title=data["headline"], by=by)
        upper = form.cleaned_data.get("relay_to")
        if upper is None:
            adopt_submission(key, form.dress, by=by)
        else:
            adopt_and_relay(key, form.dress, upper, by=by)
        self.tell_adopted(upper)
        form.warn(self.request)
        return True

    def tell_adopted(self, upper: Organisation | None) -> None:
        """It is adopted, or still waits for the editor in chief."""
        self.submission.refresh_from_db(fields=["state"])
        is_waiting = self.submission.state == State.SUBMITTED
        if upper is None:
            adopted, proposed = _("已采用《%(title)s》。"), _("已提请终审采用《%(title)s》。")
            self.tell(proposed if is_waiting else adopted)
        else:
            adopted = _("已采用《%(title)s》，并转报%(name)s。")
            proposed = _("已提请终审采用《%(title)s》，并转报%(name)s。")
            self.tell(proposed if is_waiting else adopted, name=upper.name)

    def after(self, result: Any) -> HttpResponse:
        if isinstance(result, Submission) and result.adopted_as_id:
            messages.success(self.request, _("已建立本会草稿，来源和署名都保留。改好以后发布。"))
            return redirect("wagtailadmin_pages:edit", result.adopted_as_id)
        return super().after(result)


class ReturnView(ActView):
    def form(self) -> tuple[str, Any]:
        return "return_form", ReturnForm(self.request.POST, prefix="return")

    def act(self, form: ReturnForm) -> Any:
        returned = return_submission(
            self.submission.pk,
            code=form.cleaned_data["code"],
            reason=form.cleaned_data["reason"],
            by=person(self.request),
        )
        self.tell(_("已退回《%(title)s》。"))
        return returned


class RelayView(ActView):
    def form(self) -> tuple[str, Any]:
        form = RelayForm(self.request.POST, submission=self.submission, prefix="relay")
        return "relay_form", form

    def act(self, form: RelayForm) -> Any:
        upper = form.cleaned_data["recipient"]
        relayed = relay_submission(
            self.submission.pk, upper, by=person(self.request), note=form.cleaned_data["note"]
        )
        self.tell(_("已把《%(title)s》转报%(name)s。"), name=upper.name)
        return relayed

    def after(self, result: Any) -> HttpResponse:
        """The submission itself may still wait for its answer here."""
        return super().after(None)


class WebView(View):
    """A version in the dress of its own site, as readers there would see it."""

    def get(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        submission = received_by(person(request), pk)
        version = get_object_or_404(submission.versions.select_related("revision"), number=number)
        article = version.revision.as_object()
        if article.get_url() is None:
            raise Http404
        return article.make_preview_request(request, article.default_preview_mode)


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    one = "syndication/inbox/<int:pk>/"
    return [
        path(one, ReadingView.as_view(), name="syndication_reading"),
        path(f"{one}adopt/", AdoptView.as_view(), name="syndication_adopt"),
        path(f"{one}return/", ReturnView.as_view(), name="syndication_return"),
        path(f"{one}relay/", RelayView.as_view(), name="syndication_relay"),
        path(f"{one}web/<int:number>/", WebView.as_view(), name="syndication_web"),
    ]
