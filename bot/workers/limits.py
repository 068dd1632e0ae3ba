"""What this process may still take; the kernel ends it, or refuses it memory."""

import math
import resource
from pathlib import Path


def memory(more: int) -> None:
    """Let this process take so many bytes of address space beside what it has.

    What is beyond raises MemoryError, or ends a process whose library cannot say so.
    """
    most = _address_space() + more
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def seconds(more: float) -> None:
    """Let this process run for so many seconds of CPU from now on; then it ends."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    until = math.ceil(usage.ru_utime + usage.ru_stime + more)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (until, hard))


def _address_space() -> int:
    """Return the bytes of address space this process has; 0 where nobody says."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except OSError:
        return 0
    return pages * resource.getpagesize()
