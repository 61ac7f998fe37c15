"""What a piece of work costs this process: seconds, CPU seconds and memory."""

import gc
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Final, TypeVar

Measures = dict[str, float]
"""Figures by name; a name ends in its unit."""

STATUS: Final = Path("/proc/self/status")
KB_PER_MB: Final = 2**10
# getrusage counts kilobytes on Linux and bytes on macOS.
MAXRSS_PER_MB: Final = 2**20 if sys.platform == "darwin" else KB_PER_MB

_T = TypeVar("_T")


def measure(work: Callable[[], _T]) -> tuple[_T, Measures]:
    """Return the result of the work, and what it cost.

    ``peak_mb`` is the most memory that the process ever held, imports and input
    included; ``grown_mb`` is how far the work raised that.
    """
    gc.collect()
    before_mb = peak_mb()
    wall_s, cpu_s = time.perf_counter(), time.process_time()
    result = work()
    costs = {
        "wall_s": time.perf_counter() - wall_s,
        "cpu_s": time.process_time() - cpu_s,
        "peak_mb": peak_mb(),
        "grown_mb": peak_mb() - before_mb,
    }
    return result, costs


def interleaved(times: int, *programs: Callable[[], Measures]) -> tuple[Measures, ...]:
    """Run A B A B … and return the medians of each program's figures."""
    rounds = [[program() for program in programs] for _ in range(times)]
    return tuple(medians(runs) for runs in zip(*rounds, strict=True))


def medians(runs: tuple[Measures, ...]) -> Measures:
    """Return the median of each figure over the runs."""
    return {name: median(run[name] for run in runs) for name in runs[0]}


def peak_mb() -> float:
    """Return the most memory that this program held so far, imports included.

    Where Linux tells it apart we leave out what a parent held before it started us;
    getrusage does not.
    """
    status = STATUS.read_text(encoding="ascii").splitlines() if STATUS.exists() else []
    for line in status:
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / KB_PER_MB
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MAXRSS_PER_MB
