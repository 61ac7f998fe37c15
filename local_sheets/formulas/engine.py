"""The engine that works formulas out: formualizer, when it is installed.

It is imported only for a workbook that has formulas.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple

from local_sheets.formulas.functions import FUNCTIONS
from local_sheets.formulas.moves import rewritten
from local_sheets.formulas.tokens import Reference, pieces
from local_sheets.grid.a1 import quoted_title
from local_sheets.grid.cells import tidy_number
from local_sheets.grid.model import CellValue, ErrorValue, Formula, JsonValue, Scalar
from local_sheets.notation.serials import (
    serial_of_date,
    serial_of_datetime,
    serial_of_time,
)

if TYPE_CHECKING:
    from formualizer import Workbook

_DAY_S = 86_400
# The engine's word for an error, and Google's: type and text.
_ERRORS = {
    "Div": ErrorValue("DIVIDE_BY_ZERO", "#DIV/0!"),
    "Name": ErrorValue("NAME", "#NAME?"),
    "NImpl": ErrorValue("NAME", "#NAME?"),
    "Calc": ErrorValue("N_A", "#N/A"),
    "Na": ErrorValue("N_A", "#N/A"),
    "Null": ErrorValue("NULL_VALUE", "#NULL!"),
    "Num": ErrorValue("NUM", "#NUM!"),
    "Ref": ErrorValue("REF", "#REF!"),
    "Circ": ErrorValue("REF", "#REF!"),
    "Spill": ErrorValue("REF", "#REF!"),
    "Value": ErrorValue("VALUE", "#VALUE!"),
}
_UNREADABLE = ErrorValue("ERROR", "#ERROR!")
_PARSER = "ParserError"
UNKNOWN = _ERRORS["Name"]
BLOCKED = _ERRORS["Spill"]
_WORDS = {error.kind: word for word, error in reversed(_ERRORS.items())}
# What the engine raises for a formula or a workbook it cannot take.
REFUSALS = (RuntimeError, ValueError, TypeError, OverflowError)


@cache
def is_installed() -> bool:
    """Tell whether the engine can be imported."""
    return find_spec("formualizer") is not None


def is_panic(error: BaseException) -> bool:
    """Tell whether the engine broke down; that is no ordinary exception."""
    return type(error).__name__ == "PanicException"


class Outcome(NamedTuple):
    """What a formula comes to, and the type of number format that goes with it."""

    value: Scalar
    moment: str = ""


class Place(NamedTuple):
    """One cell: title of its tab, row and column."""

    title: str
    row: int
    column: int


class Engine:
    """One workbook in the engine; cells are zero-based as everywhere here."""

    def __init__(self) -> None:
        self._workbook = _new_workbook()

    def set_clock(self, now: datetime) -> None:
        """Set what NOW and TODAY answer, in the zone of the moment given."""
        offset = now.utcoffset() or timedelta()
        self._workbook.set_deterministic_clock(
            now.astimezone(UTC), int(offset.total_seconds())
        )

    def put(self, title: str, row: int, values: Sequence[Sequence[CellValue]]) -> None:
        """Put rows of plain values from the first column on; a formula is a blank."""
        self._workbook.add_sheet(title)
        fed = [list(map(_fed, line)) for line in values]
        self._workbook.set_values_batch(title, row + 1, 1, fed)

    def put_formula(self, title: str, row: int, column: int, text: str) -> None:
        """Put a formula into a cell; one that cannot be, comes to an error."""
        try:
            self._workbook.set_formula(title, row + 1, column + 1, text)
        except REFUSALS as error:
            # It refers to itself, unless it cannot even be read.
            wrong = _UNREADABLE if _PARSER in str(error) else _ERRORS["Circ"]
            self._workbook.set_value(title, row + 1, column + 1, _fed(wrong))

    def put_value(self, title: str, row: int, column: int, value: Scalar) -> None:
        """Put a plain value into a cell."""
        self._workbook.set_value(title, row + 1, column + 1, _fed(value))

    def put_array(self, place: Place, text: str) -> None:
        """Put a formula that fills several cells on a tab where nothing is in its way.

        In its own tab the blank cells that were put there would hide its results.
        """
        home = place.title
        self._workbook.add_sheet(_beside(place))
        self.put_formula(_beside(place), 0, 0, rewritten(text, partial(_named, home)))

    def array(self, place: Place) -> list[list[Outcome]]:
        """Return all that an array formula comes to, at least one cell."""
        title = _beside(place)
        report = self._workbook.inspect_cell(f"{quoted_title(title)}!A1")
        role = report.cell.spill
        extent = role.extent if role is not None else None
        (reference,) = pieces(extent) if extent else (None,)
        if not isinstance(reference, Reference) or reference.last is None:
            return [[self.outcome(title, 0, 0)]]
        rows, columns = reference.last.row or 0, reference.last.column or 0
        return [
            [self.outcome(title, row, column) for column in range(columns + 1)]
            for row in range(rows + 1)
        ]

    def evaluate(self) -> None:
        """Work out what depends on cells that changed."""
        self._workbook.evaluate_all()

    def outcome(self, title: str, row: int, column: int) -> Outcome:
        """Return what a cell comes to."""
        found: Any = self._workbook.get_value(title, row + 1, column + 1)
        if isinstance(found, float):
            return Outcome(tidy_number(found))
        make = _READERS.get(type(found))
        return Outcome(found) if make is None else make(found)


def _beside(place: Place) -> str:
    return f"{place.title} {place.row} {place.column} array"


def _named(home: str, reference: Reference) -> Reference:
    is_bare = reference.tab is None and reference.first is not None
    return reference._replace(tab=home) if is_bare else reference


_READERS: dict[type, Callable[[Any], Outcome]] = {
    dict: lambda found: Outcome(_ERRORS.get(found.get("kind", ""), _UNREADABLE)),
    date: lambda day: Outcome(serial_of_date(day), "DATE"),
    datetime: lambda moment: Outcome(serial_of_datetime(moment), "DATE_TIME"),
    time: lambda moment: Outcome(serial_of_time(moment), "TIME"),
    timedelta: lambda length: Outcome(tidy_number(length.total_seconds() / _DAY_S)),
    list: lambda _: Outcome(_UNREADABLE),
}


def _fed(value: CellValue) -> JsonValue:
    """Return a value as the engine takes it."""
    if type(value) is int:
        # Beyond 64 bits the engine takes no whole numbers.
        return float(value)
    if type(value) is Formula:
        return None if value.text else _fed(value.result)
    return _fed_error(value) if isinstance(value, ErrorValue) else value


def _fed_error(error: ErrorValue) -> JsonValue:
    from formualizer import LiteralValue

    return LiteralValue.error(_WORDS.get(error.kind, "Error"), None)


def _new_workbook() -> "Workbook":
    import formualizer

    # The changelog and the spans of copied formulas cost and serve nothing here.
    config = formualizer.WorkbookConfig(
        mode=formualizer.WorkbookMode.Ephemeral, enable_changelog=False
    )
    workbook = formualizer.Workbook(config=config)
    for name, (function, least, most) in FUNCTIONS.items():
        workbook.register_function(name, function, min_args=least, max_args=most)
    return workbook


@cache
def knows(name: str) -> bool:
    """Tell whether the engine has a function of this name."""
    workbook = _probe()
    try:
        workbook.set_formula("Sheet1", 1, 1, f"={name}()")
        workbook.evaluate_all()
        found: Any = workbook.get_value("Sheet1", 1, 1)
    except REFUSALS:
        # It objects to the arguments, so it knows what they should be.
        return True
    return not (isinstance(found, dict) and found.get("kind") in {"Name", "NImpl"})


@cache
def _probe() -> "Workbook":
    return _new_workbook()
