"""The seller's looks through an Excel workbook: in, out, and in again."""

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from local_sheets import Store
from local_sheets.notation.render import rendered
from local_sheets.workbooks.xlsx.number_formats import built_in_pattern, number_format


@pytest.fixture
def read(tmp_path):
    """Return a function that imports what a function wrote into a worksheet."""

    def imported(write, **options):
        path = tmp_path / "tracker.xlsx"
        with Workbook(path, options) as workbook:
            write(workbook, workbook.add_worksheet("Orders"))
        store = Store()
        return store.spreadsheet(store.import_file(path))

    return imported


@pytest.fixture
def copied(tmp_path):
    """Return a function that exports a spreadsheet and imports the copy."""

    def again(spreadsheet):
        store = Store()
        path = tmp_path / "copy.xlsx"
        store.export_xlsx(store.add(spreadsheet, "owner@example.com"), path)
        title = spreadsheet.properties["title"]
        return store.spreadsheet(store.import_file(path, title=title))

    return again


def looks(spreadsheet, tab=0):
    """Return the CellFormat of every cell of a tab that has one, by its place."""
    return {
        (index, column): spreadsheet.styles[style]
        for index, row in enumerate(spreadsheet.sheets[tab].rows)
        for column, style in enumerate(row.formats)
        if style
    }


def extras(spreadsheet, tab=0):
    """Return notes and rules of every cell of a tab that has any, by its place."""
    return {
        (index, column): extra
        for index, row in enumerate(spreadsheet.sheets[tab].rows)
        for column, extra in enumerate(row.extras)
        if extra
    }


WHITE = {"red": 1, "green": 1, "blue": 1}
RED = {"red": 1}
BLACK_LINE = {"color": {}, "colorStyle": {"rgbColor": {}}}
LOOKS = [
    ({"bold": True}, {"textFormat": {"bold": True}}),
    ({"italic": True}, {"textFormat": {"italic": True}}),
    ({"underline": 1}, {"textFormat": {"underline": True}}),
    ({"font_strikeout": True}, {"textFormat": {"strikethrough": True}}),
    ({"font_size": 18}, {"textFormat": {"fontSize": 18}}),
    ({"font_name": "Georgia"}, {"textFormat": {"fontFamily": "Georgia"}}),
    (
        {"font_color": "#FF0000"},
        {
            "textFormat": {
                "foregroundColor": RED,
                "foregroundColorStyle": {"rgbColor": RED},
            }
        },
    ),
    (
        {"bg_color": "#FFFFFF"},
        {"backgroundColor": WHITE, "backgroundColorStyle": {"rgbColor": WHITE}},
    ),
    ({"align": "center"}, {"horizontalAlignment": "CENTER"}),
    ({"align": "right"}, {"horizontalAlignment": "RIGHT"}),
    ({"valign": "top"}, {"verticalAlignment": "TOP"}),
    ({"valign": "vcenter"}, {"verticalAlignment": "MIDDLE"}),
    ({"text_wrap": True}, {"wrapStrategy": "WRAP"}),
    ({"rotation": -45}, {"textRotation": {"angle": -45}}),
    ({"rotation": 270}, {"textRotation": {"vertical": True}}),
    (
        {"bottom": 6, "bottom_color": "#000000"},
        {"borders": {"bottom": {"style": "DOUBLE", "width": 3, **BLACK_LINE}}},
    ),
    (
        {"num_format": "[$₦]#,##0"},
        {"numberFormat": {"type": "CURRENCY", "pattern": "[$₦]#,##0"}},
    ),
]


@pytest.mark.parametrize(("written", "expected"), LOOKS, ids=str)
def test_a_look_is_read_and_written_again(read, copied, written, expected):
    """Each property becomes its CellFormat field, and the copy has the same."""
    first = read(lambda book, tab: tab.write(1, 2, 7, book.add_format(written)))

    assert looks(first) == {(1, 2): expected}
    assert looks(copied(first)) == looks(first)


def test_a_tab_without_looks_holds_none(read):
    """Plain cells cost no format: not in the table, not in a row."""
    plain = read(lambda _, tab: tab.write_row(0, 0, ["Ann", 12, True]))

    assert plain.styles.formats == [{}]
    assert [row.formats for row in plain.sheets[0].rows] == [()]


