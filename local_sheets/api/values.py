"""The methods of spreadsheets.values."""

from local_sheets.api.call import Call, Route
from local_sheets.discovery.masks import SHEETS
from local_sheets.grid.model import Json
from local_sheets.grid.spreadsheet import Draft
from local_sheets.values.appending import append_range
from local_sheets.values.reading import ReadOptions, read_range
from local_sheets.values.writing import (
    WriteOptions,
    Written,
    clear_range,
    input_option,
    write_range,
)

_ID = r"/v4/spreadsheets/(?P<spreadsheetId>[^/:]+)"
_RENDER = "FORMATTED_VALUE"
_DATES = "SERIAL_NUMBER"


def _read_options(call: Call) -> ReadOptions:
    return ReadOptions(
        call.text("majorDimension", "ROWS"),
        call.text("valueRenderOption", _RENDER),
        call.text("dateTimeRenderOption", _DATES),
    )


def get_values(call: Call) -> Json:
    """spreadsheets.values.get."""
    spreadsheet = call.readable().spreadsheet
    return read_range(spreadsheet, call.path["range"], _read_options(call))


def batch_get(call: Call) -> Json:
    """spreadsheets.values.batchGet: every range of one version."""
    spreadsheet = call.readable().spreadsheet
    options = _read_options(call)
    ranges = [read_range(spreadsheet, text, options) for text in call.all("ranges")]
    answer: Json = {"spreadsheetId": spreadsheet.spreadsheet_id}
    return answer | ({"valueRanges": ranges} if ranges else {})


def _write_options(call: Call) -> WriteOptions:
    echo = ReadOptions(
        render=call.text("responseValueRenderOption", _RENDER),
        dates=call.text("responseDateTimeRenderOption", _DATES),
    )
    wants_echo = call.flag("includeValuesInResponse")
    typed = input_option(call.text("valueInputOption"))
    return WriteOptions(typed, echo if wants_echo else None)


def update_values(call: Call) -> Json:
    """spreadsheets.values.update."""
    file = call.writable()
    options = _write_options(call)

    def change(draft: Draft) -> Json:
        return write_range(draft, call.path["range"], call.body, options)[0]

    return call.store.edit(file.spreadsheet.spreadsheet_id, change, call.email)


def append_values(call: Call) -> Json:
    """spreadsheets.values.append."""
    file = call.writable()
    options = _write_options(call)
    insert = call.text("insertDataOption") == "INSERT_ROWS"

    def change(draft: Draft) -> Json:
        text = call.path["range"]
        return append_range(draft, text, call.body, options, insert=insert)

    return call.store.edit(file.spreadsheet.spreadsheet_id, change, call.email)


def batch_update_values(call: Call) -> Json:
    """spreadsheets.values.batchUpdate: all ranges or none."""
    file = call.writable()
    body = call.body
    echo = ReadOptions(
        render=body.get("responseValueRenderOption", _RENDER),
        dates=body.get("responseDateTimeRenderOption", _DATES),
    )
    wants_echo = body.get("includeValuesInResponse", False)
    typed = input_option(body.get("valueInputOption"))
    options = WriteOptions(typed, echo if wants_echo else None)

    def change(draft: Draft) -> Json:
        done = [
            write_range(draft, item.get("range", ""), item, options)
            for item in body.get("data", [])
        ]
        written = [part for _, part in done]
        totals = {"spreadsheetId": draft.spreadsheet.spreadsheet_id, **_totals(written)}
        return {**totals, "responses": [answer for answer, _ in done]}

    return call.store.edit(file.spreadsheet.spreadsheet_id, change, call.email)


def _totals(written: list[Written]) -> Json:
    """Return distinct rows, columns and tabs touched, and cells in all."""
    sizes = {
        "totalUpdatedRows": len({(w.sheet_id, r) for w in written for r in w.rows}),
        "totalUpdatedColumns": len(
            {(w.sheet_id, c) for w in written for c in w.columns}
        ),
        "totalUpdatedCells": sum(w.cell_count for w in written),
        "totalUpdatedSheets": len({w.sheet_id for w in written if w.cell_count}),
    }
    return {name: size for name, size in sizes.items() if size}


def clear_values(call: Call) -> Json:
    """spreadsheets.values.clear."""
    file = call.writable()

    def change(draft: Draft) -> str:
        return clear_range(draft, call.path["range"])

    spreadsheet_id = file.spreadsheet.spreadsheet_id
    cleared = call.store.edit(spreadsheet_id, change, call.email)
    return {"spreadsheetId": spreadsheet_id, "clearedRange": cleared}


def batch_clear(call: Call) -> Json:
    """spreadsheets.values.batchClear: all ranges or none."""
    file = call.writable()

    def change(draft: Draft) -> list[str]:
        return [clear_range(draft, text) for text in call.body.get("ranges", [])]

    spreadsheet_id = file.spreadsheet.spreadsheet_id
    cleared = call.store.edit(spreadsheet_id, change, call.email)
    return {"spreadsheetId": spreadsheet_id, "clearedRanges": cleared}


_VALUES = "spreadsheets.values"
ROUTES = [
    Route("GET", rf"{_ID}/values:batchGet", SHEETS, f"{_VALUES}.batchGet", batch_get),
    Route(
        "POST",
        rf"{_ID}/values:batchUpdate",
        SHEETS,
        f"{_VALUES}.batchUpdate",
        batch_update_values,
    ),
    Route(
        "POST",
        rf"{_ID}/values:batchClear",
        SHEETS,
        f"{_VALUES}.batchClear",
        batch_clear,
    ),
    Route(
        "POST",
        rf"{_ID}/values/(?P<range>.+):append",
        SHEETS,
        f"{_VALUES}.append",
        append_values,
    ),
    Route(
        "POST",
        rf"{_ID}/values/(?P<range>.+):clear",
        SHEETS,
        f"{_VALUES}.clear",
        clear_values,
    ),
    Route("GET", rf"{_ID}/values/(?P<range>.+)", SHEETS, f"{_VALUES}.get", get_values),
    Route(
        "PUT",
        rf"{_ID}/values/(?P<range>.+)",
        SHEETS,
        f"{_VALUES}.update",
        update_values,
    ),
]
