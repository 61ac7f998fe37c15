"""autoFill and pasteData: cells filled from their neighbours, or from plain text."""

import pytest

from tests.contract.places import box
from tests.contract.subjects import ORDERS
from tests.contract.written import dress, shown, write

DATE = {"numberFormat": {"type": "DATE", "pattern": "yyyy-mm-dd"}}


def fill(place, axis, length, **more):
    to = {"source": place, "dimension": axis, "fillLength": length}
    return {"autoFill": {"sourceAndDestination": to, **more}}


def filled(subject, cells, **more):
    """Fill the rest of column D from its first cells and return all of it."""
    place = box(0, len(cells), 3, 4)
    fill_down = fill(place, "ROWS", 6 - len(cells), **more)
    subject.batch(write(*([one] for one in cells), at=(0, 3)), fill_down)
    return [row[0] for row in subject.values("Orders!D1:D6", "FORMULA")]


SERIES = [
    ([7], {}, [7] * 6),
    ([7], {"useAlternateSeries": True}, [7, 8, 9, 10, 11, 12]),
    ([1, 3], {}, [1, 3, 5, 7, 9, 11]),
    ([1, 3], {"useAlternateSeries": True}, [1, 3, 1, 3, 1, 3]),
    ([0.1, 0.2], {}, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]),
    (["a", "b"], {}, ["a", "b"] * 3),
    (["Week 1"], {}, [f"Week {n}" for n in range(1, 7)]),
    (["No 08", "No 10"], {}, ["No 08", "No 10", "No 12", "No 14", "No 16", "No 18"]),
    ([True], {}, [True] * 6),
    (["=A1", "=B$1"], {}, ["=A1", "=B$1", "=A3", "=B$1", "=A5", "=B$1"]),
]


@pytest.mark.parametrize(("cells", "more", "expected"), SERIES)
def test_a_series_goes_on(subject, cells, more, expected):
    """Steps go on, one number and texts repeat, formulas follow their cells."""
    assert filled(subject, cells, **more) == expected


@pytest.mark.parametrize(
    ("serials", "expected"),
    [
        pytest.param([46000], range(46000, 46006), id="one date counts days"),
        pytest.param([46000, 46007], range(46000, 46042, 7), id="weeks"),
        pytest.param(
            [45992, 46023], [45992, 46023, 46054, 46082, 46113, 46143], id="months"
        ),
    ],
)
def test_dates_go_on_by_days_or_months(subject, serials, expected):
    """A date series keeps its step and its format; firsts of months stay firsts."""
    if len(serials) > 1 and serials[1] - serials[0] > 7:
        serials = [*serials, expected[2], expected[3]]
    dated = dress(box(0, 6, 3, 4), "userEnteredFormat", userEnteredFormat=DATE)
    subject.batch(dated)
    assert filled(subject, serials) == list(expected)


def test_filling_leftwards_and_across(subject):
    """A negative length fills before the source, and columns fill along a row."""
    subject.batch(write([10, 12], at=(5, 2)), fill(box(5, 6, 2, 4), "COLUMNS", -2))
    assert subject.values("Orders!A6:D6") == [[6, 8, 10, 12]]


@pytest.mark.parametrize(
    ("cells", "place", "expected"),
    [
        pytest.param([[1], [2]], box(4, 6, 0, 2), [[1, 1], [2, 2]], id="to the right"),
        pytest.param([[1, 5]], box(4, 6, 0, 2), [[1, 5], [1, 5]], id="downwards"),
    ],
)
def test_a_range_is_filled_from_the_data_in_it(subject, cells, place, expected):
    """A plain range is filled from its first full rows or columns."""
    subject.batch(write(*cells, at=(4, 0)), {"autoFill": {"range": place}})
    assert subject.values("Orders!A5:B6") == expected