def test_rows_that_look_alike_share_their_formats(read):
    """A thousand rows of money and dates hold one tuple of style numbers."""

    def write(book, tab):
        money = book.add_format({"num_format": "0.00"})
        for index in range(1000):
            tab.write(index, 0, index, money)

    rows = read(write).sheets[0].rows

    assert len({id(row.formats) for row in rows}) == 1


PATTERNS = [
    ("0", "NUMBER"),
    ("#,##0.00", "NUMBER"),
    ('0 "days"', "NUMBER"),
    ("0\\h", "NUMBER"),
    ("[Red]0_d", "NUMBER"),
    ("0%", "PERCENT"),
    ("0.00E+00", "SCIENTIFIC"),
    ("@", "TEXT"),
    ("[$₦-468]#,##0.00", "CURRENCY"),
    ("[$NGN] 0", "CURRENCY"),
    ('"€"0', "CURRENCY"),
    ("$#,##0_);($#,##0)", "CURRENCY"),
    ("d mmm yyyy", "DATE"),
    ("mmm", "DATE"),
    ("mm/yy", "DATE"),
    ("h:mm AM/PM", "TIME"),
    ("[h]:mm", "TIME"),
    ("mm:ss", "TIME"),
    ("dd/mm/yyyy hh:mm", "DATE_TIME"),
]


@pytest.mark.parametrize(("pattern", "kind"), PATTERNS)
def test_a_pattern_is_of_the_type_sheets_gives_it(pattern, kind):
    """Literal letters and colours do not make a number a date."""
    assert number_format(pattern) == {"type": kind, "pattern": pattern}


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.one_of(
        st.sampled_from([pattern for pattern, _ in PATTERNS]),
        st.text('0#?.,;%E+-_*[]$\\\\"dmyhs@ x', max_size=12),
    ),
)
@example(1.7e308, "0%")
def test_any_number_can_be_shown_by_any_pattern(value, pattern):
    """Patterns are the seller's own now, and none of them may stop an answer."""
    assert isinstance(rendered(value, number_format(pattern) or {}, "en_GB"), str)


def test_a_date_pattern_loses_the_language_it_was_written_in():
    """Month names follow the spreadsheet's locale, not a code in the pattern."""
    pattern = "[$-409]d\\-mmm\\-yy;@"

    assert number_format(pattern) == {"type": "DATE", "pattern": "d\\-mmm\\-yy"}


@pytest.mark.parametrize("pattern", ["", "General", "GENERAL"])
def test_general_is_no_format(pattern):
    """An automatic cell stays automatic."""
    assert number_format(pattern) is None


@pytest.mark.parametrize(
    ("number", "pattern"),
    [(0, ""), (2, "0.00"), (14, "dd/mm/yyyy"), (22, "dd/mm/yyyy hh:mm"), (49, "@")],
)
def test_built_in_formats_go_by_number(number, pattern):
    """The short date is written as the locale writes it."""
    assert built_in_pattern(number, "dd/mm/yyyy") == pattern


SERIALS = [
    ("d mmm yyyy", 46000, "DATE"),
    ("d mmm yyyy", 1, "DATE"),
    ("d mmm yyyy", 59, "DATE"),
    ("hh:mm", 0.5, "TIME"),
    ("[h]:mm", 1.5, "TIME"),
    ('0 "d"', 46000, "NUMBER"),
    ("0.00", 0.5, "NUMBER"),
]


@pytest.mark.parametrize(("pattern", "value", "kind"), SERIALS)
def test_numbers_keep_their_value_and_their_type(read, copied, pattern, value, kind):
    """A date stays a date, another number stays one, twice over."""
    first = read(
        lambda book, tab: tab.write(
            0, 0, value, book.add_format({"num_format": pattern})
        )
    )
    for one in (first, copied(first)):
        assert one.sheets[0].rows[0].values == (value,)
        expected = {(0, 0): {"numberFormat": {"type": kind, "pattern": pattern}}}
        assert looks(one) == expected


def test_the_font_of_plain_cells_is_the_spreadsheets_default(read, copied):
    """A book in Arial 10 stays in Arial 10 without a format on any cell."""
    font = {"font_name": "Arial", "font_size": 10}
    first = read(lambda _, tab: tab.write(0, 0, 1), default_format_properties=font)

    expected = {"textFormat": {"fontFamily": "Arial", "fontSize": 10}}
    assert looks(first) == {}
    assert first.properties["defaultFormat"] == expected
    assert copied(first).properties == first.properties


