"""Comma-separated files in."""

import pytest

from local_sheets.errors import RefusedError
from local_sheets.workbooks.csv_in import csv_spreadsheet
from local_sheets.workbooks.importing import imported

GB = {"title": "t", "locale": "en_GB", "timeZone": "Etc/GMT"}


def read(tmp_path, raw, locale="en_GB"):
    path = tmp_path / "orders.csv"
    path.write_bytes(raw)
    (sheet,) = csv_spreadsheet(path, "id", {**GB, "locale": locale}).sheets
    return sheet


FILES = [
    (b"Name,Spent\nAnn,12.5\n", [("Name", "Spent"), ("Ann", 12.5)]),
    (b"Name;Spent\nAnn;12\n", [("Name", "Spent"), ("Ann", 12)]),
    (b"Name\tSpent\nAnn\t12\n", [("Name", "Spent"), ("Ann", 12)]),
    (b'"Rao, Ann";7\n"Bo; C";8\n', [("Rao, Ann", 7), ("Bo; C", 8)]),
    ("\ufeffName,\u20b9\n".encode(), [("Name", "₹")]),
    (b"Jos\xe9,1\r\nAnn,2\r\n", [("José", 1), ("Ann", 2)]),
    (b'a,"two\nlines"\n', [("a", "two\nlines")]),
    (b"phone,ok\n0123,true\n+44 20,\n", [("phone", "ok"), ("0123", True), ("+44 20",)]),
    (b"", []),
]


@pytest.mark.parametrize(("raw", "rows"), FILES)
def test_a_file_is_read_as_it_was_meant(tmp_path, raw, rows):
    """Encoding and delimiter are found out, numbers are numbers, phones are text."""
    assert [row.values for row in read(tmp_path, raw).rows] == rows


def test_dates_get_a_serial_and_a_format(tmp_path):
    """A date of the locale becomes a number that is shown as a date."""
    sheet = read(tmp_path, b"when\n13/02/2026\n")
    assert sheet.rows[1].values == (46066,)
    assert sheet.rows[1].formats != ()


def test_the_tab_is_named_after_the_file(tmp_path):
    """The one tab carries the file's name and is as large as the data."""
    sheet = read(tmp_path, b"a,b\nc,d\n")
    size = sheet.row_count, sheet.column_count
    assert (sheet.title, size) == ("orders", (2, 2))


def test_other_files_are_refused(tmp_path):
    """A file that is neither is refused by its ending."""
    path = tmp_path / "orders.pdf"
    path.write_bytes(b"%PDF")
    with pytest.raises(RefusedError, match=r"Only \.xlsx and \.csv files"):
        imported(path, "id", GB)
