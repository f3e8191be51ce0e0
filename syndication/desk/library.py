"""The library of shared articles, and taking one of them up (选用)."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from news.models import Entry
from news.pictures import body_pictures, with_renditions
from sites.models import Organisation
from syndication import actions
from syndication.columns import columns_for
from syndication.desk.base import ActMenuItem
from syndication.desk.paging import ArticlePaginator
from syndication.errors import SyndicationError
from syndication.forms.library import LibraryForm
from syndication.forms.placement import DressForm
from syndication.library import narrowed, shared_entries, taken_up
from syndication.models import Placement
from syndication.policies import unions_for

ROWS = 30


class ForOneUnion(WagtailAdminTemplateMixin):
    """A screen for a person who may answer for a union; of several, ``into`` says for which."""

    request: Any
    header_icon = "copy"

    @cached_property
    def unions(self) -> list[Organisation]:
        return list(unions_for(self.request.user, "answer"))

    @cached_property
    def union(self) -> Organisation:
        if not self.unions:
            raise Http404
        asked = self.request.GET.get("into")
        if not asked:
            return self.unions[0]
        chosen = [union for union in self.unions if str(union.pk) == asked]
        if not chosen:
            raise Http404
        return chosen[0]

    @property
    def list_url(self) -> str:
        url = reverse("syndication_library")
        return f"{url}?into={self.union.pk}" if len(self.unions) > 1 else url


class LibraryView(ForOneUnion, TemplateView):
    """Shared articles of other unions, the newest first."""

    template_name = "syndication/admin/library.html"
    page_title = gettext_lazy("选用库")

    def get_page_subtitle(self) -> str:
        return self.union.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = LibraryForm({"into": self.union.pk} | self.request.GET.dict(), unions=self.unions)
        form.is_valid()
        entries = narrowed(shared_entries(self.union), form.cleaned_data)
        page = ArticlePaginator(entries, ROWS).get_page(self.request.GET.get("p"))
        rows = list(page.object_list.with_articles())
        used = taken_up(self.union, [entry.article_id for entry in rows])
        return super().get_context_data(
            form=form,
            page_obj=page,
            elided_page_range=page.paginator.get_elided_page_range(page.number),
            rows=[(entry, used.get(entry.article_id)) for entry in rows],
            union=self.union,
            **kwargs,
        )


class LibraryArticleView(ForOneUnion, FormView):
    """A shared article to be read, and the form to take it up."""

    template_name = "syndication/admin/library_article.html"
    page_title = gettext_lazy("选用")
    form_class = DressForm

    @cached_property
    def entry(self) -> Entry:
        rows = shared_entries(self.union).select_related("article__organisation", "column")
        return get_object_or_404(rows, article=self.kwargs["pk"])

    @cached_property
    def used(self) -> Placement | None:
        return taken_up(self.union, [self.entry.article_id]).get(self.entry.article_id)

    def get_page_subtitle(self) -> str:
        return self.entry.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": self.list_url, "label": LibraryView.page_title},
            {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "organisation": self.union,
            "user": self.request.user,
        }

    def get_initial(self) -> dict[str, Any]:
        code = self.entry.column.code
        return {"column": columns_for(code, [self.union.pk]).get(self.union.pk)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        article = self.entry.article
        with_renditions(body_pictures(article.body))
        return super().get_context_data(
            entry=self.entry,
            article=article,
            attachments=article.attachments.select_related("document"),
            union=self.union,
            used=self.used,
            back_url=self.list_url,
            **kwargs,
        )

    def form_valid(self, form: DressForm) -> HttpResponse:
        try:
            placement = actions.pull_article(
                self.entry.article, self.union, form.dress(), by=self.request.user
            )
        except SyndicationError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        is_waiting = placement.state == Placement.State.PROPOSED
        text = _("已提请终审选用到“%(column)s”。") if is_waiting else _("已选用到“%(column)s”。")
        messages.success(
            self.request,
            text % {"column": form.cleaned_data["column"].title},
            buttons=[
                messages.button(
                    reverse("syndication_column", args=[placement.column_id]), _("看栏目稿件")
                )
            ],
        )
        form.warn(self.request)
        return redirect(self.list_url)


@hooks.register("register_syndication_menu_item")
def register_library_item() -> ActMenuItem:
    return ActMenuItem(
        gettext_lazy("选用库"),
        reverse("syndication_library"),
        icon_name="copy",
        order=600,
        act="answer",
    )


@hooks.register("register_admin_urls")
def register_library_urls() -> list[URLPattern]:
    return [
        path("syndication/library/", LibraryView.as_view(), name="syndication_library"),
        path(
            "syndication/library/<int:pk>/",
            LibraryArticleView.as_view(),
            name="syndication_library_article",
        ),
    ]
