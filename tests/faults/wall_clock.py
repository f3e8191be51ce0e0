"""A wall clock that several processes go by, and that is set while they run."""

import os
from datetime import timedelta
from pathlib import Path

LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
FAKED = Path(__file__).parent / "faked"


class WallClock:
    """Whoever is started with ``env`` goes by it; nobody else, and no monotonic clock."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "offset"
        self.env = {
            "LD_PRELOAD": str(LIBRARIES[0]),
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_NO_CACHE": "1",
            "DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",  # files keep the times they have
            "PYTHONPATH": os.pathsep.join([str(FAKED), os.environ.get("PYTHONPATH", "")]),
        }
        self.set(timedelta())

    def set(self, ahead: timedelta) -> None:
        """So far ahead of the true time, or behind it."""
        new = self.file.with_suffix(".new")
        new.write_text(f"{ahead.total_seconds():+.0f}\n")
        new.replace(self.file)

    @staticmethod
    def sweep() -> None:
        """Drop what the library leaves of each process that was killed."""
        for file in Path("/dev/shm").glob("*faketime_s*_*"):  # noqa: S108
            if not Path("/proc", file.name.rpartition("_")[2]).exists():
                file.unlink(missing_ok=True)
