"""USER_ENTERED and RAW: what a cell holds, shows and looks like after a write."""

import pytest

ENTRIES = [
    # typed, value, shown, pattern of the cell afterwards (the locale is en_GB)
    ("42", 42, "42", None),
    (" 42 ", 42, "42", None),
    ("0042", 42, "42", None),
    ("-.5", -0.5, "-0.5", None),
    ("+447700900123", 447700900123, "447700900123", None),
    ("1,234", 1234, "1,234", "#,##0"),
    ("1,234.5", 1234.5, "1,234.50", "#,##0.00"),
    ("(1,234)", -1234, "-1,234", "#,##0"),
    ("1e3", 1000, "1.00E+03", "0.00E+00"),
    ("12%", 0.12, "12%", "0%"),
    ("7.5 %", 0.075, "7.50%", "0.00%"),
    ("£5", 5, "£5", '"£"#,##0'),
    ("-£5.50", -5.5, "-£5.50", '"£"#,##0.00'),
    ("$5", 5, "$5", "[$$]#,##0"),
    ("5 €", 5, "5 €", "#,##0 [$€]"),
    ("2026-01-02", 46024, "2026-01-02", "yyyy-mm-dd"),
    ("2026-1-2", 46024, "2026-1-2", "yyyy-m-d"),
    ("3/4/2026", 46115, "03/04/2026", "dd/mm/yyyy"),
    ("3-4-2026", 46115, "3-4-2026", "d-m-yyyy"),
    ("2 Jan 2026", 46024, "2 Jan 2026", "d mmm yyyy"),
    ("2-Jan-26", 46024, "2-Jan-26", "d-mmm-yy"),
    ("January 2, 2026", 46024, "January 2, 2026", "mmmm d, yyyy"),
    ("Fri, 2 Jan 2026", 46024, "Fri, 2 Jan 2026", "ddd, d mmm yyyy"),
    ("May 2026", 46143, "May 2026", "mmm yyyy"),
    ("2026-05", 46143, "2026-05", "yyyy-mm"),
    ("5/2026", 46143, "5/2026", "m/yyyy"),
    ("18:30", 0.7708333333333334, "18:30", "h:mm"),
    ("6:30 pm", 0.7708333333333334, "6:30 PM", "h:mm am/pm"),
    ("6:30:05.250", 0.27089409722222223, "6:30:05.250", "h:mm:ss.000"),
    ("36:00", 1.5, "36:00:00", "[h]:mm:ss"),
    ("2026-01-02 18:00", 46024.75, "2026-01-02 18:00", "yyyy-mm-dd h:mm"),
    ("true", True, "TRUE", None),
    ("'007", "007", "007", None),
    ("'=1+1", "=1+1", "=1+1", None),
    ("plain words", "plain words", "plain words", None),
    ("31/02/2026", "31/02/2026", "31/02/2026", None),
    ("2026-01-02T18:00:00Z", "2026-01-02T18:00:00Z", "2026-01-02T18:00:00Z", None),
    ("1.2.3", "1.2.3", "1.2.3", None),
    ("5%%", "5%%", "5%%", None),
    ("$", "$", "$", None),
    ("= ", "= ", "= ", None),
]


def put(subject, text, values, option="USER_ENTERED", **body):
    path = f"/values/{text}?valueInputOption={option}"
    status, answer = subject.call("PUT", path, {"values": values, **body})
    assert status == 200, answer
    return answer


def patterns(subject, cells):
    (sheet,) = subject.get(f"?ranges={cells}&fields=sheets.data.rowData")["sheets"]
    looks = [
        value.get("userEnteredFormat", {}).get("numberFormat", {})
        for row in sheet["data"][0]["rowData"]
        for value in row["values"]
    ]
    return [look.get("pattern") for look in looks]


def test_typing_gives_a_value_and_a_look(subject):
    """Numbers, money, dates and times are recognised, and keep how they were typed."""
    typed, values, shown, looks = map(list, zip(*ENTRIES, strict=True))
    cells = f"Sheet1!A1:A{len(typed)}"
    columns = {"majorDimension": "COLUMNS"}
    put(subject, cells, [typed], **columns)
    assert [row[0] for row in subject.values(cells)] == values
    assert [row[0] for row in subject.values(cells, "FORMATTED_VALUE")] == shown
    assert patterns(subject, cells) == looks


