"""spreadsheets.values: reading, writing, appending, clearing."""

import pytest

READS = [
    (
        "Orders",
        "Orders!A1:D6",
        [
            ["Name", "City", "Spent"],
            ["Ann", "Chennai", 120],
            ["Bob", "Pune", 80.5],
            ["Cid", "Pune", 40],
        ],
    ),
    ("orders!a2:b2", "Orders!A2:B2", [["Ann", "Chennai"]]),
    ("Orders!$B$3", "Orders!B3", [["Pune"]]),
    ("Orders!C:C", "Orders!C1:C6", [["Spent"], [120], [80.5], [40]]),
    ("Orders!4:9", "Orders!A4:D6", [["Cid", "Pune", 40]]),
    ("Orders!B3:B", "Orders!B3:B6", [["Pune"], ["Pune"]]),
    ("Orders!B2:A1", "Orders!A1:B2", [["Name", "City"], ["Ann", "Chennai"]]),
    ("Orders!R2C1:R2C2", "Orders!A2:B2", [["Ann", "Chennai"]]),
    ("Orders!D1:D6", "Orders!D1:D6", None),
    (
        "Orders!A1:Z99",
        "Orders!A1:D6",
        [
            ["Name", "City", "Spent"],
            ["Ann", "Chennai", 120],
            ["Bob", "Pune", 80.5],
            ["Cid", "Pune", 40],
        ],
    ),
    ("A1", "Sheet1!A1", None),
]


@pytest.mark.parametrize(("text", "echo", "values"), READS)
def test_a_range_is_read_and_echoed(subject, text, echo, values):
    """Ranges come back canonical, without trailing blanks, without values if blank."""
    answer = subject.get(f"/values/{text}?valueRenderOption=UNFORMATTED_VALUE")
    assert answer["range"] == echo
    assert answer["majorDimension"] == "ROWS"
    assert answer.get("values") == values


def test_columns_are_trimmed_one_by_one(subject):
    """COLUMNS turns the grid and leaves trailing blanks of each column out."""
    subject.call("POST", "/values/Orders!B4:C4:clear", {})
    query = "majorDimension=COLUMNS&valueRenderOption=UNFORMATTED_VALUE"
    answer = subject.get(f"/values:batchGet?ranges=Orders&ranges=Orders!D:D&{query}")
    first, second = answer["valueRanges"]
    assert first["values"] == [
        ["Name", "Ann", "Bob", "Cid"],
        ["City", "Chennai", "Pune"],
        ["Spent", 120, 80.5],
    ]
    assert "values" not in second


BAD_RANGES = [
    ("Nope!A1", "Unable to parse range: Nope!A1"),
    ("Orders!A1:", "Unable to parse range: Orders!A1:"),
    (
        "Orders!A100",
        "Range (Orders!A100) exceeds grid limits. Max rows: 6, max columns: 4",
    ),
]


@pytest.mark.parametrize(("text", "message"), BAD_RANGES)
def test_a_bad_range_is_refused(subject, text, message):
    """A range that cannot be read names itself in the refusal."""
    status, answer = subject.call("GET", f"/values/{text}")
    assert (status, answer["error"]["message"]) == (400, message)


TITLES = [
    ("Sales_1.a", "Sales_1.a"),
    ("Probe Tab", "'Probe Tab'"),
    ("It's", "'It''s'"),
    ("A1", "'A1'"),
    ("R1C1", "'R1C1'"),
    ("2026", "'2026'"),
    ("Ünï", "'Ünï'"),
    ("a-b", "'a-b'"),
    ("a/b", "'a/b'"),
    ("a!b", "'a!b'"),
]


@pytest.mark.parametrize(("title", "quoted"), TITLES)
def test_titles_are_quoted_where_google_quotes_them(subject, title, quoted):
    """The echo of a range quotes a title exactly when Google would."""
    grid = {"rowCount": 2, "columnCount": 2}
    subject.batch(
        {"addSheet": {"properties": {"title": title, "gridProperties": grid}}}
    )
    asked = quoted.replace("/", "%2F")
    assert subject.get(f"/values/{asked}!A1:B2")["range"] == f"{quoted}!A1:B2"


def put(subject, text, values, option="RAW", **body):
    path = f"/values/{text}?valueInputOption={option}"
    return subject.call("PUT", path, {"values": values, **body})