def test_links_lead_to_addresses_and_to_tabs(read, copied):
    """An internal link becomes the address of a tab, a number keeps its link."""

    def write(book, tab):
        book.add_worksheet("Price list")
        tab.write_url(0, 0, "https://wa.me/15550100?text=Hi#x", string="chat")
        tab.write_url(1, 0, "internal:'Price list'!B2", string="price")
        tab.write_url(2, 0, "mailto:ann@example.com", string="mail")
        tab.write_url(3, 0, "external:photos/bag.jpg", string="photo")
        tab.write_url(4, 0, "https://example.com/7", string="7")
        tab.write_number(4, 0, 7)

    first = read(write)

    for one in (first, copied(first)):
        found = looks(one)
        uris = [
            found.get((index, 0), {}).get("textFormat", {}).get("link", {}).get("uri")
            for index in range(5)
        ]
        assert uris == [
            "https://wa.me/15550100?text=Hi#x",
            "#gid=1&range=B2",
            "mailto:ann@example.com",
            None,
            "https://example.com/7",
        ]
        assert one.sheets[0].rows[4].values == (7,)


def test_notes_sizes_and_the_tabs_own_look_are_kept(read, copied):
    """Comments are notes; heights, hidden rows, widths, panes and colour stay."""

    def write(book, tab):
        tab.write_column(0, 0, ["Name", "Ann", "Ben", "Cem"])
        tab.write_comment("A2", "pays on Fridays")
        tab.set_row_pixels(0, 48)
        tab.set_row(2, None, None, {"hidden": True})
        tab.set_column_pixels(0, 0, 180)
        tab.freeze_panes(1, 0)
        tab.set_tab_color("#FF0000")
        tab.hide_gridlines(2)
        tab.right_to_left()

    first = read(write)

    (sheet,) = first.sheets
    assert extras(first) == {(1, 0): {"note": "pays on Fridays"}}
    assert sheet.dimensions == {
        "ROWS": {0: {"pixelSize": 48}, 2: {"hiddenByUser": True}},
        "COLUMNS": {0: {"pixelSize": 180}},
    }
    assert sheet.properties["tabColor"] == RED
    assert sheet.properties["rightToLeft"]
    grid = sheet.properties["gridProperties"]
    assert (grid["frozenRowCount"], grid["hideGridlines"]) == (1, True)
    again = copied(first)
    assert again.sheets == first.sheets
    assert extras(again) == extras(first)


def test_blank_cells_keep_their_look_near_the_table(read):
    """A prepared row below is kept; one a million rows away does not grow the tab."""

    def write(book, tab):
        fill = book.add_format({"bg_color": "#FF0000"})
        tab.write(0, 0, "Name")
        tab.write_blank(20, 1, None, fill)
        tab.write_blank(900_000, 1, None, fill)
        tab.write_blank(0, 16_000, None, fill)

    found = read(write)

    assert list(looks(found)) == [(20, 1)]
    grid = found.sheets[0].properties["gridProperties"]
    assert grid == {"rowCount": 21, "columnCount": 2}


def test_a_formatted_column_shows_where_the_file_has_no_cell(read):
    """Excel writes no blank cell for a column that was coloured as a whole."""

    def write(book, tab):
        tab.write_row(0, 0, ["Name", "Paid", "City"])
        tab.write_row(1, 0, ["Ann"])
        tab.set_column(1, 1, None, book.add_format({"bg_color": "#FF0000"}))

    # Row by row, XlsxWriter has written the header before the column is coloured.
    assert list(looks(read(write, constant_memory=True))) == [(1, 1)]


def test_dates_without_a_date_pattern_of_their_own_get_the_locales(read):
    """A built-in short date is shown in the order of the spreadsheet's locale."""
    found = read(
        lambda book, tab: tab.write(
            0, 0, dt.date(2026, 5, 3), book.add_format({"num_format": 14})
        )
    )

    (look,) = looks(found).values()
    assert look["numberFormat"] == {"type": "DATE", "pattern": "dd/mm/yyyy"}
