"""Workbooks that are damaged, hostile or hold what a copy cannot."""

import re
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from local_sheets import Store
from local_sheets.errors import RefusedError
from local_sheets.grid.model import Formula
from local_sheets.workbooks.xlsx import parts as xlsx_parts

STYLES, THEME = "xl/styles.xml", "xl/theme/theme1.xml"
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(scope="module")
def tracker(tmp_path_factory):
    """A workbook with looks, rules, a link, a note and a date."""
    path = tmp_path_factory.mktemp("damage") / "tracker.xlsx"
    with Workbook(path) as book:
        tab = book.add_worksheet("Orders")
        bold = book.add_format({"bold": True, "bg_color": "#FF0000", "border": 1})
        tab.write_row(0, 0, ["Name", "Paid"], bold)
        tab.write(1, 0, "Ann")
        tab.write(1, 1, 1250.5, book.add_format({"num_format": "[$₦]0.00"}))
        tab.write_url(2, 0, "https://example.com", string="Ben")
        tab.write_comment("A2", "ask her")
        tab.set_row_pixels(0, 40)
        tab.data_validation("A2:A9", {"validate": "list", "source": ["Ann", "Ben"]})
        rule = {"type": "cell", "criteria": ">", "value": 5, "format": bold}
        tab.conditional_format("B2:B9", rule)
    return path


def edited(source, target, part, change):
    """Write a copy of a workbook with one part changed."""
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w") as out:
        for name in archive.namelist():
            raw = archive.read(name)
            out.writestr(name, change(raw) if name == part else raw)
    return target


def values(path):
    store = Store()
    (sheet,) = store.spreadsheet(store.import_file(path)).sheets
    return [row.values for row in sheet.rows[:3]]


VALUES = [("Name", "Paid"), ("Ann", 1250.5), ("Ben",)]
PARTS = [STYLES, THEME, "xl/comments1.xml", "xl/worksheets/_rels/sheet1.xml.rels"]


@pytest.mark.parametrize("part", PARTS)
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_damaged_looks_never_cost_a_value(tmp_path, tracker, part, data):
    """Any number, word or end of a styling part may be wrong: values come first."""

    def damage(raw):
        spots = [found.span(1) for found in re.finditer(rb'="([^"]*)"', raw)]
        start, end = data.draw(st.sampled_from(spots))
        junk = data.draw(st.sampled_from([b"", b"-1", b"1e99", b"99999999999", b"x"]))
        cut = data.draw(st.sampled_from([len(raw), end]))
        return (raw[:start] + junk + raw[end:])[:cut]

    path = edited(tracker, tmp_path / "damaged.xlsx", part, damage)
    try:
        found = values(path)
    except RefusedError:
        # The reader of values needs some of this too.
        assert part == STYLES
        return
    assert [row[:1] for row in found] == [row[:1] for row in VALUES]


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_damaged_rules_never_cost_a_value(tmp_path, tracker, data):
    """Whatever stands around the rows of a tab, the rows are read."""

    def damage(raw):
        head, mark, tail = raw.partition(b"</sheetData>")
        spots = [found.span(1) for found in re.finditer(rb'="([^"]*)"', tail)]
        start, end = data.draw(st.sampled_from(spots))
        junk = data.draw(st.sampled_from([b"", b"-1", b"A0:ZZZ9999999", b"x y", b"0"]))
        return head + mark + tail[:start] + junk + tail[end:]

    path = edited(tracker, tmp_path / "damaged.xlsx", SHEET, damage)

    assert values(path) == VALUES


def test_entities_are_not_expanded(tmp_path, tracker):
    """A part with a document type is passed over as a whole."""
    bomb = b'<!DOCTYPE t [<!ENTITY a "Arial"><!ENTITY b "&a;&a;&a;">]>'

    def with_entities(raw):
        declared = raw.replace(b"<comments", bomb + b"<comments", 1)
        return declared.replace(b"ask her", b"&b;")

    path = edited(tracker, tmp_path / "bomb.xlsx", "xl/comments1.xml", with_entities)
    store = Store()
    (sheet,) = store.spreadsheet(store.import_file(path)).sheets

    assert [row.values for row in sheet.rows[:3]] == VALUES
    assert all(
        "note" not in (extra or {}) for row in sheet.rows for extra in row.extras
    )


def test_a_file_that_unpacks_to_too_much_is_refused(tmp_path, tracker, monkeypatch):
    """The size is known before anything is unpacked."""
    monkeypatch.setattr(xlsx_parts, "_MAX_UNPACKED", 1000)

    with pytest.raises(RefusedError, match="too large"):
        Store().import_file(tracker)


def formulas(tmp_path, tracker, cells):
    """Return the values of a tab whose rows are replaced by these cells."""
    rows = f"<sheetData>{cells}</sheetData>".encode()
    pattern = re.compile(rb"<sheetData>.*</sheetData>", re.DOTALL)
    path = edited(
        tracker, tmp_path / "f.xlsx", SHEET, lambda raw: pattern.sub(rows, raw)
    )
    store = Store()
    (sheet,) = store.spreadsheet(store.import_file(path)).sheets
    return [row.values for row in sheet.rows[:2]]


def test_a_formula_filled_down_is_one_in_every_cell(tmp_path, tracker):
    """Excel stores it once; relative references follow, fixed ones stay."""
    found = formulas(
        tmp_path,
        tracker,
        '<row r="1"><c r="B1"><f t="shared" ref="B1:B2" si="0">A1*$C$1&amp;""</f>'
        '<v>1</v></c></row><row r="2"><c r="B2"><f t="shared" si="0"/>'
        "<v>2</v></c></row>",
    )

    expected = [Formula('=A1*$C$1&""', 1), Formula('=A2*$C$1&""', 2)]
    assert [row[1] for row in found] == expected


@pytest.mark.parametrize("text", ["SUM([1]Stock!A1)", "SUM(Orders7[Paid])"])
def test_a_formula_about_what_is_not_in_the_copy_leaves_its_result(
    tmp_path, tracker, text
):
    """Excel would call a copy damaged that speaks of a missing table or file."""
    source = tmp_path / "table.xlsx"
    with zipfile.ZipFile(tracker) as archive, zipfile.ZipFile(source, "w") as out:
        for name in archive.namelist():
            out.writestr(name, archive.read(name))
        out.writestr("xl/tables/table1.xml", '<table displayName="Orders7"/>')

    cells = f'<row r="1"><c r="A1"><f>{text}</f><v>7</v></c></row>'

    assert formulas(tmp_path, source, cells)[:1] == [(7,)]
