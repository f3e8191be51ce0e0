"""The monthly bulletin of a union's subtree, and a union's own ledger."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail import hooks
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from sites.desk import person
from sites.models import Organisation
from sites.queries import OrganisationQuerySet
from syndication.desk.base import ActMenuItem
from syndication.ledger import Bulletin, Figures, Month, rank_of_union
from syndication.ledger.excel import bulletin_xlsx
from syndication.ledger.tables import number, tables_of
from syndication.ledger.word import bulletin_docx, title_of
from syndication.policies import unions_for

MONTHS_OFFERED = 24
MOST_UNIONS = 200
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXPORTS = {"docx": (bulletin_docx, WORD), "xlsx": (bulletin_xlsx, EXCEL)}


class LedgerMixin:
    """Reads the union and the month from the address; others' unions don't exist here."""

    request: HttpRequest

    def possible_unions(self) -> OrganisationQuerySet:
        return unions_for(person(self.request), "read_ledger")

    @cached_property
    def unions(self) -> list[Organisation]:
        unions = list(self.possible_unions()[:MOST_UNIONS])
        if not unions:
            raise Http404
        return unions

    @cached_property
    def union(self) -> Organisation:
        wanted = self.request.GET.get("union")
        if not wanted:
            return self.unions[0]
        union = next((union for union in self.unions if str(union.pk) == wanted), None)
        if union is None:
            raise Http404
        return union

    @cached_property
    def month(self) -> Month:
        """The month asked for, up to the present one; the last full one unless told otherwise."""
        try:
            month = Month.parse(self.request.GET["month"])
        except (KeyError, ValueError, OverflowError):
            return Month.last()
        return min(month, Month.last().shifted(1))


def months_offered() -> list[Month]:
    present = Month.last().shifted(1)
    return [present.shifted(-back) for back in range(MONTHS_OFFERED)]


class BulletinMixin(LedgerMixin):
    def possible_unions(self) -> OrganisationQuerySet:
        """Unions that have others below them."""
        return super().possible_unions().filter(numchild__gt=0)


class BulletinView(BulletinMixin, WagtailAdminTemplateMixin, TemplateView):
    template_name = "syndication/admin/ledger_bulletin.html"
    page_title = _("信息采用情况通报")
    header_icon = "table"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bulletin = Bulletin(self.union, self.month)
        return super().get_context_data(
            bulletin=bulletin,
            title=title_of(bulletin),
            sums=bulletin.sums,
            tables=tables_of(bulletin),
            months=months_offered(),
            **kwargs,
        )


class BulletinExportView(BulletinMixin, View):
    """The same as a file of Word or Excel."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        write, content_type = EXPORTS[kind]
        bulletin = Bulletin(self.union, self.month)
        name = f"{title_of(bulletin)}.{kind}"
        response = HttpResponse(write(bulletin), content_type=content_type)
        response.headers["Content-Disposition"] = attachment(name)
        response.headers["Cache-Control"] = "private, no-store"
        return response


def attachment(name: str) -> str:
    return content_disposition_header(as_attachment=True, filename=name) or "attachment"


class OwnLedgerView(LedgerMixin, WagtailAdminTemplateMixin, TemplateView):
    """A union's own months, and its place among its like; nothing of the others."""

    template_name = "syndication/admin/ledger_own.html"
    page_title = _("本会台账")
    header_icon = "table"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bulletin = Bulletin(self.union, self.month)
        own = bulletin.figures[self.union.pk]
        upper = Organisation.objects.open().above(self.union)
        ranks = [rank_of_union(Bulletin(head, self.month), self.union) for head in upper]
        authors = [row for row in bulletin.authors if row.union.pk == self.union.pk]
        return super().get_context_data(
            own=own,
            facts=facts_of(own),
            ranks=[rank for rank in ranks if rank],
            authors=authors,
            months=months_offered(),
            **kwargs,
        )


def facts_of(own: Figures) -> list[tuple[Any, int | float]]:
    return [
        (_("报送"), own.handed_in),
        (_("市采用"), own.adopted_by_city),
        (_("省采用"), own.adopted_by_province),
        (_("外部采用"), own.elsewhere),
        (_("退稿"), own.returned),
        (_("转报"), own.relayed),
        (_("逾期答复"), own.late),
        (_("答复不采用"), own.declined),
        (_("本站发布"), own.published),
        (_("本年零报送月数"), own.zero_months),
        (_("得分"), number(own.points)),
        (_("稿酬（元）"), number(own.fee)),
    ]


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    root = "syndication/bulletin/"
    return [
        path(root, BulletinView.as_view(), name="syndication_bulletin"),
        path(f"{root}docx/", BulletinExportView.as_view(), {"kind": "docx"},
             name="syndication_bulletin_docx"),
        path(f"{root}xlsx/", BulletinExportView.as_view(), {"kind": "xlsx"},
             name="syndication_bulletin_xlsx"),
        path("syndication/ledger/", OwnLedgerView.as_view(), name="syndication_ledger"),
    ]  # fmt: skip


@hooks.register("register_syndication_menu_item")
def offer_bulletin() -> ActMenuItem:
    url = reverse("syndication_bulletin")
    return ActMenuItem(
        _("采用通报"),
        url,
        name="bulletin",
        icon_name="table",
        order=800,
        act="read_ledger",
        below=True,
    )


@hooks.register("register_syndication_menu_item")
def offer_ledger() -> ActMenuItem:
    url = reverse("syndication_ledger")
    return ActMenuItem(
        _("本会台账"), url, name="ledger", icon_name="list-ul", order=810, act="read_ledger"
    )
