"""Paths that Google does not have: files up and down."""

import tempfile
from pathlib import Path

from flask import Flask, Response, jsonify, request

from local_sheets.errors import RefusedError
from local_sheets.storage.store import DEFAULT_OWNER, Store

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ZIP_MAGIC = b"PK\x03\x04"


def add_local_routes(app: Flask, store: Store) -> None:
    """Add the paths under /local/ that take files in and give them out."""

    @app.post("/local/spreadsheets")
    def upload() -> Response:
        return jsonify(spreadsheetId=_imported(store))

    @app.get("/local/spreadsheets/<spreadsheet_id>.xlsx")
    def download(spreadsheet_id: str) -> Response:
        body = xlsx_bytes(store, spreadsheet_id)
        title = store.spreadsheet(spreadsheet_id).properties["title"]
        response = Response(body, mimetype=_XLSX)
        response.headers.set(
            "Content-Disposition", "attachment", filename=f"{title}.xlsx"
        )
        return response


def xlsx_bytes(store: Store, spreadsheet_id: str) -> bytes:
    """Return a spreadsheet as an .xlsx file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.xlsx"
        store.export_xlsx(spreadsheet_id, path)
        return path.read_bytes()


def _imported(store: Store) -> str:
    """Take in the uploaded file and return the id of its spreadsheet."""
    raw, name = _uploaded()
    if not raw:
        raise RefusedError("The upload is empty.")
    suffix = ".xlsx" if raw.startswith(_ZIP_MAGIC) else ".csv"
    asked = request.args
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{Path(name).stem or 'upload'}{suffix}"
        path.write_bytes(raw)
        return store.import_file(
            path,
            title=asked.get("title") or Path(name).stem or None,
            locale=asked.get("locale", "en_GB"),
            time_zone=asked.get("time_zone", "Etc/GMT"),
            owner=asked.get("owner", DEFAULT_OWNER),
        )


def _uploaded() -> tuple[bytes, str]:
    for upload in request.files.values():
        return upload.read(), upload.filename or ""
    return request.get_data(), ""
