"""What people insert, delete, sort and type in and around our lists of fixed places.

Each edit is made before the reading, and exactly before the write; afterwards all that
they typed is still in that tab, and the list is whole again.
"""

import pytest

from tests.conftest import Tracker, create_spreadsheet

TABS = ("Overview", "Data check")
WORDS = ("mine one", "mine two")
PEOPLE = [
    ["Name", "Phone", "Orders", "Total spent", "Last order"],
    ["Ada Obi", "+234 803 111 2222", 9, 99_000, 46_340],
    ["Bisi Ade", "+234 803 333 4444", 2, 8_000, 45_900],
    ["Chike Eze", "+234 803 555 6666", 1, "five", 46_300],
]


@pytest.fixture(scope="module")
def first_shop(shared_server) -> Tracker:
    """A tracker that was refreshed once."""
    tracker = Tracker(shared_server, create_spreadsheet(shared_server, {"P": PEOPLE}))
    tracker.refresh()
    return tracker


@pytest.fixture(scope="module")
def busy_shop(first_shop) -> Tracker:
    """A copy of it, in which somebody has ordered since."""
    shop = first_shop.copy()
    shop.type_cell("P", 2, 2, 9)
    shop.type_cell("P", 2, 3, 120_000)
    return shop


@pytest.fixture
def shop(busy_shop) -> Tracker:
    """A copy of that, for one test."""
    return busy_shop.copy()


@pytest.fixture(scope="module")
def untouched(busy_shop) -> dict[str, list]:
    """The rows of our lists after a refresh of which nobody touched anything."""
    shop = busy_shop.copy()
    shop.refresh()
    return {title: shop.rows(title) for title in TABS}


def typed(sheet_id, row, column, text):
    rows = [{"values": [{"userEnteredValue": {"stringValue": text}}]}]
    start = {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column}
    return {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}


def span(kind, sheet_id, axis, start, end):
    ends = {"startIndex": start, "endIndex": end}
    return {kind: {"range": {"sheetId": sheet_id, "dimension": axis, **ends}}}


def cells(sheet_id, rows, columns):
    return {
        "sheetId": sheet_id,
        "startRowIndex": rows[0],
        "endRowIndex": rows[1],
        "startColumnIndex": columns[0],
        "endColumnIndex": columns[1],
    }


def inserts(axis, at, *places):
    """Insert two rows or columns and type there."""

    def requests(sheet_id, _rows):
        words = zip(places, WORDS, strict=False)
        return [
            span("insertDimension", sheet_id, axis, at, at + 2),
            *(typed(sheet_id, *place, text) for place, text in words),
        ]

    return requests


def deletes(axis, first, count):
    """Delete rows or columns of ours; what was typed below or beside stays."""

    def requests(sheet_id, rows):
        return [
            typed(sheet_id, len(rows), 0, WORDS[0]),
            typed(sheet_id, 6, 15, WORDS[1]),
            span("deleteDimension", sheet_id, axis, first, first + count),
        ]

    return requests


def room(sheet_id):
    grow = {"sheetId": sheet_id, "length": 20}
    return [
        {"appendDimension": {**grow, "dimension": axis}} for axis in ("ROWS", "COLUMNS")
    ]


def sorts(sheet_id, rows):
    whole = {"sheetId": sheet_id, "startRowIndex": 1, "endRowIndex": len(rows) + 3}
    specs = [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]
    return [
        typed(sheet_id, len(rows) + 1, 0, WORDS[0]),
        typed(sheet_id, len(rows) + 2, 0, WORDS[1]),
        {"sortRange": {"range": whole, "sortSpecs": specs}},
    ]


