"""Programs that run apart from the measuring process, each in one of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from benchmarks.cost import Measures

ROOT: Final = Path(__file__).resolve().parents[1]


def run_child(program: str, *arguments: str) -> Measures:
    """Run a module of this folder and return the figures it prints as JSON."""
    command = [sys.executable, "-m", f"benchmarks.{program}", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    figures: Measures = json.loads(done.stdout)
    return figures


@contextmanager
def served_by(*arguments: str) -> Iterator[str]:
    """Yield the address that a server prints last on its first line, then end it."""
    server = subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    with server:
        if server.stdout is None:
            raise RuntimeError("the server has no output to read its address from")
        try:
            yield server.stdout.readline().split()[-1]
        finally:
            server.terminate()
