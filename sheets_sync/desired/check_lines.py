"""Problems of the reading → lines that name a tab and a cell, few enough to read."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from segments.model import Problem
from sheets_sync.a1 import cell_address
from sheets_sync.desired.findings import Findings

LINES_PER_KIND: Final = 20
LINES_IN_ALL: Final = 500


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One finding; ``cell`` is its A1 address, empty where it is about many rows."""

    tab: str
    cell: str
    row_number: int | None
    code: str
    message: str


def check_lines(findings: Findings) -> tuple[CheckLine, ...]:
    """Return what was found, at most 20 lines of a kind in a tab, with a count after.

    The problems of single cells come before those about whole groups of rows.
    """
    listed = (*findings.reading.problems, *findings.assignments.problems)
    lines: list[CheckLine] = []
    for (tab, code), problems in _by_kind(listed):
        rows = [
            (row_index, problem)
            for problem in problems
            for row_index in problem.row_indexes
        ]
        lines += [_line(problem, row) for row, problem in rows[:LINES_PER_KIND]]
        lines += [
            _line(problem, None) for problem in problems if not problem.row_indexes
        ]
        if len(rows) > LINES_PER_KIND:
            more = len(rows) - LINES_PER_KIND
            lines.append(
                CheckLine(tab, "", None, code, f"And {more:,} more rows like this.")
            )
    return tuple(lines[:LINES_IN_ALL])


def _by_kind(
    problems: Sequence[Problem],
) -> Iterator[tuple[tuple[str, str], list[Problem]]]:
    """Yield problems by (tab, code), the rarest kind first: it is soonest mended."""
    kinds: dict[tuple[str, str], list[Problem]] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for problem in problems:
        kind = (problem.source, problem.code)
        kinds.setdefault(kind, []).append(problem)
        counts[kind] += max(len(problem.row_indexes), 1)
    yield from sorted(kinds.items(), key=lambda item: (counts[item[0]], item[0]))


def _line(problem: Problem, row_index: int | None) -> CheckLine:
    if row_index is None:
        return CheckLine(problem.source, "", None, problem.code, problem.message)
    return CheckLine(
        tab=problem.source,
        cell=cell_address(row_index, problem.column_index or 0),
        row_number=row_index + 1,
        code=problem.code,
        message=problem.message,
    )
