"""Results of formulas: when they are worked out, kept and left alone."""

import subprocess
import sys
from datetime import UTC, datetime
from importlib.util import find_spec

import pytest

from local_sheets import Store
from local_sheets.errors import ApiError
from local_sheets.formulas.calculation import Calculator
from local_sheets.grid.model import ErrorValue, Formula, Row, Sheet
from local_sheets.grid.spreadsheet import Draft, Spreadsheet
from local_sheets.workbooks.importing import imported

pytestmark = pytest.mark.skipif(
    find_spec("formualizer") is None, reason="needs the extra: formulas"
)
GRID = {"rowCount": 10, "columnCount": 5}


def noon():
    return datetime(2026, 3, 1, 12, tzinfo=UTC)


def tab(*rows, sheet_id=0, title="Sheet1"):
    properties = {"sheetId": sheet_id, "title": title, "gridProperties": GRID}
    return Sheet(properties, [Row(values) for values in rows])


def calculated(*sheets, calculator=None):
    draft = Draft.of(Spreadsheet("1", {"timeZone": "Etc/GMT"}, list(sheets)))
    (calculator or Calculator(noon))(draft)
    return draft.spreadsheet


def results(sheet):
    return [
        [v.result if isinstance(v, Formula) else v for v in row.values]
        for row in sheet.rows
    ]


def test_the_engine_is_imported_for_formulas_only():
    """A spreadsheet without formulas does not load the engine."""
    code = (
        "import sys; from local_sheets import Store; store = Store();"
        "store.batch_update(store.create(), [{'addSheet': {}}]);"
        "assert 'formualizer' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("known", "result"), [(5, 5), (None, ErrorValue("NAME", "#NAME?"))]
)
def test_unknown_functions_keep_their_last_result(known, result):
    """Others read that result too; without one the cell says it has no such name."""
    made = Formula('=GOOGLEFINANCE("X")', known)
    spreadsheet = calculated(tab((made, Formula("=A1*2", None))))
    first, second = results(spreadsheet.sheets[0])[0]
    assert first == result
    assert second == (10 if known else result)


def test_one_version_does_not_change_another():
    """The rows of the version before keep the results they had."""
    before = tab((2, Formula("=A1*2", None)))
    after = calculated(before)
    assert results(before) == [[2, None]]
    assert results(after.sheets[0]) == [[2, 4]]


def test_what_a_failed_batch_wrote_is_forgotten():
    """Results after a failure are those of the version that stood before it."""
    store = Store()
    spreadsheet_id = store.create()

    def cells(*values):
        rows = [{"values": [{"userEnteredValue": value} for value in values]}]
        return {"updateCells": {"start": {}, "rows": rows, "fields": "*"}}

    sort = {"sortRange": {"range": {"endRowIndex": 1}}}
    store.batch_update(
        spreadsheet_id, [cells({"numberValue": 1}, {"formulaValue": "=A1+1"})]
    )
    bad = [cells({"numberValue": 9}), sort, {"deleteSheet": {"sheetId": 99}}]
    with pytest.raises(ApiError):
        store.batch_update(spreadsheet_id, bad)
    store.batch_update(spreadsheet_id, [{"addSheet": {}}])
    assert results(store.spreadsheet(spreadsheet_id).sheets[0]) == [[1, 2]]


def test_a_tab_without_formulas_has_none_of_a_draft_that_was_dropped():
    """The first formula of a tab, written by a batch that failed, is forgotten."""
    calculator = Calculator(noon)
    other = tab((Formula("=1+1", None),), sheet_id=1, title="Other")
    dropped = tab((1, 2, Formula("=A1", None)))
    calculated(dropped, other, calculator=calculator)
    after = calculated(tab((5,)), other, calculator=calculator)
    assert results(after.sheets[0]) == [[5]]
    assert results(after.sheets[1]) == [[2]]


def test_formulas_see_tabs_that_come_later():
    """A reference to no tab is an error until the tab is there."""
    calculator = Calculator(noon)
    lonely = calculated(tab((Formula("=Later!A1", None),)), calculator=calculator)
    assert results(lonely.sheets[0]) == [[ErrorValue("REF", "#REF!")]]
    later = tab((7,), sheet_id=1, title="Later")
    both = calculated(lonely.sheets[0], later, calculator=calculator)
    assert results(both.sheets[0]) == [[7]]


def test_many_changes_come_out_like_few():
    """A mirror made anew gives the results that one touched up would give."""
    calculator = Calculator(noon)
    rows = [(at, Formula(f"=A{at + 1}*2", None)) for at in range(1500)]
    calculated(tab(*rows), calculator=calculator)
    rows = [(at + 1, value) for at, value in rows]
    after = calculated(tab(*rows), calculator=calculator)
    assert results(after.sheets[0]) == [[at, at * 2] for at, _ in rows]


def test_an_array_recognises_its_cells_in_a_file(tmp_path):
    """A file holds them as plain values; they are not in the array's way."""
    store = Store()
    spreadsheet_id = store.create()
    cells = [{"numberValue": 3}, {"formulaValue": "=SORT(A1:A2)"}]
    more = [{"numberValue": 1}]
    rows = [
        {"values": [{"userEnteredValue": value} for value in line]}
        for line in (cells, more)
    ]
    write = {"updateCells": {"start": {}, "rows": rows, "fields": "*"}}
    store.batch_update(spreadsheet_id, [write])
    path = tmp_path / "arrays.xlsx"
    store.export_xlsx(spreadsheet_id, path)
    back = imported(path, "2", {"title": "Back", "timeZone": "Etc/GMT"})
    assert results(back.sheets[0]) == [[3, 1], [1, 3]]
    assert results(calculated(*back.sheets).sheets[0]) == [[3, 1], [1, 3]]


class PanicException(BaseException):
    """What the engine raises when it breaks down; no ordinary exception."""


def test_an_engine_that_breaks_down_leaves_the_results_as_they_were():
    """The write goes through, and the next one starts with a new engine."""
    moments = iter([PanicException])

    def broken():
        for moment in moments:
            raise moment
        return noon()

    calculator = Calculator(broken)
    rows = tab((1, Formula("=A1+1", 7)))
    assert results(calculated(rows, calculator=calculator).sheets[0]) == [[1, 7]]
    assert results(calculated(rows, calculator=calculator).sheets[0]) == [[1, 2]]
