"""Spreadsheets on disk: one SQLite file that holds the last acknowledged version.

Rows are stored in blocks. Versions share the rows they have in common, so the blocks
that a write changed are found by comparing pointers, and only those are written.
"""

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from local_sheets.grid.model import Json, Row, Sheet
from local_sheets.grid.spreadsheet import Spreadsheet
from local_sheets.grid.styles import StyleTable
from local_sheets.storage.files import File
from local_sheets.storage.row_codec import RowReader, rows_text

_BLOCK = 1000
_TABLES = """
CREATE TABLE IF NOT EXISTS files (
  id TEXT PRIMARY KEY,
  head TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS blocks (
  file_id TEXT NOT NULL,
  sheet_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (file_id, sheet_id, number)
) STRICT, WITHOUT ROWID;
"""


class Archive:
    """The SQLite file behind a store; safe to use from many threads.

    Args:
        path: of the file, made when it is missing.
    """

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.executescript(_TABLES)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def save(self, file: File, before: Spreadsheet | None = None) -> None:
        """Write a version to disk before it is acknowledged.

        Args:
            file: with the version to keep.
            before: the version that is on disk; None when there is none.
        """
        with self._lock, self._connection as connection:
            spreadsheet = file.spreadsheet
            head = json.dumps(_head(file), separators=(",", ":"))
            connection.execute(
                "INSERT OR REPLACE INTO files VALUES (?, ?)",
                (spreadsheet.spreadsheet_id, head),
            )
            old = {s.sheet_id: s.rows for s in before.sheets} if before else {}
            for sheet in spreadsheet.sheets:
                rows = old.pop(sheet.sheet_id, [])
                self._save_rows(spreadsheet.spreadsheet_id, sheet, rows)
            for sheet_id in old:
                self._drop(spreadsheet.spreadsheet_id, sheet_id, 0)

    def _save_rows(self, file_id: str, sheet: Sheet, old: Sequence[Row]) -> None:
        blocks = -(-len(sheet.rows) // _BLOCK)
        if sheet.rows is old:
            return
        for number in range(blocks):
            span = slice(number * _BLOCK, (number + 1) * _BLOCK)
            rows, was = sheet.rows[span], old[span]
            if len(rows) == len(was) and all(
                a is b for a, b in zip(rows, was, strict=True)
            ):
                continue
            self._connection.execute(
                "INSERT OR REPLACE INTO blocks VALUES (?, ?, ?, ?)",
                (file_id, sheet.sheet_id, number, rows_text(rows)),
            )
        if len(old) > len(sheet.rows):
            self._drop(file_id, sheet.sheet_id, blocks)

    def _drop(self, file_id: str, sheet_id: int, first: int) -> None:
        self._connection.execute(
            "DELETE FROM blocks WHERE file_id = ? AND sheet_id = ? AND number >= ?",
            (file_id, sheet_id, first),
        )

    def remove(self, file_id: str) -> None:
        """Delete a spreadsheet from disk."""
        with self._lock, self._connection as connection:
            connection.execute("DELETE FROM blocks WHERE file_id = ?", (file_id,))
            connection.execute("DELETE FROM files WHERE id = ?", (file_id,))

    def load(self) -> Iterator[File]:
        """Yield every spreadsheet on disk."""
        with self._lock:
            found = self._connection.execute("SELECT id, head FROM files").fetchall()
            for file_id, head in found:
                yield self._file(file_id, json.loads(head))

    def _file(self, file_id: str, head: Json) -> File:
        spreadsheet = Spreadsheet(
            file_id,
            head["properties"],
            [self._sheet(file_id, tab) for tab in head["sheets"]],
            head["metadata"],
            head["namedRanges"],
            StyleTable(head["styles"]),
        )
        created, modified = map(datetime.fromisoformat, head["times"])
        return File(
            spreadsheet,
            head["roles"],
            created,
            modified,
            head["version"],
            head["trashed"],
        )

    def _sheet(self, file_id: str, tab: Json) -> Sheet:
        reader = RowReader()
        rows: list[Row] = []
        blocks = self._connection.execute(
            "SELECT body FROM blocks WHERE file_id = ? AND sheet_id = ? "
            "ORDER BY number",
            (file_id, tab["properties"]["sheetId"]),
        )
        for (body,) in blocks:
            rows.extend(reader.rows(body))
        dimensions = {
            axis: {int(at): properties for at, properties in sizes.items()}
            for axis, sizes in tab["dimensions"].items()
        }
        return Sheet(tab["properties"], rows, dimensions, tab["objects"])


def _head(file: File) -> dict[str, Any]:
    """Return everything about a file but its rows."""
    spreadsheet = file.spreadsheet
    return {
        "properties": spreadsheet.properties,
        "sheets": [
            {
                "properties": sheet.properties,
                "dimensions": sheet.dimensions,
                "objects": sheet.objects,
            }
            for sheet in spreadsheet.sheets
        ],
        "metadata": spreadsheet.metadata,
        "namedRanges": spreadsheet.named_ranges,
        "styles": spreadsheet.styles.formats,
        "roles": file.roles,
        "times": [file.created.isoformat(), file.modified.isoformat()],
        "version": file.version,
        "trashed": file.trashed,
    }
