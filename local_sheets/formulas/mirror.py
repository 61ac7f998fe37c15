"""What the engine was given of a spreadsheet, touched up from version to version."""

from collections.abc import Iterator
from itertools import compress, count
from operator import is_not

from local_sheets.formulas.engine import UNKNOWN, Engine, Place, knows
from local_sheets.formulas.feeding import Fed, fed
from local_sheets.grid.cells import padded
from local_sheets.grid.model import CellValue, Formula, Row, Scalar, Sheet
from local_sheets.grid.spreadsheet import Spreadsheet

# Changed rows of a tab beyond which its mirror is made anew.
_MOST_CHANGES = 1000


class Tab:
    """What the mirror knows of one tab: its rows, and where its formulas are."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.spilled: dict[int, set[int]] = {}
        self.rows: list[Row] = []
        self.formulas: dict[int, dict[int, Fed]] = {}
        self.is_fed = False
        self.width = 0

    def changes(self, rows: list[Row]) -> list[int]:
        """Return the rows that are not the ones seen last."""
        old = self.rows
        changed = list(compress(count(), map(is_not, old, rows)))
        return changed + list(range(*sorted((len(old), len(rows)))))


class Mirror:
    """The tabs with formulas, and those that their formulas name, in the engine."""

    def __init__(self, names: dict[str, str]) -> None:
        self.engine = Engine()
        self._names = names
        self.tabs: dict[int, Tab] = {}
        self._named: set[str] = set()
        self._anywhere = self._volatile = False
        for cells in names.values():
            self._note(fed(f"={cells}", {}, knows))

    def fits(self, spreadsheet: Spreadsheet, names: dict[str, str]) -> bool:
        """Tell whether the mirror need only be touched up, not made anew.

        Tabs and names must be those that were mirrored, and not too much may have
        changed: the engine is slower to replace formulas than to take them in.
        """
        sheets = {sheet.sheet_id: sheet for sheet in spreadsheet.sheets}
        for sheet_id, tab in self.tabs.items():
            sheet = sheets.get(sheet_id)
            if sheet is None or sheet.title != tab.title:
                return False
            if tab.formulas and len(tab.changes(sheet.rows)) > _MOST_CHANGES:
                return False
        return names == self._names

    def update(self, spreadsheet: Spreadsheet) -> bool:
        """Take in what changed; tell whether any result may differ."""
        changes = {}
        for sheet in spreadsheet.sheets:
            if sheet.has_formulas or self._had_formulas(sheet):
                changes[sheet.sheet_id] = self._scan(sheet)
        fed_any = False
        for sheet in spreadsheet.sheets:
            if sheet.has_formulas or self._reads(sheet):
                tab = self._tab(sheet)
                changed = changes.get(sheet.sheet_id)
                if changed is None:
                    changed = tab.changes(sheet.rows)
                fed_any |= self._feed(sheet, tab, changed)
        return fed_any or self._volatile

    def _tab(self, sheet: Sheet) -> Tab:
        return self.tabs.setdefault(sheet.sheet_id, Tab(sheet.title))

    def _had_formulas(self, sheet: Sheet) -> bool:
        """Tell whether a draft that was dropped since may have put formulas there."""
        tab = self.tabs.get(sheet.sheet_id)
        return tab is not None and bool(tab.formulas or tab.spilled)

    def _reads(self, sheet: Sheet) -> bool:
        return self._anywhere or sheet.title.casefold() in self._named

    def _scan(self, sheet: Sheet) -> list[int]:
        """Find the formulas of rows that changed."""
        tab = self._tab(sheet)
        changed = tab.changes(sheet.rows)
        for index in changed:
            tab.formulas.pop(index, None)
            tab.spilled.pop(index, None)
            values = sheet.row(index).values
            if Formula in map(type, values):
                self._scan_row(tab, index, values)
        return changed

    def _scan_row(self, tab: Tab, index: int, values: tuple[CellValue, ...]) -> None:
        for column, value in enumerate(values):
            if not isinstance(value, Formula):
                continue
            if not value.text:
                tab.spilled.setdefault(index, set()).add(column)
                continue
            formula = self._note(fed(value.text, self._names, knows))
            tab.formulas.setdefault(index, {})[column] = formula

    def _note(self, formula: Fed) -> Fed:
        self._named |= formula.titles
        self._anywhere |= formula.anywhere
        self._volatile |= formula.volatile
        return formula

    def _feed(self, sheet: Sheet, tab: Tab, changed: list[int]) -> bool:
        """Bring the engine's copy of a tab up to date; tell whether it changed."""
        if not (tab.is_fed or tab.formulas or self._reads(sheet)):
            # Seen, but nobody's concern so far.
            tab.rows = list(sheet.rows)
            return False
        if not tab.is_fed:
            changed = list(range(len(sheet.rows)))
        tab.width = max(
            tab.width, max((len(sheet.row(at).values) for at in changed), default=0)
        )
        for start, end in _runs(changed):
            self._put(sheet, tab, start, end)
        tab.rows, tab.is_fed = list(sheet.rows), True
        return bool(changed)

    def _put(self, sheet: Sheet, tab: Tab, start: int, end: int) -> None:
        block = [
            padded(sheet.row(at).values, 0, tab.width, None) for at in range(start, end)
        ]
        self.engine.put(tab.title, start, block)
        for index in range(start, end):
            for column, formula in tab.formulas.get(index, {}).items():
                result = _result(sheet.row(index), column)
                if formula.text is None:
                    kept = UNKNOWN if result is None else result
                    self.engine.put_value(tab.title, index, column, kept)
                elif formula.is_array:
                    place = Place(tab.title, index, column)
                    self.engine.put_array(place, formula.text)
                    self.engine.put_value(tab.title, index, column, result)
                else:
                    self.engine.put_formula(tab.title, index, column, formula.text)


def _runs(indexes: list[int]) -> Iterator[tuple[int, int]]:
    """Yield ascending numbers as runs, the end exclusive."""
    start = end = -1
    for index in indexes:
        if index != end:
            if end > start:
                yield start, end
            start = index
        end = index + 1
    if end > start:
        yield start, end


def _result(row: Row, column: int) -> Scalar:
    value = row.values[column]
    return value.result if isinstance(value, Formula) else None
