"""Reading: the page store against nginx's plain files, and how soon a change is seen everywhere.

nginx and wrk are asked for; without them their part is left out. wagtail-cache is measured where
it is installed (``pip install --no-deps wagtail-cache`` somewhere on PYTHONPATH).
"""

import gzip
import http.client
import math
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.utils import timezone

from news.models import ArticlePage, ColumnPage, Entry
from serving import nodes
from serving.front import Front
from serving.render import Place
from serving.store import Store
from sites.models import Organisation, OrganisationSite, SiteKind
from syndication.actions import DispatchPlan, deliver_dispatch, send_dispatch
from syndication.models import Obligation
from syndication.recipients import Selection
from tests.benchmarks import web
from tests.benchmarks.figures import Figure
from tests.benchmarks.network import provision, settle, spread
from tests.factories.syndication import desk_of

ROUNDS, SECONDS = 5, 3
RENDERS = 15
MEGABYTE = 1_000_000
HOSTS = 20
MOST_SITES = 1_000  # whose pages are kept and watched, evenly chosen where more show the article
READERS = 32
TITLE = "全省统一的通知"


def run(*, unions: int = 121, articles: int = 2_000, **_ignored: object) -> dict[str, Figure]:
    list(provision(unions))
    column = ColumnPage.objects.get(organisation__depth=1, code="tongzhi")
    spread(articles, except_column=column)
    article = dispatched_article(column)
    settle()
    folder = Path(tempfile.mkdtemp(prefix="portal-serving-"))
    folder.chmod(0o755)
    try:
        figures = front_renders(folder / "front")
        with ExitStack() as stack:
            node = Node(folder, stack)
            figures["node_idle_mb"] = Figure(web.megabytes(node.pid), "MB")
            urls = read_urls(article)
            node.warm(urls)
            figures |= publish(node, article)
            node.warm(urls)
            figures |= loads(node, urls, folder, stack)
            figures["node_busy_mb"] = Figure(web.megabytes(node.pid), "MB")
            figures["node_hits"] = Figure(node.answered("hit"), "pages")
            figures["node_made"] = Figure(node.answered("made"), "pages")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return figures


def dispatched_article(column: ColumnPage) -> ArticlePage:
    """An article of the province that every union below shows."""
    article = column.add_child(instance=ArticlePage(title=TITLE))
    article.save_revision().publish()
    plan = DispatchPlan(obligation=Obligation.MUST_PUBLISH, selection=Selection(everyone=True))
    dispatch = send_dispatch(article, plan, by=desk_of(article.organisation))
    deliver_dispatch(dispatch.pk)
    return article


def front_renders(folder: Path) -> dict[str, Figure]:
    """The province's portal front: made anew after an article, and from nothing at all."""
    site = OrganisationSite.objects.select_related("site").get(
        organisation__depth=1, kind=SiteKind.PORTAL
    )
    store, place = Store(folder, MEGABYTE * 50), Place.of(site)
    front, key = Front(WSGIHandler(), store, MEGABYTE), nodes.register(store)
    front.may_keep = True
    newest = Entry.objects.filter(organisation__depth=1, is_own=True).order_by("-published_at")
    article = newest.select_related("article").first().article  # one that the front shows

    def made(forget: Callable[[], object]) -> float:
        times = []
        for number in range(RENDERS + 1):
            article.title = article.title_zh_hans = f"改过 {number}"
            article.save_revision().publish()
            nodes.hear(store, key)
            forget()
            begun = time.perf_counter()
            if not front.warm(place, "/"):
                raise RuntimeError("the front was not dropped")
            times.append(time.perf_counter() - begun)
        return statistics.median(times[1:]) * 1000

    return {
        "front_render_ms": Figure(made(lambda: None), "ms"),
        "front_from_nothing_ms": Figure(made(store.clear), "ms"),
    }


