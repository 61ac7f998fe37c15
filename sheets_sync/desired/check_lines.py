"""Problems of the reading → lines that name a tab and a cell, few enough to read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from segments.model import Problem
from sheets_sync.a1 import cell_address
from sheets_sync.desired.findings import Findings

ROWS_PER_PROBLEM: Final = 20
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
    """Return a line per row concerned, at most 20 of a problem, then how many more."""
    lines = [line for problem in findings.problems for line in _lines(problem)]
    return tuple(lines[:LINES_IN_ALL])


def _lines(problem: Problem) -> Iterator[CheckLine]:
    if not problem.row_indexes:
        yield CheckLine(problem.source, "", None, problem.code, problem.message)
    for row_index in problem.row_indexes[:ROWS_PER_PROBLEM]:
        yield CheckLine(
            tab=problem.source,
            cell=cell_of(problem, row_index),
            row_number=row_index + 1,
            code=problem.code,
            message=problem.each,
        )
    more = len(problem.row_indexes) - ROWS_PER_PROBLEM
    if more > 0:
        sentence = f"And {more:,} more rows like this."
        yield CheckLine(problem.source, "", None, problem.code, sentence)


def cell_of(problem: Problem, row_index: int) -> str:
    """Return the address of the cell concerned; of the row's first where it is all."""
    return cell_address(row_index, problem.column_index or 0)
