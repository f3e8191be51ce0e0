"""The auditor's screen: read only, for those who may, at a fixed cost."""

import json

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from audit.actions import record, seal
from audit.models import AuditEntry
from tests.factories.sites import UserFactory


@pytest.fixture
def auditor(network):
    user = UserFactory(username="auditor")
    for label in ("wagtailadmin.access_admin", "audit.view_auditentry"):
        app, codename = label.split(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    return user


def read(response) -> str:
    return b"".join(response.streaming_content).decode()


def test_an_auditor_sees_who_did_what(desk, auditor):
    record("test.act", object_label="第三季度通报", user=auditor, after={"标题": "新"})
    seal()

    page = desk(auditor).get(reverse("audit_log"))

    assert page.status_code == 200
    assert "第三季度通报" in page.text
    assert "auditor" in page.text


@pytest.mark.parametrize("name", ["audit_log", "audit_log_results", "audit_export"])
def test_others_see_nothing(desk, operator, name):
    address = reverse(name, args=["csv"] if name == "audit_export" else [])

    response = desk(operator).get(address)

    assert response.status_code == 404
    assert not getattr(response, "streaming", False)


def test_nobody_can_write_there(desk, auditor):
    assert desk(auditor).post(reverse("audit_log"), {"act": "x"}).status_code == 405
    assert not auditor.has_perm("audit.change_auditentry")


@pytest.mark.parametrize(
    "query",
    [
        "user_name=auditor",
        "act=audit.export",
        "object_type=sites.organisation&object_id=77",
        "object_label=通报",
        "at_from=2020-01-01&at_to=2099-01-01&object_label=通报",
    ],
)
def test_the_log_can_be_narrowed(desk, auditor, query):
    client = desk(auditor)
    record(
        "audit.export",
        object_type="sites.organisation",
        object_id=77,
        object_label="通报二",
        user=auditor,
    )
    record("row.change", object_label="别的事")

    text = client.get(f"{reverse('audit_log_results')}?{query}").text

    assert "别的事" not in text
    assert "通报二" in text or "auditor" in text


def test_the_number_of_queries_does_not_grow(desk, auditor, django_assert_max_num_queries):
    client = desk(auditor)
    client.get(reverse("audit_log"))
    with django_assert_max_num_queries(16):
        client.get(reverse("audit_log"))
    AuditEntry.objects.bulk_create(
        AuditEntry(at=auditor.date_joined, act=f"test.{number}", object_label="件")
        for number in range(60)
    )
    with django_assert_max_num_queries(16):
        client.get(reverse("audit_log"))


def test_the_log_is_exported_with_what_proves_it(desk, auditor):
    record("test.act", object_label="=1+1", user=auditor)
    seal()
    client = desk(auditor)

    lines = read(client.get(reverse("audit_export", args=["jsonl"]))).splitlines()
    table = read(client.get(reverse("audit_export", args=["csv"])))

    assert all(json.loads(line)["stamp"] for line in lines)
    assert any(json.loads(line)["object_label"] == "=1+1" for line in lines)
    assert "'=1+1" in table  # no spreadsheet runs it
    assert AuditEntry.objects.filter(act="audit.export", user_id=auditor.pk).count() == 2


def test_an_outsider_can_check_the_exported_file(db):
    """By what docs/how-to/audit.md says and nothing else."""
    import hashlib

    from audit.export import COLUMNS, export_lines

    record("test.act", object_label="甲", after={"b": 1, "a": [2.5, None]})
    record("test.act", object_label="乙")
    seal()
    rows = [json.loads(line) for line in export_lines(AuditEntry.objects.sealed(), "jsonl")]

    for earlier, row in zip(rows, rows[1:], strict=False):
        content = {name: row[name] for name in COLUMNS[1:-2]}
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        signed = f"{earlier['hash']}\n{row['number']}\n{row['stamp']}\n{text}"
        assert hashlib.sha256(signed.encode()).hexdigest() == row["hash"]
