"""The rule rows of the rules tab: read back, and told from those that we wrote."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from segments.errors import InvalidRulesError, RuleProblem
from segments.rules import RuleSet, RuleTable, parse_rules
from sheets_sync.a1 import cell_address
from sheets_sync.cells import is_blank
from sheets_sync.configure.cells import SWITCH_LABELS, label_key
from sheets_sync.errors import UnreadableRulesError
from sheets_sync.model import CellValue, Tab
from sheets_sync.sources import find_rules_header

_SWITCHES: Final = frozenset(map(label_key, SWITCH_LABELS))
_SWITCH_WIDTH: Final = 2


def rules_of(tab: Tab, own_columns: Sequence[str]) -> RuleSet:
    """Return the rules that stand on the rules tab.

    Raises:
        UnreadableRulesError: Cells that cannot be read, all of them.
    """
    header_row_index = find_rules_header(tab)
    if header_row_index is None:
        message = (
            "No row here has the headers “Kind” and “Segment”."
            " Write both above the rules."
        )
        raise UnreadableRulesError(tab.title, [("A1", message)])
    try:
        table = _rule_table_of(tab, header_row_index)
        return parse_rules(table, own_columns=own_columns)
    except InvalidRulesError as error:
        problems = [
            (address_of(header_row_index, problem), problem.message)
            for problem in error.problems
        ]
        raise UnreadableRulesError(tab.title, problems) from error


def address_of(header_row_index: int, problem: RuleProblem) -> str:
    """Return the cell of the rules tab that a problem is about."""
    row_index = header_row_index + 1 + problem.row_index
    return cell_address(row_index, problem.column_index)


def is_as_we_wrote_it(tab: Tab) -> bool:
    """Tell whether a rules tab holds what we wrote there and, as rules, nothing else.

    The settings that only switch something may have been switched. Whatever stands
    below our block is read as rules, so it counts; cells beside the settings do not.
    """
    mark = tab.mark
    if mark is None or not mark.fingerprint or tab.used_row_count > mark.row_count:
        return False
    header_row_index = find_rules_header(tab)
    if header_row_index is None:
        return False
    widths = (
        mark.column_count if index < header_row_index else tab.used_column_count
        for index in range(tab.used_row_count)
    )
    rows = (
        [tab.cell(index, at) for at in range(width)]
        for index, width in enumerate(widths)
    )
    return fingerprint(rows) == mark.fingerprint


def fingerprint(rows: Iterable[Sequence[CellValue]]) -> str:
    """Return a short text that stands for the cells of a rules tab.

    Blank rows and switches do not count, so a setting may be added and switched.
    """
    text = "\n".join(sorted_out(rows))
    return f"{zlib.crc32(text.encode()):08x}"


def sorted_out(rows: Iterable[Sequence[CellValue]]) -> Iterator[str]:
    """Yield the rows that count as text, trailing blanks left out."""
    for row in rows:
        cells = ["" if is_blank(cell) else str(cell).strip() for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        is_switch = bool(cells) and label_key(cells[0]) in _SWITCHES
        if cells and not (is_switch and len(cells) <= _SWITCH_WIDTH):
            yield "\t".join(cells)


def _rule_table_of(tab: Tab, header_row_index: int) -> RuleTable:
    """Return the rule rows of the rules tab down to its last row."""
    width = tab.used_column_count

    def row(row_index: int) -> tuple[CellValue, ...]:
        return tuple(tab.cell(row_index, index) for index in range(width))

    return RuleTable(
        header=tuple(
            "" if cell is None else str(cell) for cell in row(header_row_index)
        ),
        rows=tuple(
            row(index) for index in range(header_row_index + 1, tab.used_row_count)
        ),
    )
