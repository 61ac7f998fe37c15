"""Measure Sheet Segments beside its peers: ``python -m benchmarks``."""

import argparse
import os
import platform
import sys
import time
from collections.abc import Sequence
from typing import Final

from benchmarks import (
    back_test,
    cold_start,
    growing_bytes,
    local_server,
    reading,
    whole_refresh,
)

PARTS: Final = {
    "refresh": whole_refresh.run,
    "reading": reading.run,
    "server": local_server.run,
    "start": cold_start.run,
    "labels": back_test.run,
    "cost": growing_bytes.run,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the parts that were asked for and print their tables."""
    asked = _parser().parse_args(arguments)
    started_s = time.perf_counter()
    print(f"{platform.system()}, Python {platform.python_version()}, ", end="")
    print(f"{os.cpu_count()} cores. A ratio is ours ÷ the other's; less is better.\n")
    for part in asked.only or PARTS:
        print(PARTS[part](quick=asked.quick), flush=True)
    print(f"{time.perf_counter() - started_s:.0f} s in all.", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", choices=PARTS, help="one part")
    parser.add_argument("--quick", action="store_true", help="small sizes, one round")
    return parser


if __name__ == "__main__":
    main()
