"""A backup taken here brings the installation back on an empty machine, on either engine."""

import os
import subprocess
import sys
import tarfile
from pathlib import Path

import psycopg2
import pytest
from django.db import connection

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
BUILD = """
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from news.models import ArticlePage, ColumnPage
from sites.actions import UnionPlan, provision_union
from sites.models import Tier
union = provision_union(UnionPlan(name="省总工会", tier=Tier.PROVINCE, slug="p", parent=None))
column = ColumnPage.objects.filter(organisation__slug="p", code="yaowen").first()
column.add_child(instance=ArticlePage(title="要保住的文章", slug="kept"))
default_storage.save("documents/附件.txt", ContentFile("内容".encode()))
"""
READ = """
from django.core.files.storage import default_storage
from news.models import ArticlePage
print(ArticlePage.objects.get(slug="kept").title, default_storage.open("documents/附件.txt").read().decode())
"""
SPOIL = """
from news.models import ArticlePage
ArticlePage.objects.get(slug="kept").delete()
"""


class Machine:
    """An installation of its own: a database, a media folder, an environment."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        folder.mkdir()
        self.env = {
            **{key: value for key, value in os.environ.items() if key != "PYTEST_CURRENT_TEST"},
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "SECRET_KEY": "secret of this machine",
            "MEDIA_ROOT": str(folder / "media"),
        }

    def manage(self, *args: str, fails: bool = False) -> str:
        done = subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), *args],
            env=self.env,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert bool(done.returncode) is fails, done.stdout[-2000:] + done.stderr[-2000:]
        return done.stdout + done.stderr

    def restore(self, backup: Path, *args: str, fails: bool = False) -> str:
        env_file = self.folder / ".env"
        return self.manage("restore", str(backup), "--env-file", str(env_file), *args, fails=fails)

    def run(self, code: str) -> str:
        return self.manage("shell", "--no-imports", "-c", code)


def server_url(name: str) -> str:
    config = connection.settings_dict
    who = f"{config['USER']}:{config['PASSWORD']}" if config["PASSWORD"] else config["USER"]
    return f"postgres://{who}@{config['HOST']}:{config['PORT']}/{name}"


@pytest.fixture(scope="module")
def machines(tmp_path_factory, django_db_setup):
    """``machines("a")``: one without any table yet, on the engine of this run."""
    folder = tmp_path_factory.mktemp("machines")
    made = []

    def make(name: str) -> Machine:
        if connection.vendor == "sqlite":
            return Machine(folder / name, f"sqlite:///{folder / name}.sqlite3")
        made.append(f"backup_{name}_{os.getpid()}")
        on_server(f'CREATE DATABASE "{made[-1]}"')
        return Machine(folder / name, server_url(made[-1]))

    yield make
    for name in made:
        on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def on_server(statement: str) -> None:
    server = psycopg2.connect(server_url("postgres"))
    server.autocommit = True
    server.cursor().execute(statement)
    server.close()


@pytest.fixture(scope="module")
def old(machines):
    machine = machines("old")
    machine.manage("migrate", "--verbosity", "0")
    machine.run(BUILD)
    return machine


@pytest.fixture(scope="module")
def backup(old):
    old.manage("backup", "--to", str(old.folder / "backups"))
    (path,) = (old.folder / "backups").iterdir()
    return path


def test_the_file_can_be_read_by_its_owner_only_and_holds_everything(backup):
    assert backup.stat().st_mode & 0o777 == 0o600
    with tarfile.open(backup) as tar:
        names = tar.getnames()
        env = tar.extractfile("settings.env").read().decode()

    assert names[0] == "manifest.json"
    assert "media/documents/附件.txt" in names
    assert "SECRET_KEY='secret of this machine'" in env


def test_an_empty_machine_gets_everything_back(machines, backup, tmp_path):
    new = machines("new")
    new.restore(backup)

    assert "要保住的文章 内容" in new.run(READ)
    assert "secret of this machine" in (new.folder / ".env").read_text()
    # The audit log still proves itself, and its triggers are in place.
    assert "日志完整" in new.manage("audit_check")


def test_a_machine_in_use_is_refused_and_left_as_it_was(old, backup):
    said = old.restore(backup, fails=True)

    assert "--overwrite" in said
    assert "要保住的文章 内容" in old.run(READ)


def test_overwriting_brings_back_what_was_spoilt(machines, backup):
    spoilt = machines("spoilt")
    spoilt.restore(backup)
    spoilt.run(SPOIL)

    spoilt.restore(backup, "--overwrite")

    assert (spoilt.folder / "restored.env").exists()  # the present settings stay
    assert "要保住的文章 内容" in spoilt.run(READ)


def test_a_damaged_backup_touches_nothing(machines, backup, tmp_path):
    damaged = tmp_path / backup.name
    data = bytearray(backup.read_bytes())
    data[len(data) // 2] ^= 1
    damaged.write_bytes(data)
    empty = machines("empty")

    said = empty.restore(damaged, fails=True)

    assert "损坏" in said or "读不出来" in said
    assert not list(Path(empty.env["MEDIA_ROOT"]).glob("**/*.txt"))
