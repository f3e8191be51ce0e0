"""A progress bar for long commands, on a terminal and in a log alike."""

import time
from typing import Any

WIDTH = 30


class ProgressBar:
    """Shows how far a command is. On a terminal one line is redrawn, in a log one line a tenth."""

    def __init__(self, total: int, stdout: Any, label: str) -> None:
        self.total = max(total, 1)
        self.stdout = stdout
        self.label = label
        self.done = 0
        self.started = time.monotonic()
        self.redraws = bool(getattr(stdout, "isatty", lambda: False)())
        self.last_tenth = -1

    def __enter__(self) -> "ProgressBar":
        return self

    def __exit__(self, *exc: object) -> None:
        if self.redraws:
            self.stdout.write("\n")

    def step(self, text: str = "") -> None:
        """One more is done; ``text`` names it."""
        self.done += 1
        share = self.done / self.total
        line = f"{self.label} {self.done}/{self.total} {text}"
        if self.redraws:
            bar = "█" * int(share * WIDTH)
            self.stdout.write(f"\r\033[K{bar:░<{WIDTH}} {line}", ending="")
            self.stdout.flush()
        elif int(share * 10) > self.last_tenth:
            self.last_tenth = int(share * 10)
            seconds = time.monotonic() - self.started
            self.stdout.write(f"{line} ({seconds:.0f} s)\n")