def test_raw_text_stays_as_it_is(subject):
    """RAW parses nothing, not even an apostrophe or a formula."""
    line = ["007", "1-2", "$100.15", "TRUE", "=1+2", "'0123", " 5 "]
    put(subject, "Sheet1!A1", [line], "RAW")
    for render in ("UNFORMATTED_VALUE", "FORMATTED_VALUE", "FORMULA"):
        assert subject.values("Sheet1!A1:G1", render) == [line]
    assert patterns(subject, "Sheet1!A1:G1") == [None] * len(line)


def test_a_leading_plus_makes_a_formula(subject):
    """Text after a plus sign that is no number is taken for a formula."""
    put(subject, "Orders!D1", [["+C2"]])
    assert subject.values("Orders!D1", "FORMULA") == [["=+C2"]]


LOOKS = [
    # format of the cell, typed, pattern and text afterwards
    ({"type": "NUMBER", "pattern": "0.000"}, "1,234", "0.000", "1234.000"),
    ({"type": "CURRENCY", "pattern": "[$₹]0"}, "5", "[$₹]0", "₹5"),
    ({"type": "DATE", "pattern": "d mmm"}, "2026-01-02", "d mmm", "2 Jan"),
    ({"type": "DATE_TIME", "pattern": "d mmm"}, "2026-01-02", "d mmm", "2 Jan"),
    ({"type": "NUMBER", "pattern": "0.0"}, "2026-01-02", "yyyy-mm-dd", "2026-01-02"),
    ({"type": "DATE", "pattern": "d mmm"}, "50%", "0%", "50%"),
    ({"type": "TEXT", "pattern": "@"}, "007", "@", "007"),
]


@pytest.mark.parametrize(("look", "typed", "pattern", "shown"), LOOKS)
def test_a_look_gives_way_only_to_another_kind(subject, look, typed, pattern, shown):
    """A date in a number cell looks like a date; a number anywhere changes nothing."""
    place = {"sheetId": 7, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 3}
    cell = {"userEnteredFormat": {"numberFormat": look}}
    repeat = {"range": place, "cell": cell, "fields": "userEnteredFormat.numberFormat"}
    subject.batch({"repeatCell": repeat})
    put(subject, "Orders!D1", [[typed]])
    assert patterns(subject, "Orders!D1") == [pattern]
    assert subject.values("Orders!D1", "FORMATTED_VALUE") == [[shown]]


def test_a_write_keeps_note_and_rule(subject):
    """Values are replaced; the note and the rule on the cell stay."""
    rule = {"condition": {"type": "BOOLEAN"}}
    cell = {"note": "ask Ann", "dataValidation": rule}
    write = {"start": {"sheetId": 7}, "rows": [{"values": [cell]}]}
    subject.batch({"updateCells": {**write, "fields": "note,dataValidation"}})
    put(subject, "Orders!A1", [["new"]])
    fields = "sheets.data.rowData.values(note,dataValidation,userEnteredValue)"
    (sheet,) = subject.get(f"?ranges=Orders!A1&fields={fields}")["sheets"]
    (kept,) = sheet["data"][0]["rowData"][0]["values"]
    assert kept.pop("userEnteredValue") == {"stringValue": "new"}
    assert kept == cell


@pytest.mark.parametrize(
    ("options", "values"),
    [
        ("", [["02/01/2026", "18:00", "50%", "5", "02/01/2026"]]),
        (
            "valueRenderOption=UNFORMATTED_VALUE",
            [[46024, 0.75, 0.5, 5, "02/01/2026"]],
        ),
        (
            "valueRenderOption=UNFORMATTED_VALUE&dateTimeRenderOption=FORMATTED_STRING",
            [["02/01/2026", "18:00", 0.5, 5, "02/01/2026"]],
        ),
        (
            "valueRenderOption=FORMULA&dateTimeRenderOption=FORMATTED_STRING",
            [["02/01/2026", "18:00", 0.5, 5, "02/01/2026"]],
        ),
    ],
)
def test_dates_are_rendered_as_asked(subject, options, values):
    """FORMATTED_STRING shows moments as text and leaves other numbers alone."""
    line = ["2/1/2026", "18:00", "50%", 5, "'02/01/2026"]
    put(subject, "Sheet1!A1", [line])
    assert subject.get(f"/values/Sheet1!A1:E1?{options}")["values"] == values