def test_null_leaves_a_cell_alone_and_blank_clears_it(subject):
    """null is skipped and not counted; the empty text empties its cell."""
    status, answer = put(subject, "Orders!A2", [[None, "", "=1+1"]])
    assert (status, answer["updatedRange"]) == (200, "Orders!A2:C2")
    counts = answer["updatedRows"], answer["updatedColumns"], answer["updatedCells"]
    assert counts == (1, 2, 2)
    assert subject.values("Orders!A2:D2") == [["Ann", "", "=1+1"]]


BAD_WRITES = [
    pytest.param(
        "Orders!A1:B1",
        [[1, 2, 3]],
        "Requested writing within range "
        "[Orders!A1:B1], but tried writing to column [C]",
        id="too wide",
    ),
    pytest.param(
        "Orders!A1:B1",
        [[1], [2]],
        "Requested writing within range [Orders!A1:B1], but tried writing to row [2]",
        id="too tall",
    ),
    pytest.param(
        "Orders!A1",
        [["x" * 50_001]],
        "Your input contains more than the "
        "maximum of 50000 characters in a single cell.",
        id="too long",
    ),
    pytest.param(
        "Orders!A1",
        ["x"],
        "Invalid value at 'data.values[0]' "
        '(type.googleapis.com/google.protobuf.ListValue), "x"',
        id="not rows",
    ),
]


@pytest.mark.parametrize(("text", "values", "message"), BAD_WRITES)
def test_a_bad_write_changes_nothing(subject, text, values, message):
    """A write that does not fit is refused before any cell changes."""
    before = subject.everything()
    status, answer = put(subject, text, values)
    assert (status, answer["error"]["message"]) == (400, message)
    assert subject.everything() == before


def test_an_input_option_is_required(subject):
    """Google does not guess whether text was typed."""
    status, answer = subject.call("PUT", "/values/Orders!A1", {"values": [["x"]]})
    assert status == 400
    assert answer["error"]["message"] == (
        "'valueInputOption' is required but not specified"
    )


def test_appending_continues_the_table_and_grows_the_grid(subject):
    """Rows land below the last table found, and the grid makes room for them."""
    path = "/values/Orders:append?valueInputOption=RAW"
    status, answer = subject.call("POST", path, {"values": [["Dee", "Goa", 7]] * 3})
    assert status == 200
    assert answer["tableRange"] == "Orders!A1:C4"
    assert answer["updates"]["updatedRange"] == "Orders!A5:C7"
    assert subject.values("Orders!A7:C7") == [["Dee", "Goa", 7]]


def test_batch_update_counts_distinct_rows_and_columns(subject):
    """Totals count a row or column once, however often it is written."""
    body = {
        "valueInputOption": "RAW",
        "data": [
            {"range": "Orders!A5", "values": [["x", "y"]]},
            {"range": "Orders!B5", "values": [["z"]]},
        ],
    }
    status, answer = subject.call("POST", "/values:batchUpdate", body)
    assert status == 200
    totals = {name: n for name, n in answer.items() if name.startswith("total")}
    assert totals == {
        "totalUpdatedRows": 1,
        "totalUpdatedColumns": 2,
        "totalUpdatedCells": 3,
        "totalUpdatedSheets": 1,
    }
    assert subject.values("Orders!A5:B5") == [["x", "z"]]


def test_a_values_batch_is_all_or_nothing(subject):
    """One bad range leaves the good ones unwritten."""
    data = [
        {"range": "Orders!A5", "values": [["x"]]},
        {"range": "Nope", "values": [[1]]},
    ]
    body = {"valueInputOption": "RAW", "data": data}
    assert subject.call("POST", "/values:batchUpdate", body)[0] == 400
    assert subject.values("Orders!A5") == []


def test_clearing_keeps_looks_and_says_what_was_cleared(subject):
    """Clear blanks values only, and echoes the canonical ranges."""
    body = {"ranges": ["orders!b2:b3", "Orders!C4"]}
    status, answer = subject.call("POST", "/values:batchClear", body)
    assert (status, answer["clearedRanges"]) == (200, ["Orders!B2:B3", "Orders!C4"])
    assert subject.values("Orders!A2:C4") == [
        ["Ann", "", 120],
        ["Bob", "", 80.5],
        ["Cid", "Pune"],
    ]