def test_looks_are_filled_along(subject):
    """Formats and validation are repeated, notes are not."""
    rule = {"condition": {"type": "NOT_BLANK"}}
    look = {"userEnteredFormat": DATE, "dataValidation": rule, "note": "once"}
    subject.batch(
        write([1], at=(5, 0)),
        dress(box(5, 6, 0, 1), "userEnteredFormat,dataValidation,note", **look),
        fill(box(5, 6, 0, 1), "COLUMNS", 1),
    )
    assert shown(subject, "B6", "userEnteredFormat") == [[DATE]]
    assert shown(subject, "B6", "dataValidation") == [[rule]]
    assert shown(subject, "B6", "note") in ([], [[None]])


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        pytest.param(fill(box(0, 4, 0, 1), "ROWS", 0), 400, id="no length"),
        pytest.param(fill(box(0, 4, 0, 1), "ROWS", 3), 400, id="off the grid"),
        pytest.param(fill(box(0, 4, 0, 1), "ROWS", -1), 400, id="above the grid"),
        pytest.param({"autoFill": {}}, 400, id="nowhere"),
        pytest.param(fill(box(1, 4, 2, 3), "ROWS", 1), 501, id="no common step"),
        pytest.param(fill(box(0, 2, 2, 3), "ROWS", 1), 501, id="mixed cells"),
        pytest.param({"autoFill": {"range": box(0, 4, 0, 3)}}, 501, id="nothing blank"),
    ],
)
def test_what_is_not_plain_to_see_is_not_filled(subject, server, asked, status):
    """A series that could go on in several ways is refused, not guessed."""
    assert subject.refusal(asked)[0] == status


def test_names_of_days_are_refused(subject, server):
    """Google goes on with Tuesday after Monday; this server says that it cannot."""
    asked = write(["Monday"], at=(4, 0)), fill(box(4, 5, 0, 1), "ROWS", 1)
    assert subject.refusal(*asked)[0] == 501


def paste(data, delimiter=",", row=4, **more):
    place = {"sheetId": ORDERS, "rowIndex": row, "columnIndex": 0}
    mark = {} if "html" in more else {"delimiter": delimiter}
    return {"pasteData": {"coordinate": place, "data": data, **mark, **more}}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (paste("a,1\nb,TRUE"), [["a", 1], ["b", True]]),
        (paste('"x, y",2\r\n"two\nlines",=1+1'), [["x, y", 2], ["two\nlines", "=1+1"]]),
        (paste("a\tb", "\t"), [["a", "b"]]),
        (paste("a::b", "::"), [["a", "b"]]),
    ],
)
def test_delimited_text_is_typed_into_cells(subject, asked, expected):
    """Fields may be quoted, and are read as if typed."""
    subject.batch(asked)
    assert subject.values("Orders!A5:B6", "FORMULA") == expected


@pytest.mark.parametrize(("kind", "is_date"), [("NORMAL", True), ("VALUES", False)])
def test_pasted_values_bring_formats_when_asked(subject, kind, is_date):
    """PASTE_VALUES takes what was typed, not how it looks."""
    subject.batch(paste("2026-01-02", type=f"PASTE_{kind}"))
    assert subject.values("Orders!A5") == [[46024]]
    found = shown(subject, "A5", "userEnteredFormat")
    assert (found not in ([], [[None]])) == is_date


def test_pasted_text_makes_room_for_itself(subject):
    """The grid grows by the rows and columns the text needs."""
    subject.batch(paste("1,2,3,4,5\n6\n7"))
    assert subject.values("Orders!A5:E7") == [[1, 2, 3, 4, 5], [6], [7]]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (paste("a,b", ""), 400),
        (paste("a,b", row=6), 400),
        (paste("<b>a</b>", html=True), 501),
        (paste("a,b", type="PASTE_FORMAT"), 501),
    ],
)
def test_other_text_is_refused(subject, server, asked, status):
    """HTML, and pastes that text has nothing for, are refused."""
    assert subject.refusal(asked)[0] == status
