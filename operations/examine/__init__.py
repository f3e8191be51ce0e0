"""Examining an installation: what is wrong, in words, and how to mend it.

Each module looks at one part. An app above adds a part of its own by the hook
``examine_installation``: a function without arguments that yields findings.
"""

from collections.abc import Callable, Iterator

from wagtail import hooks

from operations.examine import (
    database,
    files,
    machine,
    network,
    pages,
    parts,
    search,
    settings,
)
from operations.examine.findings import Finding, Level, Unfit

EXAMINATIONS: tuple[Callable[[], Iterator[Finding]], ...] = (
    settings.examine,
    machine.examine,
    database.examine,
    parts.examine_tasks,
    parts.examine_clock,
    parts.examine_cache,
    parts.examine_backups,
    parts.examine_audit_log,
    files.examine_media,
    files.examine_static_files,
    search.examine,
    pages.examine,
    network.examine_unions,
)
# These ask the outside world once for each host name, so only on wish.
OUTSIDE: tuple[Callable[[], Iterator[Finding]], ...] = (
    network.examine_host_names,
    network.examine_certificates,
)


def examine(*, outside: bool = False) -> Iterator[Finding]:
    """All findings, part by part. A part whose examination fails is itself a finding.

    Without a database that answers and has all its tables, the parts behind it are left out.
    """
    examinations = [*EXAMINATIONS, *hooks.get_hooks("examine_installation")]
    for examination in [*examinations, *(OUTSIDE if outside else ())]:
        try:
            yield from examination()
        except Unfit as unfit:
            yield unfit.finding
            return
        except Exception as error:
            yield Finding(
                Level.ERROR,
                examination.__module__.rsplit(".", 1)[-1],
                f"检查没有做完：{type(error).__name__}: {error}",
                "把这一行连同日志交给系统管理员。",
            )


__all__ = ["Finding", "Level", "examine"]
