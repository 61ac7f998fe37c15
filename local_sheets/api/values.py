"""The methods of spreadsheets.values."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from local_sheets.api.call import Call, Route
from local_sheets.discovery.masks import SHEETS
from local_sheets.errors import RefusedError
from local_sheets.grid.model import Json
from local_sheets.grid.spreadsheet import Draft
from local_sheets.values.appending import append_range
from local_sheets.values.filtered import (
    clear_filtered,
    read_filtered,
    write_filtered,
)
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


def _named_range(call: Call) -> str:
    """Return the range in the path; one in the body must say it in the same words."""
    text = call.path["range"]
    again = call.body.get("range", text)
    if again != text:
        raise RefusedError(
            f"Request range[{text}] does not match value's range[{again}]"
        )
    return text


def update_values(call: Call) -> Json:
    """spreadsheets.values.update."""
    file = call.writable()
    options = _write_options(call)
    text = _named_range(call)

    def change(draft: Draft) -> Json:
        return write_range(draft, text, call.body, options)[0]

    return call.store.edit(file.spreadsheet.spreadsheet_id, change, call.email)


def append_values(call: Call) -> Json:
    """spreadsheets.values.append."""
    file = call.writable()
    options = _write_options(call)
    insert = call.text("insertDataOption") == "INSERT_ROWS"
    text = _named_range(call)

    def change(draft: Draft) -> Json:
        return append_range(draft, text, call.body, options, insert=insert)

    return call.store.edit(file.spreadsheet.spreadsheet_id, change, call.email)


def batch_update_values(call: Call) -> Json:
    """spreadsheets.values.batchUpdate: all ranges or none."""
    file = call.writable()
    options = _batch_options(call)

    def change(draft: Draft) -> Json:
        done = []
        for at, item in enumerate(call.body.get("data", [])):
            with _refused_at(f"data[{at}]"):
                done.append(write_range(draft, item.get("range", ""), item, options))
        return _told(draft, done)

    return call.store.edit(file.spreadsheet.spreadsheet_id, change, call.email)


def batch_update_by_filter(call: Call) -> Json:
    """spreadsheets.values.batchUpdateByDataFilter: all ranges or none."""
    file = call.writable()
    options = _batch_options(call)

    def change(draft: Draft) -> Json:
        done: list[tuple[Json, Written]] = []
        for at, item in enumerate(call.body.get("data", [])):
            with _refused_at(f"data[{at}]"):
                done += write_filtered(draft, item, options)
        return _told(draft, done)

    return call.store.edit(file.spreadsheet.spreadsheet_id, change, call.email)


@contextmanager
def _refused_at(place: str) -> Iterator[None]:
    """Say in a refusal which member of a batch it is about, as Google does."""
    try:
        yield
    except RefusedError as refusal:
        # A value of the wrong kind is found before anybody counts the ranges.
        if refusal.details or refusal.message.startswith("Invalid values["):
            raise
        raise RefusedError(f"Invalid {place}: {refusal.message}") from refusal


def _batch_options(call: Call) -> WriteOptions:
    body = call.body
    echo = ReadOptions(
        render=body.get("responseValueRenderOption", _RENDER),
        dates=body.get("responseDateTimeRenderOption", _DATES),
    )
    typed = input_option(body.get("valueInputOption"))
    return WriteOptions(typed, echo if body.get("includeValuesInResponse") else None)


def _told(draft: Draft, done: Iterable[tuple[Json, Written]]) -> Json:
    responses = [answer for answer, _ in done]
    answer: Json = {"spreadsheetId": draft.spreadsheet.spreadsheet_id}
    answer |= _totals([written for _, written in done])
    return answer | ({"responses": responses} if responses else {})


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
        cleared = []
        for at, text in enumerate(call.body.get("ranges", [])):
            with _refused_at(f"range[{at}]"):
                cleared.append(clear_range(draft, text))
        return cleared

    spreadsheet_id = file.spreadsheet.spreadsheet_id
    return _cleared(spreadsheet_id, call.store.edit(spreadsheet_id, change, call.email))


def batch_clear_by_filter(call: Call) -> Json:
    """spreadsheets.values.batchClearByDataFilter: all ranges or none."""
    file = call.writable()

    def change(draft: Draft) -> list[str]:
        return clear_filtered(draft, call.body.get("dataFilters", []))

    spreadsheet_id = file.spreadsheet.spreadsheet_id
    return _cleared(spreadsheet_id, call.store.edit(spreadsheet_id, change, call.email))


def _cleared(spreadsheet_id: str, ranges: list[str]) -> Json:
    answer: Json = {"spreadsheetId": spreadsheet_id}
    return answer | ({"clearedRanges": ranges} if ranges else {})


def batch_get_by_filter(call: Call) -> Json:
    """spreadsheets.values.batchGetByDataFilter: every range of one version."""
    spreadsheet = call.readable().spreadsheet
    body = call.body
    options = ReadOptions(
        body.get("majorDimension", "ROWS"),
        body.get("valueRenderOption", _RENDER),
        body.get("dateTimeRenderOption", _DATES),
    )
    found = read_filtered(spreadsheet, body.get("dataFilters", []), options)
    answer: Json = {"spreadsheetId": spreadsheet.spreadsheet_id}
    return answer | ({"valueRanges": found} if found else {})


_VALUES = "spreadsheets.values"
ROUTES = [
    Route("GET", rf"{_ID}/values:batchGet", SHEETS, f"{_VALUES}.batchGet", batch_get),
    Route(
        "POST",
        rf"{_ID}/values:batchGetByDataFilter",
        SHEETS,
        f"{_VALUES}.batchGetByDataFilter",
        batch_get_by_filter,
    ),
    Route(
        "POST",
        rf"{_ID}/values:batchUpdateByDataFilter",
        SHEETS,
        f"{_VALUES}.batchUpdateByDataFilter",
        batch_update_by_filter,
    ),
    Route(
        "POST",
        rf"{_ID}/values:batchClearByDataFilter",
        SHEETS,
        f"{_VALUES}.batchClearByDataFilter",
        batch_clear_by_filter,
    ),
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
