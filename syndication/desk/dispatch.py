"""Sending an article down: the form, and the list that is confirmed before anything is sent."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core import signing
from django.db.models import Count, Prefetch
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, ListView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from news.models import ArticlePage
from sites.models import Organisation
from syndication.actions import Confirmation, save_group, send_dispatch
from syndication.actions.dispatch import check_plan
from syndication.branches import branches_of
from syndication.columns import column_keys_for
from syndication.desk.staff import StaffRequest
from syndication.errors import NoRecipients, NotAsConfirmed, SyndicationError
from syndication.forms.dispatch import DispatchForm
from syndication.models import Dispatch, Receipt
from syndication.policies import may, unions_for
from syndication.recipients import resolve

SALT = "syndication.dispatch"
ROWS = 20


class ArticleActView(WagtailAdminTemplateMixin, FormView):
    """An act on an article of a union that the person may do it for; any other is not found."""

    request: StaffRequest
    act_name = ""
    header_icon = "site"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may(self.request.user, self.act_name, self.article.organisation):
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    @cached_property
    def article(self) -> ArticlePage:
        rows = ArticlePage.objects.select_related("organisation")
        return get_object_or_404(rows, pk=self.kwargs["article_id"])

    @property
    def article_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.article.pk])

    def get_page_subtitle(self) -> str:
        return self.article.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        title = self.article.get_admin_display_title()
        own = {"url": self.article_url, "label": title}
        return [*self.breadcrumbs_items, own, {"url": "", "label": self.get_page_title()}]


class DispatchView(ArticleActView):
    """The form and its second step.

    What the second step shows is sealed: what was filled in, and a digest of the listed unions.
    Only a sealed form is sent, and only while the tree still names the same unions.
    """

    act_name = "dispatch"
    form_class = DispatchForm
    template_name = "syndication/admin/dispatch_form.html"
    page_title = gettext_lazy("下发")
    header_icon = "download"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"article": self.article}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        step = request.POST.get("step", "")
        if step in {"send", "edit"}:
            return self.answer_sealed(step)
        form = self.get_form()
        if step == "list":
            return self.show_list(form) if form.is_valid() else self.form_invalid(form)
        if step == "group" and form.is_valid():
            return self.keep_as_group(form)
        return self.show_form(form)  # narrowed to what is looked for

    def answer_sealed(self, step: str) -> HttpResponse:
        try:
            sealed = signing.loads(self.request.POST.get("sealed", ""), salt=self.salt)
        except signing.BadSignature:
            messages.error(self.request, _("请从这里重新填写，再核对名单。"))
            return redirect(self.request.path)
        form = DispatchForm(self.article, QueryDict(sealed["form"]))
        if step == "edit" or not form.is_valid():
            return self.show_form(form)
        return self.send(form, Confirmation(sealed["recipients"], sealed["last_dispatch"]))

    @property
    def salt(self) -> str:
        """A sealed form is good for one article and one person."""
        return f"{SALT}.{self.article.pk}.{self.request.user.pk}"

    def send(self, form: DispatchForm, confirmed: Confirmation) -> HttpResponse:
        try:
            dispatch = send_dispatch(
                self.article, form.plan, by=self.request.user, confirmed=confirmed
            )
        except NotAsConfirmed as error:
            messages.warning(self.request, str(error))
            return self.show_list(form)
        except SyndicationError as error:
            messages.error(self.request, str(error))
            return self.show_form(form)
        count = {"count": len(dispatch.recipient_ids)}
        if dispatch.state == Dispatch.State.WAITING:
            messages.success(
                self.request, _("已备好，文章发布的时候下发到 %(count)s 个单位。") % count
            )
        else:
            messages.success(self.request, _("已确认，正在下发到 %(count)s 个单位。") % count)
        return redirect("syndication_board", dispatch.pk)

    def show_list(self, form: DispatchForm) -> HttpResponse:
        plan, sender = form.plan, self.article.organisation
        recipients = list(resolve(plan.selection, sender))
        try:
            check_plan(self.article, plan)
            if not recipients:
                raise NoRecipients
        except SyndicationError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        keys = [union.pk for union in recipients]
        confirmation = Confirmation.of(self.article, keys)
        served = column_keys_for(plan.column_code, keys)
        for union in recipients:
            union.has_column = union.pk in served  # type: ignore[attr-defined]
        context = {
            "form": form,
            "plan": plan,
            "column": dict(form.fields["column_code"].choices)[plan.column_code],  # type: ignore[attr-defined]
            "branches": branches_of(sender, recipients),
            "count": len(keys),
            "without_column": len(keys) - len(served),
            "sealed": self.seal(form, confirmation),
        }
        return self.render("syndication/admin/dispatch_confirm.html", context)

    def seal(self, form: DispatchForm, confirmation: Confirmation) -> str:
        filled = QueryDict(mutable=True)
        filled.update(form.data)
        for name in ("csrfmiddlewaretoken", "step", "sealed"):
            filled.pop(name, None)
        sealed = {"form": filled.urlencode(), **asdict(confirmation)}
        return signing.dumps(sealed, salt=self.salt, compress=True)

    def keep_as_group(self, form: DispatchForm) -> HttpResponse:
        sender = self.article.organisation
        chosen = resolve(form.selection, sender).values_list("pk", flat=True)
        try:
            group = save_group(
                sender, form.cleaned_data["group_name"], list(chosen), by=self.request.user
            )
        except SyndicationError as error:
            form.add_error("group_name", str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("分组“%(name)s”已保存。") % {"name": group.name})
        return self.show_form(DispatchForm(self.article, form.data))

    def show_form(self, form: DispatchForm) -> HttpResponse:
        """The form as it was filled in, without complaints of what isn't filled in yet."""
        return self.render(self.template_name, {"form": form})

    def render(self, template: str, context: dict[str, Any]) -> HttpResponse:
        self.template_name = template
        return self.render_to_response(self.get_context_data(**context))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(article=self.article, **kwargs)
        form = context["form"]
        if "branches" not in context:
            names = ("subtrees", "groups", "unions", "exceptions")
            context |= {
                "branches": form.branches(),
                "ticked": {name: form.ticked(name) for name in names},
                "members": form.members,
            }
        earlier = self.article.dispatches.exclude(state=Dispatch.State.CANCELLED)
        return context | {"earlier": earlier.order_by("-pk")[:5]}


