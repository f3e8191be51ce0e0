"""Web servers on one small network, each a node with a page store of its own."""

import gzip
import http.client
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from tests.benchmarks.web import ROOT, granian, wait_for
from tests.faults.conftest import free_port

SMALL = """
from tests.factories.sites import Network
from tests.factories.news import make_article
from tests.factories.syndication import dispatch
from news.models import ArticlePage, ColumnPage
network = Network()
column = ColumnPage.objects.get(organisation=network.province, code="tongzhi")
article = column.add_child(instance=ArticlePage(title="全省通知 0"))
article.save_revision().publish()
from syndication.actions import deliver_dispatch
deliver_dispatch(dispatch(article).pk)
make_article(network.county, "县里的消息")
"""
# Publishes the article again and again; says when the last time was.
PUBLISH = """
import time
from news.models import ArticlePage
from django.db import OperationalError
article = ArticlePage.objects.filter(title_zh_hans__startswith="全省通知").get()
for number in range({first}, {last}):
    article.title = article.title_zh_hans = f"全省通知 {{number}}"
    article.save_revision().publish()
    time.sleep({pause})
print("done")
"""


COUNTY, CITY = "feixi.localhost", "hefei.localhost"
SHOWS_IT = [(host, path) for host in (COUNTY, CITY) for path in ("/", "/tongzhi/")]


class Place:
    """A small network in a SQLite file or another database, and what is needed to work on it."""

    def __init__(self, folder: Path, port: int, url: str = "", **env: str) -> None:
        self.folder, self.port = folder, port
        self.env = {
            **{key: value for key, value in os.environ.items() if key != "PYTEST_CURRENT_TEST"},
            "DATABASE_URL": url or f"sqlite:///{folder}/web.sqlite3",
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "SECRET_KEY": "tests-only",
            "MEDIA_ROOT": str(folder / "media"),
            "PORT": str(port),
            "PAGE_STORE": "",
            **env,
        }
        self.manage("collectstatic", "--noinput", "--verbosity", "0")  # pages name its files
        self.manage("migrate", "--verbosity", "0")
        self.run(SMALL)

    def manage(self, *args: str) -> str:
        done = subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), *args],
            env=self.env, capture_output=True, text=True, timeout=600, cwd=ROOT,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def run(self, code: str) -> str:
        return self.manage("shell", "--no-imports", "-c", code)

    def work_off(self) -> None:
        """Let a worker do all that is queued."""
        self.manage("db_worker", "--queue-name", "*", "--batch", "--no-startup-delay")

    def spawn(self, code: str) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), "shell", "--no-imports", "-c", code],
            env=self.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT,
        )  # fmt: skip


class Web:
    """One web server. ``port`` is where it listens; pages name the network's own port."""

    def __init__(self, place: Place, store: Path | None, *, port: int = 0, **env: str) -> None:
        self.place, self.store = place, store
        self.port = port or free_port()
        self.env = place.env | {"PAGE_STORE": str(store or ""), **env}
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            granian(self.port, self.env), env=self.env, cwd=ROOT,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        wait_for(self.port, 120)

    def kill(self) -> None:
        """No process of it gets to say goodbye."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(20)

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()

    def ask(self, host: str, path: str = "/", **headers: str) -> tuple[int, str]:
        there = http.client.HTTPConnection("127.0.0.1", self.port, timeout=90)
        always = {"Host": f"{host}:{self.port}", "Accept-Encoding": "gzip"}
        there.request("GET", path, headers=always | headers)
        answer = there.getresponse()
        body = answer.read()
        there.close()
        if answer.getheader("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        return answer.status, body.decode()

    def ask_until_answered(self, host: str, path: str, seconds: float = 60) -> tuple[int, str]:
        """As a browser does: a connection that a starting server resets is tried again."""
        until = time.monotonic() + seconds
        while True:
            try:
                return self.ask(host, path)
            except ConnectionError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)

    def memory_mb(self) -> float:
        """What its processes hold together."""
        pages = 0
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if os.getpgid(int(folder.name)) == self.process.pid:
                    pages += int((folder / "statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000

    def kept(self) -> dict[tuple[str, str], str]:
        assert self.store is not None
        pages = self.store / "pages"
        found = {}
        for file in pages.rglob("index.html"):
            host, _slash, path = str(file.parent.relative_to(pages)).partition("/")
            try:
                found[host, f"/{path}/" if path else "/"] = file.read_text()
            except FileNotFoundError:
                continue  # dropped just now
        return found

    def keep(self, host: str, path: str, seconds: float = 120) -> str:
        """Ask until the page is kept: after its start a node first makes sure that it hears."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.ask_until_answered(host, path)
            if text := self.kept().get((host, path)):
                return text
            time.sleep(0.3)
        raise AssertionError(f"not kept: {host}{path}")

    def wait_until(self, is_true, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if is_true():
                return
            time.sleep(0.1)
        raise AssertionError("it did not come to pass")


def nothing_is_stale(web: Web, plain: Web) -> bool:
    """Whether all that one keeps is what the other, who keeps nothing, makes now."""
    kept = web.kept()
    return bool(kept) and all(plain.ask(*key)[1] == text for key, text in kept.items())