def sites() -> list[tuple[Organisation, str, str]]:
    """Unions with the names of their portal and their news site."""
    found: dict[int, dict[str, str]] = {}
    unions = {}
    for row in OrganisationSite.objects.select_related("site", "organisation").order_by("pk"):
        found.setdefault(row.organisation_id, {})[row.kind] = row.site.hostname
        unions[row.organisation_id] = row.organisation
    return [
        (unions[pk], hosts[SiteKind.PORTAL], hosts[SiteKind.NEWS]) for pk, hosts in found.items()
    ]


def placed_urls(article: ArticlePage) -> list[tuple[str, str]]:
    """At each site that shows the article: front, column, and the article itself."""
    urls = []
    lines = list(Entry.objects.filter(article=article).order_by("pk"))
    for line in lines[:: math.ceil(len(lines) / MOST_SITES)]:
        host = line.column.get_site().hostname
        path = "/" + line.column.url_path.split("/", 2)[2]
        own = f"{path}a-{line.number}/" if line.number else f"{path}{article.slug}/"
        urls += [(host, "/"), (host, path), (host, own)]
    return urls


def read_urls(article: ArticlePage) -> list[tuple[str, str]]:
    """About 500 addresses on ``HOSTS`` hosts: fronts, columns, articles."""
    urls = []
    for union, portal, news in sites()[:HOSTS]:
        urls += [(portal, "/"), (news, "/")]
        lines = Entry.objects.filter(organisation=union).select_related("article", "column")
        for line in lines.order_by("pk")[:20]:
            host = line.column.get_site().hostname
            path = "/" + line.column.url_path.split("/", 2)[2]
            own = f"{path}a-{line.number}/" if line.number else f"{path}{line.article.slug}/"
            urls += [(host, path), (host, own)]
    return sorted(set(urls))


