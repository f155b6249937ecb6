"""What this process costs the machine, as the kernel tells it (Linux; elsewhere less is told)."""

import os
import time
from pathlib import Path

STARTED = time.time()


def resident_bytes() -> int | None:
    """Memory it holds now; None where the kernel does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return None
    return pages * os.sysconf("SC_PAGE_SIZE")


def cpu_seconds() -> float:
    """Processor time it has used since it was started."""
    times = os.times()
    return times.user + times.system