def moves(sheet_id, rows):
    source = {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": 1, "endIndex": 4}
    below = {"source": source, "destinationIndex": len(rows)}
    return [
        typed(sheet_id, len(rows), 0, WORDS[0]),
        span("insertDimension", sheet_id, "ROWS", 3, 4),
        typed(sheet_id, 3, 0, WORDS[1]),
        {"moveDimension": below},
    ]


def cuts(sheet_id, rows):
    source = cells(sheet_id, (1, 4), (0, 6))
    there = {"sheetId": sheet_id, "rowIndex": len(rows) + 3, "columnIndex": 0}
    return [
        {"cutPaste": {"source": source, "destination": there}},
        typed(sheet_id, len(rows), 0, WORDS[0]),
        typed(sheet_id, 2, 1, WORDS[1]),
    ]


def clears(sheet_id, rows):
    ours = cells(sheet_id, (0, len(rows)), (0, 15))
    return [
        {"updateCells": {"range": ours, "fields": "userEnteredValue"}},
        typed(sheet_id, 2, 0, WORDS[0]),
        typed(sheet_id, len(rows) + 1, 0, WORDS[1]),
    ]


def merges(sheet_id, rows):
    return [
        typed(sheet_id, len(rows) + 1, 0, WORDS[0]),
        {
            "mergeCells": {
                "range": cells(sheet_id, (1, 3), (0, 2)),
                "mergeType": "MERGE_ALL",
            }
        },
        span("insertDimension", sheet_id, "ROWS", 2, 3),
        span("insertDimension", sheet_id, "ROWS", 5, 6),
        typed(sheet_id, 5, 0, WORDS[1]),
    ]


def types_around(sheet_id, rows):
    return [
        typed(sheet_id, len(rows), 0, WORDS[0]),
        typed(sheet_id, 2, 15, WORDS[1]),
    ]


def types_among(sheet_id, rows):
    """Type into cells of the list in which we write nothing."""
    blank = next(at for at, row in enumerate(rows) if not row)
    return [typed(sheet_id, blank, 1, WORDS[0]), typed(sheet_id, 0, 5, WORDS[1])]


EDITS = {
    "rows above": inserts("ROWS", 0, (0, 0), (1, 2)),
    "rows within": inserts("ROWS", 3, (3, 0), (4, 1)),
    "rows above the end": inserts("ROWS", 20, (20, 0), (21, 4)),
    "columns before": inserts("COLUMNS", 0, (0, 0), (9, 1)),
    "columns within": inserts("COLUMNS", 2, (1, 2), (30, 3)),
    "rows deleted": deletes("ROWS", 2, 3),
    "a column deleted": deletes("COLUMNS", 1, 1),
    "the last columns deleted": deletes("COLUMNS", 4, 2),
    "the title deleted": deletes("ROWS", 0, 1),
    "sorted": sorts,
    "rows moved": moves,
    "rows cut and pasted": cuts,
    "cleared": clears,
    "merged": merges,
    "typed below and beside": types_around,
    "typed among ours": types_among,
}


def said(rows):
    return [str(cell) for row in rows for cell in row if cell != ""]


@pytest.mark.parametrize("title", TABS)
@pytest.mark.parametrize("name", EDITS)
def test_what_people_type_in_and_around_a_list_of_ours_stays(
    shop, untouched, title, name
):
    """The list is as a refresh of an untouched tab leaves it, and theirs is there."""
    sheet_id = shop.sheet_id(title)
    shop.send(*room(sheet_id), *EDITS[name](sheet_id, shop.rows(title)))

    shop.refresh()

    now, wanted = shop.rows(title), untouched[title]
    assert {*WORDS} <= {*said(now)}
    if name == "merged":
        return  # Merging itself takes words away by which we know our rows.
    assert [text for text in said(now) if text not in WORDS] == said(wanted)
    places = [
        (r, c) for r, row in enumerate(wanted) for c, one in enumerate(row) if one
    ]
    assert [now[r][c] for r, c in places] == [wanted[r][c] for r, c in places]
    assert shop.refresh()["changes"]["requests"] == 0


@pytest.mark.parametrize(
    "title", [TABS[0], *(pytest.param(one, marks=pytest.mark.soak) for one in TABS[1:])]
)
@pytest.mark.parametrize("name", EDITS)
def test_what_people_type_just_before_the_write_stays(shop, title, name):
    """It is in that tab when the refresh is done, and after the next one."""
    sheet_id, rows = shop.sheet_id(title), shop.rows(title)
    shop.send(*room(sheet_id))
    waiting = [EDITS[name](sheet_id, rows)]

    def before(method, path, _body):
        if method == "POST" and "batchUpdate" in path and waiting:
            shop.server.store.batch_update(shop.spreadsheet_id, waiting.pop())

    shop.server.world.before = before
    try:
        shop.refresh()
    finally:
        shop.server.world.before = None

    assert not waiting
    assert {*WORDS} <= {*said(shop.rows(title))}
    shop.refresh()
    assert {*WORDS} <= {*said(shop.rows(title))}


def test_a_word_beside_a_line_that_lost_what_it_is_about_is_kept(shop):
    """Nobody can say what it corrects: no refresh is refused, and the word stays."""
    title, sheet_id = "Data check", shop.sheet_id("Data check")
    rows = shop.rows(title)
    line = next(at for at, row in enumerate(rows) if row[:2] == ["P", "B"])
    gone = span("deleteDimension", sheet_id, "COLUMNS", 1, 2)
    shop.send(gone, typed(sheet_id, line, 3, WORDS[0]))

    shop.refresh()

    kept = [row for row in shop.rows(title) if WORDS[0] in row]
    assert [(row[0], row[-1]) for row in kept] == [("?", WORDS[0])]
    assert shop.refresh()["changes"]["requests"] == 0


def test_a_row_inserted_among_the_lines_corrects_nothing(shop):
    """It is a person's, whatever it says under "Should be"."""
    title, sheet_id = "Data check", shop.sheet_id("Data check")
    line = next(at for at, row in enumerate(shop.rows(title)) if row[:2] == ["P", "B"])
    row = ["P", "C", "Cost", "mine one", "mine two"]
    cells = [typed(sheet_id, line, at, text) for at, text in enumerate(row)]
    shop.send(span("insertDimension", sheet_id, "ROWS", line, line + 1), *cells)

    shop.refresh()

    assert row in shop.rows(title)[line + 1 :]
    assert shop.refresh()["changes"]["requests"] == 0
