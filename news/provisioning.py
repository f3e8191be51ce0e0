"""What the news app adds to a new union's sites: the news front and the standard columns."""

from wagtail import hooks

from news.entries import refresh_regions
from news.models import ColumnPage, NewsHomePage
from pages.bulk import add_children
from pages.models import BasePage
from sites.blueprint import Blueprint, ColumnPlan
from sites.models import Organisation, OrganisationQuerySet, OrganisationSite, SiteKind


@hooks.register("make_site_front")
def make_news_front(organisation: Organisation, kind: SiteKind) -> BasePage | None:
    if kind != SiteKind.NEWS:
        return None
    return NewsHomePage(
        title=f"{organisation.name}新闻网",
        title_en=f"{organisation.name_en} News" if organisation.name_en else None,
        slug=f"{organisation.slug}-news",
    )


@hooks.register("fill_site", order=20)
def add_standard_columns(organisation_site: OrganisationSite, blueprint: Blueprint) -> None:
    """Add the columns that the site lacks, and bring the standard of the others up to date.

    Titles, texts, places and menus of existing columns belong to the union and stay.
    """
    plans = blueprint.columns_of(organisation_site.kind)
    if not plans:
        return
    organisation = organisation_site.organisation
    known = {
        column.code: column
        for column in ColumnPage.objects.filter(organisation=organisation).defer_streamfields()
    }
    for plan in plans:
        if plan.code in known:
            bring_up_to_date(known[plan.code], plan)
    missing = [plan for plan in plans if plan.code not in known]
    top = [plan for plan in missing if not plan.parent]
    front = organisation_site.site.root_page
    for plan, column in zip(top, add_children(front, [new_column(p) for p in top]), strict=True):
        known[plan.code] = column
    for plan in missing:
        if plan.parent:
            known[plan.code] = add_children(known[plan.parent], [new_column(plan)])[0]


def new_column(plan: ColumnPlan) -> ColumnPage:
    return ColumnPage(
        title=plan.title,
        title_en=plan.title_en,
        slug=plan.code,
        code=plan.code,
        kind=plan.kind,
        duty_days=plan.duty_days,
        show_in_menus=plan.menu,
    )


def bring_up_to_date(column: ColumnPage, plan: ColumnPlan) -> None:
    standard = {"kind": plan.kind, "duty_days": plan.duty_days}
    changed = [name for name, value in standard.items() if getattr(column, name) != value]
    if changed:
        ColumnPage.objects.filter(pk=column.pk).update(**standard)
    if not column.title_en and plan.title_en:
        BasePage.objects.filter(pk=column.pk).update(title_en=plan.title_en)


@hooks.register("organisations_moved")
def count_to_the_new_branch(moved: OrganisationQuerySet) -> None:
    refresh_regions(moved)
