"""A removed, altered or added row of the audit log is found, and the database refuses to make one."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from audit.actions import TooYoung, prune, record, seal
from audit.checking import check_log
from audit.models import AuditEntry, AuditMark

TABLE = AuditEntry._meta.db_table


@pytest.fixture
def entries(db):
    """Twenty sealed entries."""
    for number in range(20):
        record("test.act", object_label=f"第{number}件", after={"数": number})
    seal()
    return list(AuditEntry.objects.sealed())


def by_hand(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def faults():
    return [text for text in check_log().faults if "触发器" not in text]


def test_entries_are_numbered_without_gaps_and_pass_the_check(entries):
    record("test.act")
    seal()

    last = AuditEntry.objects.sealed().last()
    assert last.number == entries[-1].number + 1
    assert faults() == []


def test_an_altered_entry_is_named(entries):
    by_hand(f"UPDATE {TABLE} SET user_name = 'nobody' WHERE number = %s", entries[4].number)

    assert faults() == [f"第 {entries[4].number} 条被改动，或不是由程序写入的。"]


def test_an_entry_with_a_hash_made_anew_is_still_found(entries):
    row = entries[4]
    by_hand(f"UPDATE {TABLE} SET hash = %s WHERE number = %s", "0" * 64, row.number)

    assert str(row.number) in faults()[0]


def test_a_removed_entry_is_named(entries):
    number = entries[6].number
    by_hand(f"DELETE FROM {TABLE} WHERE number IN (%s, %s)", number, number + 1)

    assert faults() == [f"第 {number} 到 {number + 1} 条被删除。"]


def test_entries_cut_off_at_the_end_are_found(entries):
    number = entries[-1].number
    by_hand(f"DELETE FROM {TABLE} WHERE number = %s", number)

    assert faults() == [f"第 {number} 条被删除。"]


def test_entries_cut_off_at_the_beginning_are_found(entries):
    first = entries[2]
    by_hand(f"DELETE FROM {TABLE} WHERE number <= %s", first.number)
    AuditMark.objects.filter(kind="ANCHOR").update(number=first.number, hash=first.hash)

    assert any("不是由清理命令删除的" in fault for fault in faults())


def test_a_mark_that_was_moved_back_hides_nothing(entries):
    AuditMark.objects.filter(kind="HEAD").update(number=entries[5].number, hash=entries[5].hash)

    assert "终点标记之后还有记录。" in faults()


def test_entries_cut_off_with_the_mark_moved_back_are_found(entries):
    last = entries[-4]
    by_hand(f"DELETE FROM {TABLE} WHERE number > %s", last.number)
    AuditMark.objects.filter(kind="HEAD").update(number=last.number, hash=last.hash)

    assert faults() == ["终点标记不是由程序写的：记录可能被截去。"]


def test_an_entry_added_by_hand_is_found_though_the_program_seals_it(entries):
    AuditEntry.objects.create(at=timezone.now(), act="account.sign_in", user_name="somebody")
    assert "未入链" in faults()[0]
    seal()

    assert "不是由程序写入" in faults()[0]


def test_two_entries_that_changed_places_are_found(entries):
    first, second = entries[3], entries[4]
    by_hand(f"UPDATE {TABLE} SET number = NULL WHERE id = %s", first.pk)
    by_hand(f"UPDATE {TABLE} SET number = %s WHERE id = %s", first.number, second.pk)
    by_hand(f"UPDATE {TABLE} SET number = %s WHERE id = %s", second.number, first.pk)

    assert len(faults()) >= 2


def test_a_log_rewritten_as_a_whole_does_not_match_what_was_noted_elsewhere(entries):
    noted = {entries[9].number: "f" * 64}

    assert any("先前记下" in text for text in check_log(noted).faults)


def test_the_check_answers_a_script(entries, capsys, guarded):
    call_command("audit_check", "--json")
    answer = json.loads(capsys.readouterr().out)
    assert answer["whole"]
    assert answer["rows"] >= 20

    with pytest.raises(SystemExit):
        call_command("audit_check", "--known", f"{entries[0].number}:{'0' * 64}")
    with pytest.raises(CommandError):
        call_command("audit_check", "--known", "nonsense")


def test_a_missing_trigger_is_a_fault(entries, guarded):
    assert check_log().is_whole
    on = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    by_hand(f"DROP TRIGGER audit_keep_row{on}")

    assert check_log().faults == ["数据库触发器 audit_keep_row 缺失或被停用。"]


@pytest.mark.parametrize(
    "sql",
    [
        f"UPDATE {TABLE} SET user_name = 'nobody'",
        f"UPDATE {TABLE} SET after = '{{}}' WHERE id = (SELECT max(id) FROM {TABLE})",
        f"UPDATE {TABLE} SET hash = 'x', number = number + 100",
        f"DELETE FROM {TABLE} WHERE id = (SELECT max(id) FROM {TABLE})",
        f"DELETE FROM {TABLE}",
    ],
)
def test_the_database_refuses_to_change_entries(entries, guarded, sql):
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        by_hand(sql)

    assert faults() == []


def test_the_database_refuses_to_put_a_row_in_the_place_of_another(entries, guarded):
    if connection.vendor == "postgresql":
        sql = f"TRUNCATE {TABLE}"
    else:
        columns = "id, at, act, user_name, address, object_type, object_id, object_label"
        sql = (
            f"INSERT OR REPLACE INTO {TABLE} ({columns}, before, after, stamp, hash)"
            f" SELECT {columns}, before, after, stamp, 'x' FROM {TABLE} LIMIT 1"
        )
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        by_hand(sql)


def test_sealing_works_under_the_guard(guarded):
    record("test.act")

    assert seal() >= 1
    assert faults() == []


def test_young_entries_are_never_pruned(entries):
    with pytest.raises(TooYoung):
        prune(keep_days=182)
    with pytest.raises(CommandError):
        call_command("audit_prune", "--keep-days", "30")

    assert prune(keep_days=400) == 0


def test_old_entries_are_pruned_and_the_rest_still_proves_itself(empty_log, guarded):
    now = timezone.now()
    for days in (500, 450, 10):
        record("test.act", at=now - timedelta(days=days))
    seal()

    assert prune(keep_days=400) == 2
    seal()

    assert [entry.number for entry in AuditEntry.objects.sealed()] == [3, 4]
    assert faults() == []
    assert prune(keep_days=400) == 0
