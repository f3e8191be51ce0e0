"""A network of its own for real processes that are killed."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

ROOT = Path(__file__).resolve().parents[2]
POSTGRES = ROOT / "deploy" / "postgres.sh"
UNIONS = 3_000

# A province with sites, and very many unions below it that have just one column each.
BUILD = f"""
from sites.actions import UnionPlan, provision_union
from sites.models import Organisation, Tier
from news.models import ArticlePage, ColumnPage, NewsHomePage
from pages.bulk import add_children
from pages.models import BasePage
from django.contrib.auth import get_user_model
from sites.models import StaffGroup, StaffRole
province = provision_union(UnionPlan(name="省总工会", tier=Tier.PROVINCE, slug="p", parent=None))
city = provision_union(UnionPlan(name="市总工会", tier=Tier.CITY, slug="c", parent=province))
city = Organisation.objects.get(slug="c")
unions = []
for number in range({UNIONS} - 1):
    path = Organisation._get_path(city.path, 3, number + 1)
    unions.append(Organisation(name=f"第{{number}}县", short_name=f"第{{number}}县",
        tier=Tier.COUNTY, slug=f"x{{number}}", path=path, depth=3))
Organisation.objects.bulk_create(unions, batch_size=500)
Organisation.objects.filter(pk=city.pk).update(numchild=len(unions))
front = NewsHomePage(title="各县", slug="all")
front.organisation = province
add_children(BasePage.objects.get(depth=1), [front])
columns = [ColumnPage(title="通知", slug=union.slug, code="tongzhi", organisation=union)
           for union in unions]
add_children(front, columns)
for union, role in ((province, StaffRole.DESK), (city, StaffRole.DESK), (city, StaffRole.CHIEF)):
    user = get_user_model().objects.create(username=f"{{union.slug}}-{{role.lower()}}")
    user.groups.add(StaffGroup.objects.get(organisation=union, role=role).group)
column = ColumnPage.objects.get(organisation=province, code="tongzhi")
column.add_child(instance=ArticlePage(title="全省通知"))
"""


class Installation:
    """A database with a network in it, and processes that work on it."""

    def __init__(self, folder: Path, url: str) -> None:
        self.url = url
        self.env = {
            **{key: value for key, value in os.environ.items() if key != "PYTEST_CURRENT_TEST"},
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "SECRET_KEY": "tests-only",
            "MEDIA_ROOT": str(folder / "media"),
        }
        self.manage("migrate", "--verbosity", "0")
        self.run(BUILD)

    def command(self, *args: str) -> list[str]:
        return [sys.executable, str(ROOT / "manage.py"), *args]

    def manage(self, *args: str) -> str:
        done = subprocess.run(
            self.command(*args), env=self.env, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def run(self, code: str) -> str:
        return self.manage("shell", "--no-imports", "-c", code)

    def ask(self, query: str) -> list[tuple]:
        """The rows of a query, asked past Django: starting it takes seconds each time."""
        if self.url.startswith("sqlite"):
            connection = sqlite3.connect(self.url.removeprefix("sqlite:///"), timeout=30)
        else:
            connection = psycopg2.connect(self.url)
        with closing(connection):
            cursor = connection.cursor()
            cursor.execute(query)
            return [tuple(row) for row in cursor.fetchall()]

    def spawn(self, *args: str) -> subprocess.Popen:
        return subprocess.Popen(
            self.command(*args),
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def work_off(self) -> None:
        """Let a worker do all that is queued."""
        self.manage("db_worker", "--queue-name", "*", "--batch", "--no-startup-delay")

    def wait_for_rows(self, query: str, seconds: float = 120) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.ask(query):
                return
            time.sleep(0.02)
        raise AssertionError(f"no rows: {query}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Postgres:
    """A PostgreSQL server of one's own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"postgres://portal@127.0.0.1:{self.port}/portal"

    def start(self) -> None:
        subprocess.run([POSTGRES, "start", self.folder, str(self.port)], check=True, timeout=180)

    def stop(self) -> None:
        subprocess.run([POSTGRES, "stop", self.folder], check=False, timeout=60)


@pytest.fixture(scope="module")
def sqlite_installation(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sqlite")
    return Installation(folder, f"sqlite:///{folder}/faults.sqlite3")


@pytest.fixture(scope="module")
def postgres():
    """The server, or no test where the machine has none."""
    folder = Path(tempfile.mkdtemp(prefix="portal-faults-"))
    folder.chmod(0o755)
    server = Postgres(folder / "pg")
    try:
        server.start()
    except subprocess.CalledProcessError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"no PostgreSQL: {error}")
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def postgres_installation(postgres, tmp_path_factory):
    return Installation(tmp_path_factory.mktemp("files"), postgres.url)
