"""Cells → ``CellData``: values, links and formats, and the mask that names them.

Text goes as ``stringValue``, which Sheets stores as it is: ``=1`` stays text
(``ExtendedValue`` in the discovery document). Numbers, dates among them, go as
``numberValue`` and look like dates through their number format.
"""

from collections.abc import Sequence
from typing import Any

from sheets_sync.cells import literal_text
from sheets_sync.changes import WriteCells
from sheets_sync.looks import rgb_of
from sheets_sync.model import Content, Link, Style

Json = dict[str, Any]


def encode_rows(write: WriteCells) -> list[Json]:
    """Return the ``RowData`` of a write."""
    styles = write.styles or tuple(() for _ in write.rows)
    return [
        {"values": _cells(contents, row_styles)}
        for contents, row_styles in zip(write.rows, styles, strict=True)
    ]


def _cells(contents: Sequence[Content], styles: Sequence[Style]) -> list[Json]:
    if not styles:
        return [_cell(content, {}) for content in contents]
    return [
        _cell(content, encode_style(style))
        for content, style in zip(contents, styles, strict=True)
    ]


def _cell(content: Content, cell_format: Json) -> Json:
    cell: Json = {}
    value = encode_value(content)
    if value:
        cell["userEnteredValue"] = value
    if isinstance(content, Link) and content.uri:
        text_format = {
            **cell_format.get("textFormat", {}),
            "link": {"uri": content.uri},
        }
        cell_format = {**cell_format, "textFormat": text_format}
    if cell_format:
        cell["userEnteredFormat"] = cell_format
    return cell


def fields_of(change: WriteCells) -> str:
    """Return the mask: values, links where there are any, formats where given."""
    if change.whole:
        return "userEnteredValue,userEnteredFormat,note,dataValidation"
    if change.styles is not None:
        return "userEnteredValue,userEnteredFormat"
    has_link = any(isinstance(content, Link) for row in change.rows for content in row)
    link = ",userEnteredFormat.textFormat.link" if has_link else ""
    return "userEnteredValue" + link


def encode_value(content: Content) -> Json | None:
    """Return a cell's ``ExtendedValue``; None for a blank cell."""
    value = content.text if isinstance(content, Link) else content
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, str):
        return {"stringValue": literal_text(value)}
    return {"numberValue": value}


def encode_style(style: Style) -> Json:
    """Return the ``CellFormat`` of a style, only with what the style says."""
    number_format = {"type": style.number_type, "pattern": style.pattern}
    said = {
        "textFormat": _text_format(style),
        "numberFormat": number_format if style.number_type else None,
        "backgroundColorStyle": _colour_style(style.background),
        "wrapStrategy": style.wrap_strategy,
        "horizontalAlignment": style.align,
        "verticalAlignment": "MIDDLE" if style.middle else None,
    }
    return {name: part for name, part in said.items() if part}


def _text_format(style: Style) -> Json:
    said = {
        "bold": style.bold,
        "fontSize": style.font_size,
        "foregroundColorStyle": _colour_style(style.colour),
    }
    return {name: part for name, part in said.items() if part}


def _colour_style(colour: str) -> Json | None:
    return {"rgbColor": rgb_of(colour)} if colour else None
