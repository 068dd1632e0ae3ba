"""A clock that never jumps, and goes on while the machine sleeps."""

import time


def boottime() -> float:
    """Return seconds since the machine started.

    On Linux sleep is included; elsewhere it is not, so what is measured takes longer.
    """
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))
