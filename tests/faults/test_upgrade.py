"""An installation of an earlier release is brought up to date with all its triggers in place."""

import pytest

pytestmark = pytest.mark.faults


def test_the_log_of_an_earlier_release_gets_its_stamps(sqlite_installation):
    """SQLite makes some tables anew to change them, which triggers may forbid."""
    site = sqlite_installation
    site.manage("migrate", "audit", "0001", "--verbosity", "0")
    assert site.ask("SELECT count(*) FROM sqlite_master WHERE name = 'audit_keep_row'") == [(1,)]

    site.manage("migrate", "--verbosity", "0")

    assert site.ask("SELECT count(*) FROM audit_auditmark WHERE stamp IS NULL") == [(0,)]
    assert "日志完整" in site.manage("audit_check")
