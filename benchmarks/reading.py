"""Part 2: reading order lines into customers, beside the least pandas can do."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from benchmarks.children import run_child
from benchmarks.cost import Measures, interleaved
from benchmarks.tables import plain_table, ratio

REPEATS: Final = {
    "serial": {10_000: 3, 100_000: 1, 1_000_000: 1},
    "text": {10_000: 3, 100_000: 1},
}
QUICK_REPEATS: Final = {"serial": {3_000: 1, 30_000: 1}}
HEADER: Final = (
    *("order lines", "cells", "CPU ÷ floor", "µs a line", "÷ smallest"),
    *("floor µs a line", "MB more"),
)
MICROSECONDS: Final = 1e6


def run(*, quick: bool) -> str:
    """Return the table of part 2."""
    repeats = QUICK_REPEATS if quick else REPEATS
    rows = [row for style in repeats for row in read_sizes(style, repeats[style])]
    return plain_table("2. Reading, ours ÷ pandas' floor", HEADER, rows)


def read_sizes(style: str, repeats: Mapping[int, int]) -> list[list[str]]:
    """Return a row per number of lines; the first is what cost per line rests on."""
    measured = {
        lines: interleaved(
            times,
            partial(run_child, "reading_child", "ours", style, f"{lines}"),
            partial(run_child, "reading_child", "floor", style, f"{lines}"),
        )
        for lines, times in repeats.items()
    }
    smallest, (base, _) = next(iter(measured.items()))
    return [
        [
            f"{lines:,}",
            style,
            ratio(ours["cpu_s"], floor["cpu_s"]),
            f"{cost_us(ours, lines):.1f}",
            ratio(cost_us(ours, lines), cost_us(base, smallest)),
            f"{cost_us(floor, lines):.2f}",
            f"{ours['grown_mb']:.0f}",
        ]
        for lines, (ours, floor) in measured.items()
    ]


def cost_us(figures: Measures, lines: int) -> float:
    """Return the CPU microseconds that each line took."""
    return figures["cpu_s"] / lines * MICROSECONDS
