"""Part 4: what a cold start imports, beside the bare libraries it cannot do without."""

import resource
import subprocess
import sys
import time
from functools import partial
from typing import Final

from benchmarks.children import ROOT
from benchmarks.cost import Measures, interleaved
from benchmarks.tables import pair, plain_table, ratio

BARE: Final = "import flask, pandas, gspread"
FUNCTION: Final = "import main"
TELL_MEMORY: Final = "from benchmarks.cost import peak_mb; print(peak_mb())"
REPEATS: Final = 7
QUICK_REPEATS: Final = 3
HEADER: Final = (
    *("start", "time", "CPU", "memory"),
    *("s (ours : bare)", "CPU s", "MB"),
)


def run(*, quick: bool) -> str:
    """Return the table of part 4; the first start of each is not counted."""
    start_python(FUNCTION)
    start_python(BARE)
    ours, bare = interleaved(
        QUICK_REPEATS if quick else REPEATS,
        partial(start_python, FUNCTION),
        partial(start_python, BARE),
    )
    row = [
        FUNCTION,
        *(ratio(ours[name], bare[name]) for name in ("wall_s", "cpu_s", "peak_mb")),
        pair(ours["wall_s"], bare["wall_s"], 2),
        pair(ours["cpu_s"], bare["cpu_s"], 2),
        pair(ours["peak_mb"], bare["peak_mb"]),
    ]
    return plain_table(f"4. Cold start, ours ÷ {BARE}", HEADER, [row])


def start_python(code: str) -> Measures:
    """Return what a new interpreter costs from its start to its end."""
    command = [sys.executable, "-c", f"{code}; {TELL_MEMORY}"]
    started_s, cpu_s = time.perf_counter(), children_cpu_s()
    done = subprocess.run(
        command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    return {
        "wall_s": time.perf_counter() - started_s,
        "cpu_s": children_cpu_s() - cpu_s,
        "peak_mb": float(done.stdout),
    }


def children_cpu_s() -> float:
    """Return the CPU seconds of all children that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
