"""Comma-separated files in: encoding and delimiter found out, cells as if typed."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from local_sheets.errors import RefusedError
from local_sheets.grid.cells import trimmed
from local_sheets.grid.model import CellValue, Json, Row
from local_sheets.grid.spreadsheet import Spreadsheet
from local_sheets.grid.styles import StyleTable
from local_sheets.notation.typed import Typist
from local_sheets.workbooks.building import built_sheet

_SNIFFED = 65_536
_DELIMITERS = ",;\t"
_TITLE_CHARACTERS = 100


def csv_spreadsheet(path: Path, spreadsheet_id: str, properties: Json) -> Spreadsheet:
    """Read a .csv file into a spreadsheet of one tab named after the file.

    Numbers, dates and booleans are recognised; phone numbers and ids (a leading zero
    or plus, more digits than a float holds) stay text, and nothing becomes a formula.
    """
    text = _decoded(path.read_bytes())
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    styles = StyleTable()
    try:
        rows = list(_rows(reader, styles, properties["locale"]))
    except csv.Error as error:
        raise RefusedError(f"The file cannot be read as CSV: {error}.") from error
    title = path.stem[:_TITLE_CHARACTERS] or "Sheet1"
    sheet = built_sheet(0, title, rows)
    return Spreadsheet(spreadsheet_id, properties, [sheet], styles=styles)


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def _delimiter(text: str) -> str:
    """Return the delimiter that parts the first lines most evenly."""
    sample = text[:_SNIFFED]
    if len(text) > _SNIFFED:
        sample = sample.rpartition("\n")[0]

    def evenness(delimiter: str) -> tuple[int, int]:
        lines = list(csv.reader(io.StringIO(sample), delimiter=delimiter))[:50]
        widths = [len(line) for line in lines if line]
        usual = max(set(widths), key=widths.count, default=1)
        return (widths.count(usual) if usual > 1 else 0, usual)

    return max(_DELIMITERS, key=evenness)


class _Cells(dict[str, tuple[CellValue, int]]):
    """Value and style number of each distinct text, read when it is first met."""

    def __init__(self, typist: Typist, styles: StyleTable) -> None:
        super().__init__()
        self._typist = typist
        self._styles = styles

    def __missing__(self, text: str) -> tuple[CellValue, int]:
        value, number_format = self._typist.read(text)
        look = {"numberFormat": number_format} if number_format else {}
        cell = self[text] = value, self._styles.number(look)
        return cell


def _rows(
    reader: Iterator[Sequence[str]], styles: StyleTable, locale: str
) -> Iterator[Row]:
    cells = _Cells(Typist(locale, keeps_codes=True), styles)
    shared: dict[tuple[int, ...], tuple[int, ...]] = {}
    for line in reader:
        found = [cells[text] for text in line]
        values = trimmed(tuple([value for value, _ in found]), None)
        formats = trimmed(tuple([style for _, style in found]), 0)
        yield Row(values, shared.setdefault(formats, formats))
