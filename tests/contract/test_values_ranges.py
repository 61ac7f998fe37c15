"""Names of ranges: A1, R1C1, tabs with odd titles, named ranges, and refusals."""

from urllib.parse import quote

import pytest

WHOLE = [["Name", "City", "Spent"], ["Ann", "Chennai", 120]]


def named(subject, name, **ends):
    grid = {"sheetId": 7, "startRowIndex": 0, "startColumnIndex": 0, **ends}
    subject.batch({"addNamedRange": {"namedRange": {"name": name, "range": grid}}})


def refused(subject, text):
    status, answer = subject.call("GET", f"/values/{quote(text, safe='')}")
    assert status == 400
    return answer["error"]["message"]


@pytest.mark.parametrize("text", ["Head", "head", "Sheet1!Head", "'Orders'!Head"])
def test_a_named_range_is_read_by_its_name(subject, text):
    """Its case does not matter, nor which tab is named before it."""
    named(subject, "Head", endRowIndex=2, endColumnIndex=3)
    answer = subject.get(f"/values/{text}?valueRenderOption=UNFORMATTED_VALUE")
    assert answer["range"] == "Orders!A1:C2"
    assert answer["values"] == WHOLE


def test_a_bare_name_is_a_named_range_before_it_is_a_tab(subject):
    """Quotes, or cells after an exclamation mark, make it the tab again."""
    named(subject, "Sheet1", endRowIndex=2, endColumnIndex=3)
    echoes = {
        "Sheet1": "Orders!A1:C2",
        "'Sheet1'": "Sheet1!A1:Z1000",
        "Sheet1!A1:B1": "Sheet1!A1:B1",
    }
    assert {text: subject.get(f"/values/{text}")["range"] for text in echoes} == echoes


def test_quotes_are_for_tabs_alone(subject):
    """A named range in quotes, or before an exclamation mark, is not found."""
    named(subject, "Solo", endRowIndex=1, endColumnIndex=1)
    for text in ("'Solo'", "Solo!A1:B1"):
        assert refused(subject, text) == f"Unable to parse range: {text}"


def test_cells_without_a_tab_are_on_the_first_tab_to_be_seen(subject):
    """A hidden tab is passed over."""
    properties = {"sheetId": 0, "hidden": True}
    hide = {"properties": properties, "fields": "hidden"}
    subject.batch({"updateSheetProperties": hide})
    assert subject.get("/values/A1")["range"] == "Orders!A1"


ECHOES = {
    "Orders!A3:B": "Orders!A3:B6",
    "Orders!B:B3": "Orders!B1:B3",
    "Orders!2:3": "Orders!A2:D3",
    "Orders!B2:3": "Orders!B2:D3",
    "Orders!3:B2": "Orders!A2:B3",
    "Orders!$A$2:$B$2": "Orders!A2:B2",
    "Orders!R2C1:R3C2": "Orders!A2:B3",
    "r1c1": "Sheet1!A1",
    "Orders!C5:Z99": "Orders!C5:D6",
}


def test_every_notation_is_echoed_as_plain_cells(subject):
    """Open ends are closed at the edge of the grid, and dollars are dropped."""
    said = {text: subject.get(f"/values/{text}")["range"] for text in ECHOES}
    assert said == ECHOES


UNREADABLE = [
    "!!!",
    "Orders!",
    "'Orders'!",
    "Orders!A",
    "Orders!A0",
    "Orders!A:",
    "Orders!A1:B2:C3",
    "Orders!R0C1",
    "Orders!ABCD1",
    "'Orders",
    "Orders!A1,B2",
]


def test_what_is_no_range_is_quoted_back(subject):
    """The refusal repeats the text as it was sent."""
    said = {text: refused(subject, text) for text in UNREADABLE}
    assert said == {text: f"Unable to parse range: {text}" for text in UNREADABLE}


BEYOND = [
    "Orders!A7:B9",
    "Orders!A7:B",
    "Orders!E:F",
    "Orders!7:8",
    "Orders!E1",
]


def test_a_range_beyond_the_grid_is_refused_with_its_size(subject):
    """The refusal names the range with its open ends open."""
    size = "Max rows: 6, max columns: 4"
    said = {text: refused(subject, text) for text in BEYOND}
    assert said == {
        text: f"Range ({text}) exceeds grid limits. {size}" for text in BEYOND
    }


def test_an_option_must_be_one_of_its_few(subject):
    """The refusal names the field and its kind as the request message has them."""
    status, answer = subject.call("GET", "/values/A1?majorDimension=DIAGONAL")
    message = (
        "Invalid value at 'major_dimension' "
        '(type.googleapis.com/google.apps.sheets.v4.Dimension), "DIAGONAL"'
    )
    assert (status, answer["error"]["message"]) == (400, message)
