"""What this process costs the machine, as the kernel tells it (Linux; elsewhere less is told)."""

import os
import time
from pathlib import Path

STARTED = time.time()


def resident_bytes() -> int | None:
    """Memory it holds now; None where the kernel does not tell."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return None
    kibibytes = next((line.split()[1] for line in lines if line.startswith("VmRSS:")), None)
    return None if kibibytes is None else 1024 * int(kibibytes)


def cpu_seconds() -> float:
    """Processor time it has used since it was started."""
    times = os.times()
    return times.user + times.system
