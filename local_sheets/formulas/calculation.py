"""The results of a spreadsheet's formulas, kept up to date from version to version.

The engine holds a mirror of the tabs that matter. Rows are immutable and shared between
versions, so what changed is found by comparing pointers, and only that is worked out
again. A spreadsheet without formulas costs one look at a flag of each tab.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from local_sheets.clock import Clock
from local_sheets.formulas.engine import REFUSALS, is_installed, is_panic
from local_sheets.formulas.feeding import named_cells
from local_sheets.formulas.mirror import Mirror
from local_sheets.formulas.results import write_results
from local_sheets.grid.spreadsheet import Draft, Spreadsheet

# Array formulas that read each other's cells settle one after the other.
_MOST_ROUNDS = 10


class Calculator:
    """Works out the formulas of one spreadsheet, draft after draft.

    A result stays as it was where the engine lacks a function; a formula that never
    had one then comes to ``#NAME?``.

    Args:
        clock: tells what NOW and TODAY answer.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._mirror: Mirror | None = None

    def __call__(self, draft: Draft) -> None:
        """Give every formula of a draft its present result."""
        spreadsheet = draft.spreadsheet
        if not any(sheet.has_formulas for sheet in spreadsheet.sheets):
            self._mirror = None
            return
        if not is_installed():
            return
        try:
            self._calculate(draft)
        except BaseException as error:
            # The results stay as they were, and the next draft starts afresh.
            self._mirror = None
            if not (isinstance(error, REFUSALS) or is_panic(error)):
                raise

    def _calculate(self, draft: Draft) -> None:
        names = named_cells(draft.spreadsheet)
        if self._mirror is None or not self._mirror.fits(draft.spreadsheet, names):
            self._mirror = Mirror(names)
        mirror = self._mirror
        for _ in range(_MOST_ROUNDS):
            if not mirror.update(draft.spreadsheet):
                return
            mirror.engine.set_clock(_local(self._clock(), draft.spreadsheet))
            mirror.engine.evaluate()
            for sheet in list(draft.spreadsheet.sheets):
                write_results(draft, mirror, sheet)


def _local(now: datetime, spreadsheet: Spreadsheet) -> datetime:
    try:
        return now.astimezone(ZoneInfo(spreadsheet.properties.get("timeZone", "UTC")))
    except (ZoneInfoNotFoundError, ValueError):
        return now.astimezone(UTC)