class SentListView(WagtailAdminTemplateMixin, ListView):
    """The dispatches of the unions that a person sends for, with their counts by state."""

    template_name = "syndication/admin/dispatch_list.html"
    page_title = gettext_lazy("下发记录")
    header_icon = "download"
    paginate_by = ROWS
    paginator_class = WagtailPaginator
    page_kwarg = "p"

    def get_queryset(self):
        senders = unions_for(self.request.user, "dispatch")
        rows = Dispatch.objects.filter(sender__in=senders).order_by("-created_at", "-pk")
        rows = rows.select_related("sender", "created_by").defer("recipient_ids", "selection")
        articles = ArticlePage.objects.only("title", "title_zh_hans", "title_en", "live", "path")
        return rows.prefetch_related(Prefetch("article", articles))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = list(context["object_list"])
        counts = counts_by_dispatch(rows)
        for row in rows:
            row.counts = counts.get(row.pk, {})
        return context | {"rows": rows, "items": context["page_obj"]}


def counts_by_dispatch(dispatches: list[Dispatch]) -> dict[int, dict[str, int]]:
    """How many receipts each has in each state; one query for all."""
    rows = Receipt.objects.filter(dispatch__in=[row.pk for row in dispatches])
    counts: dict[int, dict[str, int]] = {}
    for key, state, count in rows.values_list("dispatch", "state").annotate(Count("pk")):
        counts.setdefault(key, {})[state] = count
    return counts


def may_send(user: Any, organisation: Organisation) -> bool:
    """Whether the button is offered: a desk of a union that has unions below it."""
    return organisation.numchild > 0 and may(user, "dispatch", organisation)
