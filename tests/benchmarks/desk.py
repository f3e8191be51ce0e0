"""The desk: whether anything of another union is shown, and what its screens cost at any size."""

from functools import partial

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from news.models import ArticlePage, ColumnPage
from sites.models import Organisation, StaffGroup, StaffRole
from tests.benchmarks.audit import log_rows_per_second
from tests.benchmarks.checks import words_per_second
from tests.benchmarks.figures import Figure, median_ms, queries_of
from tests.benchmarks.network import fill, provision, settle
from tests.sites.gate.crawl import Marked, addresses, screens, shows_mark

ARTICLES = 200  # in the watched union's column
FEWEST = 3  # one above, and two that have nothing to do with each other
SEEN_BY_OWN_STAFF = 60
ROLES = (StaffRole.EDITOR, StaffRole.REVIEWER, StaffRole.CHIEF, StaffRole.DESK, StaffRole.ADMIN)


def run(*, unions: int = 121, **_ignored: object) -> dict[str, Figure]:
    if unions < FEWEST:
        raise ValueError(f"{FEWEST} unions at least")
    growing = provision(unions)
    province = next(growing)
    column = ColumnPage.objects.get(organisation=province, code="yaowen")
    fill(column, province, ARTICLES)
    settle()
    client = signed_in(province, StaffRole.EDITOR)
    alone = {name: median_ms(partial(open_screen, client, path)) for name, path in used(column)}
    # What leaks doesn't depend on how many unions there are, but the time of the walk does.
    leaks = matrix(foreign=next(growing), own=next(growing))  # a city, and a county below it
    for _union in growing:
        pass
    settle()
    costs = {
        name: (median_ms(partial(open_screen, client, path)),
               queries_of(partial(open_screen, client, path)))
        for name, path in used(column)
    }  # fmt: skip
    ratios = {name: costs[name][0] / alone[name] for name in alone}
    worst = max(ratios, key=ratios.__getitem__)
    return {
        "screens_worst_ratio": Figure(ratios[worst], "times"),
        "screens_worst_queries": Figure(max(count for _ms, count in costs.values()), "queries"),
        **{f"{name}_ms": Figure(ms, "ms", alone[name]) for name, (ms, _count) in costs.items()},
        **leaks,
        "log_rows_per_s": log_rows_per_second(),
        "words_per_s": words_per_second(),
    }


def used(column: ColumnPage) -> list[tuple[str, str]]:
    """The ten screens that editors open most."""
    article = ArticlePage.objects.child_of(column).last()
    return [
        ("dashboard", "/admin/"),
        ("explorer", f"/admin/pages/{column.pk}/"),
        ("edit", f"/admin/pages/{article.pk}/edit/"),
        ("new", f"/admin/pages/add/news/articlepage/{column.pk}/"),
        ("search", "/admin/pages/search/?q=工会"),
        ("page_chooser", "/admin/choose-page/"),
        ("image_chooser", "/admin/images/chooser/"),
        ("images", "/admin/images/"),
        ("history", f"/admin/pages/{article.pk}/history/"),
        ("column", f"/admin/syndication/columns/{column.pk}/"),
    ]


def matrix(foreign: Organisation, own: Organisation) -> dict[str, Figure]:
    """Every screen with another union's numbers put in, as each role."""
    marked = Marked(foreign)
    asked = list(addresses(marked))
    leaks = sum(len(walk(signed_in(own, role), asked)) for role in ROLES)
    seen = len(walk(signed_in(foreign, StaffRole.ADMIN), asked))
    if seen < SEEN_BY_OWN_STAFF:
        raise RuntimeError(f"the walk proves nothing: its own staff meet {seen} marks")
    return {
        "leaks": Figure(leaks, "screens", seen),
        "views": Figure(sum(1 for name, _pattern in screens() if name), "screens"),
        "addresses": Figure(len(asked), "addresses"),
        "roles": Figure(len(ROLES), "roles"),
    }


def walk(client: Client, asked: list[tuple[str, str]]) -> list[str]:
    """The addresses that show a mark. One that fails is no proof of anything."""
    shown = []
    for _name, path in asked:
        answer = client.get(path, follow=True)
        if shows_mark(answer):
            shown.append(path)
    return shown


def signed_in(union: Organisation, role: StaffRole) -> Client:
    user = get_user_model().objects.create(
        username=f"measured-{union.slug}-{get_user_model().objects.count()}"
    )
    user.groups.add(StaffGroup.objects.get(organisation=union, role=role).group)
    client = Client(headers={"host": settings.ADMIN_HOST})
    client.force_login(user)
    return client


def open_screen(client: Client, path: str) -> None:
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")
