"""A law of formulas: each stays on the cells it was written for."""

from hypothesis import given
from hypothesis import strategies as st

from local_sheets import Store
from local_sheets.grid.a1 import cell_name
from local_sheets.grid.model import Formula
from tests.laws import tried

SIZE = 5
GRID, FORMULAS = 3, 4
SPANS = [(0, 1), (1, 3), (0, 4), (4, 4)]
TAGS = [[cell_name(row, column) for column in range(SIZE)] for row in range(SIZE)]


def spans(size):
    ends = st.tuples(st.integers(0, size - 1), st.integers(1, size))
    return ends.filter(lambda span: span[0] < span[1])


@st.composite
def changes(draw):
    axis = draw(st.sampled_from(["ROWS", "COLUMNS"]))
    start, end = draw(spans(SIZE))
    kind = draw(st.sampled_from(["insert", "delete", "move"]))
    return axis, kind, start, min(end, start + 2), draw(st.integers(0, SIZE))


def request(axis, kind, start, end, to):
    place = {"sheetId": GRID, "dimension": axis, "startIndex": start, "endIndex": end}
    if kind == "move":
        return {"moveDimension": {"source": place, "destinationIndex": to}}
    return {f"{kind}Dimension": {"range": place}}


def naive(lines, kind, start, end, to):
    """Return lists after the change, found by doing it."""
    if kind == "insert":
        return lines[:start] + [None] * (end - start) + lines[start:]
    if kind == "delete":
        return lines[:start] + lines[end:]
    if start <= to <= end:
        return lines
    block, rest = lines[start:end], lines[:start] + lines[end:]
    at = to if to < start else to - len(block)
    return rest[:at] + block + rest[at:]


def applied(tags, change):
    axis, *how = change
    if axis == "COLUMNS":
        flipped = [list(column) for column in zip(*tags, strict=True)]
        return [
            list(row) for row in zip(*applied(flipped, ("ROWS", *how)), strict=True)
        ]
    width = len(tags[0])
    return [line or [None] * width for line in naive(tags, *how)]


def places(tags):
    return {
        tag: cell_name(row, column)
        for row, line in enumerate(tags)
        for column, tag in enumerate(line)
        if tag
    }


def seeded():
    store = Store()
    spreadsheet_id = store.create()
    grid = {"rowCount": SIZE, "columnCount": SIZE}
    lines = [
        [{"userEnteredValue": {"formulaValue": f"={where}{tag}"}} for tag in line]
        for where in ("Grid!$", "Grid!")
        for line in TAGS
    ]
    tab = {
        "addSheet": {
            "properties": {"sheetId": GRID, "title": "Grid", "gridProperties": grid}
        }
    }
    other = {"addSheet": {"properties": {"sheetId": FORMULAS, "title": "Formulas"}}}
    rows = [{"values": line} for line in lines]
    write = {"start": {"sheetId": FORMULAS}, "rows": rows, "fields": "userEnteredValue"}
    store.batch_update(spreadsheet_id, [tab, other, {"updateCells": write}])
    return store, spreadsheet_id


def formulas(store, spreadsheet_id):
    rows = store.spreadsheet(spreadsheet_id).sheet(FORMULAS).rows
    found = [
        value.text for row in rows for value in row.values if isinstance(value, Formula)
    ]
    assert len(found) == 2 * SIZE * SIZE
    return [text.replace("$", "") for text in found]


def marked(marks, kind, start, end):
    """Return which rows are in a range after a change, found by doing it."""
    if kind == "delete":
        return marks[:start] + marks[end:]
    within = 0 < start < len(marks) and marks[start - 1] and marks[start]
    return marks[:start] + [within] * (end - start) + marks[start:]


def shown(marks):
    rows = [row + 1 for row, inside in enumerate(marks) if inside]
    return f"=SUM(Grid!A{rows[0]}:A{rows[-1]})" if rows else "=SUM(Grid!#REF!)"


@tried(15)
@given(st.lists(changes().filter(lambda c: c[1] != "move"), min_size=1, max_size=4))
def test_a_range_reaches_from_its_first_to_its_last_row(asked):
    """Rows put in between make it longer, rows taken out shorter, others move it."""
    store, spreadsheet_id = seeded()
    ranges = [[a <= row <= b for row in range(SIZE)] for a, b in SPANS]
    cells = [{"userEnteredValue": {"formulaValue": shown(marks)}} for marks in ranges]
    start = {"sheetId": FORMULAS}
    write = {"start": start, "rows": [{"values": cells}], "fields": "userEnteredValue"}
    requests = [{"updateCells": write}]
    for _, kind, start, end, to in asked:
        size = len(ranges[0])
        if end > size or (kind == "delete" and end - start >= size):
            continue
        requests.append(request("ROWS", kind, start, end, to))
        ranges = [marked(marks, kind, start, end) for marks in ranges]
    store.batch_update(spreadsheet_id, requests)
    row = store.spreadsheet(spreadsheet_id).sheet(FORMULAS).rows[0]
    found = [value.text for value in row.values[: len(SPANS)]]
    assert found == [shown(marks) for marks in ranges]


@tried(30)
@given(st.lists(changes(), min_size=1, max_size=5))
def test_each_formula_stays_on_its_cell(asked):
    """After any inserts, deletes and moves it names the same cell, or #REF!."""
    store, spreadsheet_id = seeded()
    tags, requests = TAGS, []
    for axis, kind, start, end, to in asked:
        size = len(tags) if axis == "ROWS" else len(tags[0])
        if end > size or to > size or (kind == "delete" and end - start >= size):
            continue
        requests.append(request(axis, kind, start, end, to))
        tags = applied(tags, (axis, kind, start, end, to))
    if requests:
        store.batch_update(spreadsheet_id, requests)
    where = places(tags)
    every = [tag for line in TAGS for tag in line] * 2
    wanted = [f"=Grid!{where.get(tag, '#REF!')}" for tag in every]
    assert formulas(store, spreadsheet_id) == wanted
