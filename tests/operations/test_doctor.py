"""The doctor names what is wrong and how to mend it."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from operations.examine import Level, examine
from operations.examine.network import certificate_problem, resolves
from operations.models import Mark
from sites.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(network):
    """The findings as ``{part: [(level, text), …]}``."""

    def look():
        result = {}
        for finding in examine():
            result.setdefault(finding.part, []).append((finding.level, finding.text))
        return result

    return look


@pytest.fixture
def public_server(settings):
    """Settings of a well-kept public server."""
    settings.PUBLIC_SERVER = True
    settings.SECRET_KEY = "".join(chr(33 + number % 90) for number in range(60))
    settings.AUDIT_KEYS = ["another key"]
    settings.ADMIN_HOST, settings.PUBLIC_DOMAIN = "desk.example.cn", "example.cn"
    settings.REQUIRE_SECOND_FACTOR = settings.SECURE_SSL_REDIRECT = True
    settings.TRUSTED_PROXIES, settings.METRICS_TOKEN = ["127.0.0.1"], "token"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    return settings


def task(**fields):
    return DBTaskResult.objects.create(
        task_path="search.tasks.index_articles",
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
        run_after=timezone.now() - timedelta(days=3),
        **fields,
    )


def test_a_well_kept_public_server_has_nothing_wrong_in_its_settings(found, public_server):
    assert [level for level, _text in found()["设置"]] == [Level.GOOD]


@pytest.mark.parametrize(
    ("name", "value", "level", "word"),
    [
        ("DEBUG", True, Level.ERROR, "DEBUG"),
        ("SECRET_KEY", "short", Level.ERROR, "SECRET_KEY"),
        ("ADMIN_HOST", "desk.localhost", Level.ERROR, "ADMIN_HOST"),
        ("REQUIRE_SECOND_FACTOR", False, Level.WARNING, "动态验证码"),
        ("TRUSTED_PROXIES", [], Level.WARNING, "TRUSTED_PROXIES"),
        ("METRICS_TOKEN", "", Level.WARNING, "监控"),
    ],
)
def test_a_bad_setting_is_named(found, public_server, name, value, level, word):
    setattr(public_server, name, value)

    lines = found()["设置"]

    assert [line for line in lines if line[0] is level and word in line[1]], lines


def test_audit_keys_of_their_own_are_wished_for(found, public_server):
    public_server.AUDIT_KEYS = [public_server.SECRET_KEY]
    assert "审计日志用的是 SECRET_KEY" in found()["设置"][0][1]

    public_server.AUDIT_KEYS = ["another key", public_server.SECRET_KEY]  # proves older entries
    assert found()["设置"][0][0] is Level.GOOD


def test_tasks_that_nobody_does_are_an_error(found):
    late = task()
    DBTaskResult.objects.filter(pk=late.pk).update(enqueued_at=timezone.now() - timedelta(hours=3))

    assert [line for line in found()["后台任务"] if line[0] is Level.ERROR and "3 小时" in line[1]]


def test_failed_and_abandoned_tasks_are_named(found):
    now = timezone.now()
    task(status=TaskResultStatus.FAILED, finished_at=now)
    task(status=TaskResultStatus.RUNNING, started_at=now - timedelta(days=2))

    lines = " ".join(text for _level, text in found()["后台任务"])

    assert "search.tasks.index_articles" in lines
    assert "1 个任务开始了一天" in lines


def test_a_clock_that_stands_still_is_an_error(found):
    assert found()["时钟"] == [(Level.ERROR, "从来没有走过")]

    call_command("clock", "--once", stdout=StringIO())
    assert found()["时钟"] == [(Level.GOOD, "在走")]

    Mark.objects.update(at=timezone.now() - timedelta(minutes=30))
    assert found()["时钟"] == [(Level.ERROR, "停了 30 分钟")]


def test_a_media_folder_that_cannot_be_written_is_an_error(found, settings, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    settings.MEDIA_ROOT = str(blocked)

    assert found()["上传的文件"][0][0] is Level.ERROR


def test_root_writes_nothing_into_the_folders_of_the_services(
    found, settings, tmp_path, monkeypatch
):
    settings.MEDIA_ROOT, settings.PAGE_STORE = str(tmp_path / "media"), str(tmp_path / "pages")
    monkeypatch.setattr("operations.examine.owners.os.geteuid", lambda: 0)
    monkeypatch.setattr("operations.examine.owners.owner_of", lambda place: 65_432)

    parts = found()

    for part in ("上传的文件", "页面存放"):
        level, text = parts[part][-1]
        assert level is Level.ERROR
        assert "65432" in text
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_root_has_made_is_an_error(found, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = str(tmp_path)
    (tmp_path / "images").mkdir()
    monkeypatch.setattr("operations.examine.owners.os.geteuid", lambda: 65_432)
    monkeypatch.setattr("operations.examine.owners.owner_of", lambda place: 0)
    monkeypatch.setattr("operations.examine.owners.os.access", lambda place, mode: False)

    level, text = found()["上传的文件"][0]

    assert level is Level.ERROR
    assert "属于 root" in text


def test_an_object_store_without_its_package_is_an_error(found, settings, monkeypatch):
    settings.S3_BUCKET = "portal"
    monkeypatch.setattr("operations.examine.files.find_spec", lambda name: None)

    level, text = found()["上传的文件"][0]

    assert level is Level.ERROR
    assert "django-storages" in text


def test_an_elasticsearch_that_is_away_is_an_error_and_says_who_answers(found, settings):
    settings.ELASTICSEARCH_URLS = ["http://127.0.0.1:9"]

    level, text = found()["搜索"][0]

    assert level is Level.ERROR
    assert "现在用数据库搜索" in text


def test_unions_without_an_administrator_are_named(found, network):
    lines = " ".join(text for _level, text in found()["工会"])

    assert "没有站点管理员" in lines
    assert Organisation.objects.get(depth=1).short_name in lines


def test_a_part_that_cannot_be_examined_does_not_hide_the_others(found, monkeypatch):
    def fail():
        raise RuntimeError("broken")

    monkeypatch.setattr("operations.examine.search.SearchDocument.objects.count", fail)

    assert "检查没有做完" in found()["search"][0][1]
    assert found()["工会"]


def test_missing_tables_end_the_examination(found, monkeypatch):
    monkeypatch.setattr(
        "operations.examine.database.MigrationExecutor.migration_plan",
        lambda *args: [("news.0001_initial", False)],
    )

    parts = found()

    assert "news.0001_initial" in parts["数据库"][0][1]
    assert "工会" not in parts


def test_the_command_ends_with_an_error_when_something_is_broken(network):
    out = StringIO()

    with pytest.raises(SystemExit):
        call_command("doctor", "--json", stdout=out)

    assert {"level": "故障", "part": "时钟"}.items() <= next(
        row for row in json.loads(out.getvalue()) if row["part"] == "时钟"
    ).items()


def test_names_and_certificates_of_the_outside_are_told(monkeypatch):
    assert resolves("localhost")
    assert not resolves("no-such-name.invalid")
    assert "连不上" in certificate_problem("127.0.0.1", port=9)
