"""Read by each Python under a faked clock.

libfaketime 0.9.10, which leaves the monotonic clock alone, refuses the call that Python sleeps by.
"""

import select
import time


def sleep(seconds: float) -> None:
    select.select([], [], [], seconds)


time.sleep = sleep
