"""Tables as Google answers them: their columns are named by their header cells."""

from local_sheets.grid.model import Json, Sheet
from local_sheets.grid.spreadsheet import Spreadsheet, resolved
from local_sheets.notation.render import rendered

# What tables look like whose colours nobody chose.
_USUAL = {
    "header": {"red": 0.20784314, "green": 0.40784314, "blue": 0.32941177},
    "firstBand": {"red": 1, "green": 1, "blue": 1},
    "secondBand": {"red": 0.9647059, "green": 0.972549, "blue": 0.9764706},
}
_INT32 = 2**31


def table_json(spreadsheet: Spreadsheet, sheet: Sheet, table: Json) -> Json:
    """Return a Table with an entry for every column; the first has no index.

    Args:
        spreadsheet: for the looks of header cells.
        sheet: the table's tab.
        table: as it is kept, with entries for typed columns alone.
    """
    cells = resolved(sheet, table["range"])
    header = sheet.row(cells.start_row)
    typed = {item["columnIndex"]: item for item in table.get("columnProperties", [])}
    columns = []
    for index in range(cells.width):
        at = cells.start_column + index
        value = header.values[at] if at < len(header.values) else None
        style = header.formats[at] if at < len(header.formats) else 0
        number_format = spreadsheet.styles.number_format(style)
        name = rendered(value, number_format, spreadsheet.locale)
        place: Json = {"columnIndex": index} if index else {}
        rest = {k: v for k, v in typed.get(index, {}).items() if k != "columnIndex"}
        columns.append(place | {"columnName": name or f"Column {index + 1}"} | rest)
    return {**table, "columnProperties": columns}


def table_banding(table: Json) -> Json:
    """Return the BandedRange that a table shows up as."""
    table_id, chosen = table["tableId"], table.get("rowsProperties", {})
    colours: Json = {}
    for part in ("header", "firstBand", "secondBand", "footer"):
        style = chosen.get(f"{part}ColorStyle")
        if style is None and part in _USUAL:
            style = {"rgbColor": _USUAL[part]}
        if style is not None:
            colours[f"{part}ColorStyle"] = style
        if style is not None and "rgbColor" in style:
            colours[f"{part}Color"] = style["rgbColor"]
    is_number = table_id.isdecimal() and int(table_id) < _INT32
    numbered = {"bandedRangeId": int(table_id)} if is_number else {}
    return {
        **numbered,
        "bandedRangeReference": table_id,
        "range": table["range"],
        "rowProperties": colours,
    }
