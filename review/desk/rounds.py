"""Reading one article under review, and signing or returning it."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from wagtail import hooks
from wagtail.admin import messages

from news.middleware import tell_refusal
from news.publishing import PublishingRefused
from review.actions import Verdict, send_back, sign, sign_late, take_back
from review.errors import ReviewError
from review.forms import SendBackForm, SignForm
from review.models import ReviewRound, Step
from review.policies import late_step, rounds_read, why_not
from review.queries import comments_on, read_round
from sites.desk import DeskView, person

State = ReviewRound.State


def round_of(user: Any, pk: int) -> ReviewRound:
    """A round of a union that the person serves; any other is 404."""
    rows = rounds_read(user).select_related(
        "article__live_revision", "article__owner", "organisation", "workflow_state"
    )
    return get_object_or_404(rows, pk=pk)


class RoundView(DeskView):
    """The text, what changed since the step before, what others said, and one's own signature."""

    template_name = "review/admin/round.html"
    header_icon = "tasks"

    @cached_property
    def round(self) -> ReviewRound:
        return round_of(person(self.request), self.kwargs["pk"])

    def get_page_title(self) -> str:
        return self.round.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("review_list"), "label": _("审稿")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        round_, user = self.round, person(self.request)
        reading = read_round(round_)
        signatures = list(round_.signatures.in_order())
        context: dict[str, Any] = {
            "round": round_,
            "reading": reading,
            "article": reading.article,
            "attachments": reading.attachments,
            "signatures": signatures,
            "comments": comments_on(round_.article),
            "steps": self.steps(signatures),
            "earlier": round_.article.review_rounds.exclude(pk=round_.pk).order_by("-pk")[:10],
            "may_take_back": self.may_take_back(signatures),
        }
        if round_.state == State.OPEN:
            context["refusal"] = why_not(user, round_, round_.step)
            if not context["refusal"]:
                context["sign_form"] = sign_form(round_.step, reading.digest)
                context["back_form"] = SendBackForm(review=round_, prefix="back")
        elif step := late_step(user, round_):
            context["late_step"] = step
            context["sign_form"] = sign_form(step, final_digest(round_))
        return super().get_context_data(**context | kwargs)

    def steps(self, signatures: list[Any]) -> list[tuple[Step, Any, bool]]:
        """Each step with its valid signature, and whether it is due now."""
        valid = {one.step: one for one in signatures if one.is_valid and one.decision == "PASS"}
        return [(Step(code), valid.get(code), code == self.round.step) for code in self.round.steps]

    def may_take_back(self, signatures: list[Any]) -> bool:
        if self.round.state != State.OPEN:
            return False
        user = person(self.request)
        valid = [one for one in signatures if one.is_valid and one.decision == "PASS"]
        if valid:
            return valid[-1].signer_id == user.pk
        return user.pk in {self.round.submitted_by_id, self.round.article.owner_id}


def sign_form(step: str, digest: str) -> SignForm:
    return SignForm(step=step, initial={"digest": digest})


def final_digest(round_: ReviewRound) -> str:
    final = round_.signatures.valid().filter(step=Step.FINAL).first()
    return final.digest if final else ""


class RoundActView(View):
    """One act on a round; a form that lacks something is shown again where it stood."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.round = round_of(person(request), pk)
        name, form = self.form(request)
        if form is not None and not form.is_valid():
            view = RoundView()
            view.setup(request, pk=pk)
            messages.error(request, _("请看表单里的提示，改好再提交。"))
            context = view.get_context_data()
            # Who may not act is not shown a form, whatever was typed into the address.
            return view.render_to_response(context | ({name: form} if name in context else {}))
        done = self.attempt(lambda: self.act(form))
        if done is None:
            return redirect("review_round", pk)
        return redirect(self.after(done))

    def attempt(self, act: Callable[[], ReviewRound]) -> ReviewRound | None:
        """Where it is refused, say why; nothing was done then."""
        try:
            return act()
        except PublishingRefused as refused:
            tell_refusal(self.request, refused)
        except ReviewError as error:
            messages.error(self.request, str(error))
        return None

    def form(self, request: HttpRequest) -> tuple[str, Any]:
        return "", None

    def act(self, form: Any) -> ReviewRound:
        raise NotImplementedError

    def after(self, done: ReviewRound) -> str:
        """To the next one that waits, so that a morning's pile is worked off without the list."""
        following = ReviewRound.objects.awaiting(person(self.request)).first()
        return reverse("review_round", args=[following.pk]) if following else reverse("review_list")


