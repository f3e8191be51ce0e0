"""The last steps of restoring, when its settings can't be written."""

import pytest
from django.core.management import call_command
from wagtail import hooks

from operations.backups import restoring
from operations.backups.archive import Writer


@pytest.fixture
def backup(tmp_path):
    path = tmp_path / "portal-20260101-023000.tar"
    with Writer(path) as writer:
        writer.add("manifest.json", b'{"at": "2026-01-01T02:30:00", "unions": 1, "articles": 2}')
        writer.add("settings.env", b"SECRET_KEY=old\n")
    return path


@pytest.fixture
def told(monkeypatch):
    """Restores nothing but the settings; a list that the hook adds to."""
    for name in ("require_fit", "load_database"):
        monkeypatch.setattr(restoring, name, lambda given: None)
    monkeypatch.setattr(restoring, "call_command", lambda *args, **options: None)
    monkeypatch.setattr(restoring.engines, "is_empty", lambda: True)
    told = []
    with hooks.register_temporarily("installation_restored", lambda: told.append(1)):
        yield told


@pytest.mark.django_db
def test_settings_that_cannot_be_written_lie_beside_the_backup(backup, told, tmp_path, capsys):
    (tmp_path / "file").touch()

    call_command("restore", str(backup), "--overwrite", "--env-file", f"{tmp_path}/file/.env")

    beside = tmp_path / "portal-20260101-023000.env"
    assert told
    assert beside.read_text() == "SECRET_KEY=old\n"
    assert beside.stat().st_mode & 0o777 == 0o600
    assert str(beside) in capsys.readouterr().err


@pytest.mark.django_db
def test_present_settings_stay(backup, told, tmp_path, capsys):
    (tmp_path / ".env").write_text("SECRET_KEY=new\n")

    call_command("restore", str(backup), "--overwrite", "--env-file", f"{tmp_path}/.env")

    assert told
    assert (tmp_path / ".env").read_text() == "SECRET_KEY=new\n"
    assert "restored.env" in capsys.readouterr().out
