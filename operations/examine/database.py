"""The database: does it answer, is it new enough, has it all tables, and the same time as we."""

from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from operations.examine.findings import Finding, Unfit, error, good, warning

PART = "数据库"
MOST_DRIFT = 5  # seconds between the clocks of two machines
SMALL_NETWORK = 30  # unions that SQLite serves well


def examine() -> Iterator[Finding]:
    try:
        connection.ensure_connection()
    except DatabaseError as problem:
        why = str(problem).strip().splitlines()[0]
        raise Unfit(
            error(PART, f"连不上：{why}", "看数据库是否在运行，DATABASE_URL 里的地址和密码对不对。")
        ) from problem
    require_tables()
    yield good(PART, f"{connection.display_name} {version()}，数据表是最新的")
    if connection.vendor == "postgresql":
        yield from examine_postgresql()
    elif settings.PUBLIC_SERVER:
        yield from examine_sqlite()


def version() -> str:
    return ".".join(str(number) for number in connection.get_database_version())


def require_tables() -> None:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        first, _backwards = plan[0]
        raise Unfit(
            error(
                PART,
                f"还有 {len(plan)} 个迁移没有执行，第一个是 {first}",
                "运行 ./portal manage migrate；升级步骤见 docs/how-to/upgrade.md。",
            )
        )


def ask(query: str) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()


def examine_postgresql() -> Iterator[Finding]:
    (encoding,) = ask("SHOW server_encoding")
    if encoding != "UTF8":
        yield error(PART, f"编码是 {encoding}", "用 UTF8 重新建库，再恢复备份。")
    (fsync,) = ask("SHOW fsync")
    if fsync != "on":
        yield error(PART, "fsync 关着，断电会丢数据", "在 postgresql.conf 里写 fsync = on。")
    (now,) = ask("SELECT clock_timestamp()")
    drift = abs((now - timezone.now()).total_seconds())
    if drift > MOST_DRIFT:
        yield error(
            PART,
            f"数据库的时钟和这台机器差 {drift:.0f} 秒，定时发布会早到或晚到",
            "两台机器都打开 NTP（timedatectl set-ntp true）。",
        )
    used, most = ask(
        "SELECT (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),"
        " current_setting('max_connections')::int"
    )
    if used > most * 0.8:
        yield warning(
            PART,
            f"连接用了 {used} 个，最多 {most} 个",
            "加大 max_connections，或在前面放 PgBouncer。",
        )


def examine_sqlite() -> Iterator[Finding]:
    from sites.models import Organisation

    unions = Organisation.objects.open().count()
    if unions > SMALL_NETWORK:
        yield warning(
            PART,
            f"{unions} 个工会用 SQLite，很多人同时写的时候要排队",
            "换成 PostgreSQL：备份，设 DATABASE_URL，见 docs/how-to/run-for-a-province.md。",
        )