class Node:
    """The project's web server on the data that was made here, with a page store of its own."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.port = settings.PUBLIC_PORT
        self.store = folder / "store"
        self.env = web.environment(folder) | {"PAGE_STORE": str(self.store)}
        self.pid = stack.enter_context(
            web.running(web.granian(self.port, self.env), self.port, self.env)
        )
        time.sleep(3)  # until both processes hear of changes

    def get(self, host: str, path: str, token: str = "") -> bytes:
        there = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Host": f"{host}:{self.port}", "Accept-Encoding": "gzip"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        there.request("GET", path, headers=headers)
        answer = there.getresponse()
        body = answer.read()
        there.close()
        if answer.status != 200:
            raise RuntimeError(f"{host}{path}: {answer.status}")
        return gzip.decompress(body) if answer.getheader("Content-Encoding") == "gzip" else body

    def warm(self, urls: list[tuple[str, str]]) -> None:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda url: self.get(*url), urls))

    def wait_for(self, url: tuple[str, str], words: str) -> None:
        """Ask for a page until it says so."""
        until = time.monotonic() + 30
        while words not in self.get(*url).decode():
            if time.monotonic() > until:
                raise RuntimeError(f"{url} does not come to say {words}")
            time.sleep(0.01)

    def answered(self, how: str) -> float:
        """How many pages the processes of the node have answered so, as serving.counts says."""
        time.sleep(2.2)  # counts are handed on once a second
        lines = self.get("localhost", "/-/metrics", web.TOKEN).decode().splitlines()
        return sum(
            float(line.rsplit(" ", 1)[1])
            for line in lines
            if line.startswith(f'portal_pages_total{{answer="{how}"')
        )


def publish(node: Node, article: ArticlePage) -> dict[str, Figure]:
    """An edit of the article that all sites show, while readers ask for everything that has it."""
    urls = placed_urls(article)
    node.warm(urls)
    made = node.answered("made")
    article.refresh_from_db()
    article.title = article.title_zh_hans = new = f"{TITLE}（更正 {timezone.now():%H:%M:%S}）"
    revision = article.save_revision()
    worked, begun = time.process_time(), time.perf_counter()
    revision.publish()
    call = time.perf_counter() - begun
    worked = time.process_time() - worked
    node.wait_for(urls[-1], new)
    visible = time.perf_counter() - begun
    with ThreadPoolExecutor(READERS) as pool:
        time.sleep(max(0.0, 1.0 - (time.perf_counter() - begun)))
        crowd = [url for url in urls for _reader in range(3)]
        pages = list(pool.map(lambda url: (url, node.get(*url).decode()), crowd))
    seen = time.perf_counter() - begun
    stale = {url for url, page in pages if TITLE in page and new not in page}
    renders = node.answered("made") - made
    return {
        "publish_call_s": Figure(call, "s"),
        "publish_cpu_s": Figure(worked, "s"),
        "visible_s": Figure(visible, "s"),
        "stale_after_1s": Figure(len(stale), "pages"),
        "renders_per_page": Figure(renders / max(len(set(urls)), 1), "renders"),
        "pages_with_the_article": Figure(len(set(urls)), "pages"),
        "sites_with_the_article": Figure(Entry.objects.filter(article=article).count(), "sites"),
        "all_seen_s": Figure(seen, "s"),
    }


def loads(
    node: Node, urls: list[tuple[str, str]], folder: Path, stack: ExitStack
) -> dict[str, Figure]:
    if not web.has("nginx", "wrk"):
        print("没有 nginx 或 wrk，不测每秒请求数。", file=sys.stderr)  # noqa: T201
        return {}
    plain = folder / "plain"
    shutil.copytree(node.store / "pages", plain)
    ports = {"plain": web.free_port(), "behind": web.free_port(), "alone": node.port}
    command = web.nginx_command(
        folder / "nginx", upstream=node.port, plain_port=ports["plain"],
        behind_port=ports["behind"], plain=plain, store=node.store / "pages",
    )  # fmt: skip
    nginx = stack.enter_context(web.running(command, ports["plain"]))
    pids = {"plain": nginx, "behind": nginx, "alone": node.pid}
    others = {"uncached": "config.settings.dev"}
    if find_spec("wagtailcache"):
        others["cached"] = "tests.benchmarks.cached_settings"
    else:
        print("没有装 wagtail-cache，不和它比。", file=sys.stderr)  # noqa: T201
    for name, settings_module in others.items():
        ports[name] = web.free_port()
        env = web.environment(folder) | {"DJANGO_SETTINGS_MODULE": settings_module}
        command = web.granian(ports[name], env)
        pids[name] = stack.enter_context(web.running(command, ports[name], env))
    if "cached" in ports:
        web.fill_caches(ports["cached"], urls)
    found: dict[str, list[web.Load]] = {name: [] for name in ports}
    for number in range(ROUNDS + 1):
        names = list(ports)
        for name in names[number % len(names) :] + names[: number % len(names)]:
            load = web.ask_with_wrk(folder, ports[name], pids[name], urls, SECONDS)
            if number:  # the first round warms
                found[name].append(load)
    return figures_of(found)


def figures_of(found: dict[str, list[web.Load]]) -> dict[str, Figure]:
    def middle(name: str, field: str) -> float:
        return statistics.median(getattr(load, field) for load in found[name])

    rate = {name: middle(name, "rate") for name in found}
    cpu = {name: middle(name, "cpu_us") for name in found}
    failures = sum(load.failures for name in ("plain", "behind", "alone") for load in found[name])
    figures = {
        "nginx_ratio": Figure(rate["behind"] / rate["plain"], "times"),
        "alone_ratio": Figure(rate["alone"] / rate["plain"], "times"),
        "alone_cpu_ratio": Figure(cpu["alone"] / max(cpu["plain"], 0.1), "times"),
        "failures": Figure(failures, "answers"),
    }
    if "cached" in found:
        figures["wagtail_cache_ratio"] = Figure(rate["alone"] / rate["cached"], "times")
    for name in found:
        figures[f"{name}_per_s"] = Figure(rate[name], "requests/s")
        figures[f"{name}_p99_ms"] = Figure(middle(name, "p99_ms"), "ms")
        figures[f"{name}_cpu_us"] = Figure(cpu[name], "us")
    return figures