class SignView(RoundActView):
    def form(self, request: HttpRequest) -> tuple[str, Any]:
        return "sign_form", SignForm(request.POST, step=self.round.step)

    def act(self, form: SignForm) -> ReviewRound:
        digest = form.cleaned_data["digest"]
        by = person(self.request)
        done = sign(self.round.pk, form.verdict, step=self.step, digest=digest, by=by)
        title = {"title": done.title}
        if done.state == State.PASSED and done.article.live:
            messages.success(self.request, _("《%(title)s》已签发，已经发布。") % title)
        elif done.state == State.PASSED and not done.article.approved_schedule:
            text = _("《%(title)s》已签字，但现在不能发布：稿件已撤稿，由新闻处恢复。")
            messages.warning(self.request, text % title)
        elif done.state == State.PASSED:
            messages.success(self.request, _("《%(title)s》已签发，到定时的时间发布。") % title)
        else:
            step = {"step": done.get_step_display()}
            messages.success(self.request, _("《%(title)s》已签字，转%(step)s。") % (title | step))
        return done

    @property
    def step(self) -> str:
        """The step that the signer saw; the round may have moved on since."""
        return self.request.POST.get("step", self.round.step)


class SendBackView(RoundActView):
    def form(self, request: HttpRequest) -> tuple[str, Any]:
        return "back_form", SendBackForm(request.POST, review=self.round, prefix="back")

    def act(self, form: SendBackForm) -> ReviewRound:
        verdict = Verdict(opinion=form.cleaned_data["opinion"])
        done = send_back(
            self.round.pk,
            verdict,
            step=self.request.POST.get("step", self.round.step),
            to=form.cleaned_data["to"],
            by=person(self.request),
        )
        messages.success(self.request, _("《%(title)s》已退回。") % {"title": done.title})
        return done


class LateView(RoundActView):
    def form(self, request: HttpRequest) -> tuple[str, Any]:
        step = late_step(person(request), self.round)
        if step is None:
            raise Http404
        return "sign_form", SignForm(request.POST, step=step)

    def act(self, form: SignForm) -> ReviewRound:
        by, digest = person(self.request), form.cleaned_data["digest"]
        done = sign_late(self.round.pk, form.verdict, by=by, digest=digest)
        messages.success(self.request, _("《%(title)s》已补签。") % {"title": done.title})
        return done

    def after(self, done: ReviewRound) -> str:
        return reverse("review_list")


class TakeBackView(RoundActView):
    def act(self, form: Any) -> ReviewRound:
        done = take_back(self.round.pk, by=person(self.request))
        messages.success(self.request, _("《%(title)s》已收回。") % {"title": done.title})
        return done

    def after(self, done: ReviewRound) -> str:
        if done.state == State.OPEN:
            return reverse("review_round", args=[done.pk])
        return reverse("wagtailadmin_pages:edit", args=[done.article_id])


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    one = "review/<int:pk>/"
    return [
        path(one, RoundView.as_view(), name="review_round"),
        path(f"{one}sign/", SignView.as_view(), name="review_sign"),
        path(f"{one}back/", SendBackView.as_view(), name="review_back"),
        path(f"{one}late/", LateView.as_view(), name="review_late"),
        path(f"{one}take-back/", TakeBackView.as_view(), name="review_take_back"),
    ]
