"""findReplace, deleteDuplicates, trimWhitespace and textToColumns."""

import pytest

from tests.contract.places import box
from tests.contract.subjects import ORDERS
from tests.contract.written import dress, shown, write

TAB = {"sheetId": ORDERS}


def find(text, replacement, **more):
    body = {"find": text, "replacement": replacement, **(more or TAB)}
    if not body.keys() & {"sheetId", "range", "allSheets"}:
        body |= TAB
    return {"findReplace": body}


def counts(values, rows, occurrences, sheets=1, formulas=0):
    named = {
        "valuesChanged": values,
        "formulasChanged": formulas,
        "rowsChanged": rows,
        "sheetsChanged": sheets,
        "occurrencesChanged": occurrences,
    }
    return {name: count for name, count in named.items() if count}


SEARCHES = [
    pytest.param(find("PUNE", "Goa"), counts(2, 2, 2), "Goa", id="any case"),
    pytest.param(find("PUNE", "Goa", matchCase=True), {}, "Pune", id="this case"),
    pytest.param(find("un", "in"), counts(2, 2, 2), "Pine", id="part of a cell"),
    pytest.param(
        find("un", "in", matchEntireCell=True), {}, "Pune", id="not a whole cell"
    ),
    pytest.param(
        find("pune", "Goa", matchEntireCell=True), counts(2, 2, 2), "Goa", id="whole"
    ),
    pytest.param(
        find("^(.)(..)e$", "$2-$1\\$", searchByRegex=True),
        counts(3, 3, 3),
        "un-P$",
        id="regular expression",
    ),
    pytest.param(
        find("(?<first>P)", "${first}l", searchByRegex=True, matchCase=True),
        counts(2, 2, 2),
        "Plune",
        id="named group",
    ),
    pytest.param(find(".", "x"), counts(1, 1, 1), "Pune", id="a dot is a dot"),
    pytest.param(
        find("n", "m", range=box(2, 3, 0, 3)), counts(1, 1, 1), "Pume", id="range"
    ),
    pytest.param(
        find("n", "m", allSheets=True), counts(7, 5, 10, 2), "Pume", id="all tabs"
    ),
    pytest.param(
        find(
            "Pune",
            "Pune $1 \\ [x]",
            range=box(2, 3, 1, 2),
            matchCase=True,
            matchEntireCell=True,
        ),
        counts(1, 1, 1),
        "Pune $1 \\ [x]",
        id="one whole cell, word for word",
    ),
]


@pytest.mark.parametrize(("asked", "reply", "city"), SEARCHES)
def test_what_is_found_is_replaced_and_counted(subject, asked, reply, city):
    """Replies count cells, rows, tabs and occurrences, and leave out zeros."""
    away = {"start": {"sheetId": 0}, "rows": write(["none"])["updateCells"]["rows"]}
    written = {"updateCells": {**away, "fields": "userEnteredValue"}}
    answer = subject.batch(written, asked)
    assert answer["replies"][1] == {"findReplace": reply}
    assert subject.values("Orders!B3") == [[city]]


def test_replaced_text_is_read_as_if_typed(subject):
    """A number stays one, a text that looks like a number becomes one."""
    subject.batch(write(["no 7"], at=(0, 3)), find("no ", ""), find("80", "90"))
    assert subject.values("Orders!D1") == [[7]]
    assert subject.values("Orders!C3") == [[90.5]]


def test_formulas_are_searched_on_request_only(subject):
    """A formula is left alone unless includeFormulas; then its text is changed."""
    subject.batch(write(["=SUM(C2:C3)"], at=(0, 3)))
    assert subject.batch(find("C3", "C4"))["replies"] == [{"findReplace": {}}]
    answer = subject.batch(find("C3", "C4", includeFormulas=True))
    assert answer["replies"] == [{"findReplace": counts(0, 1, 1, formulas=1)}]
    assert subject.values("Orders!D1", "FORMULA") == [["=SUM(C2:C4)"]]


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({"findReplace": {"find": "a"}}, id="nowhere"),
        pytest.param(find("a", "b", allSheets=True, sheetId=ORDERS), id="two places"),
        pytest.param(find("", "b"), id="nothing"),
        pytest.param(find("(", "b", searchByRegex=True), id="no expression"),
        pytest.param(find("a", "$1", searchByRegex=True), id="no such group"),
        pytest.param(find("a", "${x}", searchByRegex=True), id="no such name"),
    ],
)
def test_a_search_that_makes_no_sense_is_refused(subject, asked):
    """What to find, and where, must be said, and an expression must be one."""
    before = subject.values("Orders")
    status, message = subject.refusal(asked)
    assert (status, message.startswith("Invalid requests[0].findReplace: ")) == (
        400,
        True,
    )
    assert subject.values("Orders") == before


def unique(place, *columns):
    spans = [
        {
            "sheetId": ORDERS,
            "dimension": "COLUMNS",
            "startIndex": at,
            "endIndex": at + 1,
        }
        for at in columns
    ]
    return {"deleteDuplicates": {"range": place, "comparisonColumns": spans}}


@pytest.mark.parametrize(
    ("asked", "removed", "left"),
    [
        pytest.param(
            unique(box(1, 6, 0, 3)), 1, ["Ann", "Bob", "Cid"], id="all columns"
        ),
        pytest.param(unique(box(1, 6, 0, 3), 1), 2, ["Ann", "Bob"], id="by city"),
        pytest.param(
            unique(box(1, 4, 0, 3)), 0, ["Ann", "Bob", "Cid", "ann"], id="none"
        ),
    ],
)
def test_rows_that_were_there_before_go(subject, asked, removed, left):
    """The first of equal rows stays, whatever its case and looks; the rest close up."""
    subject.batch(
        write(["ann", "CHENNAI", 120], at=(4, 0)),
        write(["beside"], at=(4, 3)),
        dress(
            box(4, 5, 0, 1), "userEnteredFormat", userEnteredFormat={"textFormat": {}}
        ),
    )
    answer = subject.batch(asked)["replies"][0]["deleteDuplicates"]
    assert answer == ({"duplicatesRemovedCount": removed} if removed else {})
    assert [row[0] for row in subject.values("Orders!A2:A6")] == left
    assert subject.values("Orders!D5") == [["beside"]]


def test_formulas_count_by_what_they_come_to(subject, server):
    """Rows are compared by text where a result is not known."""
    subject.batch(write(["=NOSUCH(1)"], ["=NOSUCH(1)"], ["=NOSUCH(2)"], at=(1, 3)))
    (answer,) = subject.batch(unique(box(1, 4, 3, 4)))["replies"]
    assert answer["deleteDuplicates"]["duplicatesRemovedCount"] in {1, 2}


@pytest.mark.parametrize("column", [3, 0])
def test_only_columns_of_the_range_are_compared(subject, column):
    """A comparison column outside the range is refused."""
    asked = unique(box(1, 4, 1, 3), column)
    message = "comparisonColumns must be within the range."
    refused = 400, f"Invalid requests[0].deleteDuplicates: {message}"
    assert subject.refusal(asked) == refused


def test_white_space_is_trimmed(subject):
    """Ends lose their white space, runs become one space; numbers and formulas stay."""
    texts = ["  a \t b\n", "\u00a0c", "  =1", "ok", "   ", '=" x "']
    subject.batch(write(*([text] for text in texts[:5]), at=(0, 3)))
    subject.batch(write([texts[5]], at=(5, 3)))
    (reply,) = subject.batch({"trimWhitespace": {"range": box(0, 6, 2, 4)}})["replies"]
    assert reply == {"trimWhitespace": {"cellsChangedCount": 3}}
    found = subject.values("Orders!D1:D6", "FORMULA")
    assert found == [["a b"], ["\u00a0c"], ["=1"], ["ok"], [], ['=" x "']]
    (again,) = subject.batch({"trimWhitespace": {"range": box(0, 6, 2, 4)}})["replies"]
    assert again == {"trimWhitespace": {}}


def split(place, kind, **more):
    return {"textToColumns": {"source": place, "delimiterType": kind, **more}}


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("a,1", {"kind": "COMMA"}, ["a", 1]),
        ("a;b", {"kind": "SEMICOLON"}, ["a", "b"]),
        ("a.b", {"kind": "PERIOD"}, ["a", "b"]),
        ("a b", {"kind": "SPACE"}, ["a", "b"]),
        ("a--b", {"kind": "CUSTOM", "delimiter": "--"}, ["a", "b"]),
        ("a;b", {"kind": "AUTODETECT"}, ["a", "b"]),
        ("ab", {"kind": "AUTODETECT"}, ["ab"]),
    ],
)
def test_texts_are_split_over_the_columns_beside(subject, text, asked, expected):
    """Parts are entered as if typed, from the column of the text on."""
    subject.batch(write([text], at=(4, 0)), split(box(4, 5, 0, 1), **asked))
    assert subject.values("Orders!A5:D5") == [expected]


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(split(box(0, 4, 0, 2), "COMMA"), id="two columns"),
        pytest.param(split(box(0, 4, 0, 1), "CUSTOM"), id="no delimiter"),
        pytest.param(
            split(box(0, 4, 0, 1), "DELIMITER_TYPE_UNSPECIFIED"), id="no type"
        ),
        pytest.param(split(box(4, 5, 3, 4), "COMMA"), id="beyond the grid"),
    ],
)
def test_a_split_that_cannot_be_done_is_refused(subject, asked):
    """One column, a delimiter, and room to the right are needed."""
    subject.batch(write(["a,b"], at=(4, 3)))
    assert subject.refusal(asked)[0] == 400
    assert shown(subject, "D5", "formattedValue") == [["a,b"]]
