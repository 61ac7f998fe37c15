"""Spreadsheets on disk: one SQLite file that holds the last acknowledged version.

Rows are stored in blocks. Versions share the rows they have in common, so the blocks
that a write changed are found by comparing pointers, and only those are written.

A write is one transaction: a process that is killed leaves it whole or not at all. The
file stays locked while a server uses it; the system lets go of it when the server ends.
"""

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import compress, count
from operator import is_not
from pathlib import Path
from typing import Any

from local_sheets.errors import StorageError
from local_sheets.grid.model import Json, Row, Sheet
from local_sheets.grid.spreadsheet import Spreadsheet
from local_sheets.grid.styles import StyleTable
from local_sheets.storage.files import File
from local_sheets.storage.row_codec import RowReader, rows_text

# Rows in a block: in files made now, and in those from before it was written down.
_BLOCK, _OLD_BLOCK = 100, 1000
_WAIT_S = 0.2
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
        self._path = path
        self._lock = threading.Lock()
        with self._readable():
            self._connection = sqlite3.connect(
                path, timeout=_WAIT_S, check_same_thread=False
            )
            try:
                self._block = self._prepared()
            except sqlite3.Error:
                self._connection.close()
                raise

    def _prepared(self) -> int:
        """Lock the file, make its tables, and return how many rows a block has."""
        execute = self._connection.execute
        execute("PRAGMA locking_mode=EXCLUSIVE")
        execute("PRAGMA journal_mode=WAL")
        (is_old,) = execute("SELECT count(*) FROM sqlite_master").fetchone()
        if not is_old:
            execute(f"PRAGMA user_version={_BLOCK}")
        self._connection.executescript(_TABLES)
        (block,) = execute("PRAGMA user_version").fetchone()
        return int(block) or _OLD_BLOCK

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """Say in a sentence why the file cannot be used."""
        try:
            yield
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
                message = f"{self._path} is in use by another server; stop that first."
                raise StorageError(message) from error
            raise StorageError(f"{self._path} cannot be used: {error}.") from error
        except (ValueError, LookupError, TypeError) as error:
            raise StorageError(f"{self._path} is damaged: {error!r}.") from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Do all that follows, or none of it."""
        with self._lock:
            try:
                with self._connection:
                    yield
            except sqlite3.Error as error:
                raise StorageError(
                    f"The disk took no change, so nothing was changed: {error}."
                ) from error

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def save(self, file: File, before: Spreadsheet | None = None) -> None:
        """Write a version to disk before it is acknowledged.

        Args:
            file: with the version to keep.
            before: the version that is on disk; None when there is none.

        Raises:
            StorageError: the disk did not take it; the version before is still there.
        """
        with self._writing():
            spreadsheet = file.spreadsheet
            head = json.dumps(_head(file), separators=(",", ":"))
            self._connection.execute(
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
        if sheet.rows is old:
            return
        size = self._block
        blocks = -(-len(sheet.rows) // size)
        for number in self._changed(sheet.rows, old):
            rows = sheet.rows[number * size : (number + 1) * size]
            self._connection.execute(
                "INSERT OR REPLACE INTO blocks VALUES (?, ?, ?, ?)",
                (file_id, sheet.sheet_id, number, rows_text(rows)),
            )
        if len(old) > len(sheet.rows):
            self._drop(file_id, sheet.sheet_id, blocks)

    def _changed(self, rows: Sequence[Row], old: Sequence[Row]) -> list[int]:
        """Return the numbers of the blocks that do not hold the very rows they held."""
        changed = {
            at // self._block for at in compress(count(), map(is_not, rows, old))
        }
        shorter, longer = sorted((len(rows), len(old)))
        if shorter != longer:
            changed.update(range(shorter // self._block, -(-longer // self._block)))
        return sorted(number for number in changed if number * self._block < len(rows))

    def _drop(self, file_id: str, sheet_id: int, first: int) -> None:
        self._connection.execute(
            "DELETE FROM blocks WHERE file_id = ? AND sheet_id = ? AND number >= ?",
            (file_id, sheet_id, first),
        )

    def remove(self, file_id: str) -> None:
        """Delete a spreadsheet from disk."""
        with self._writing():
            execute = self._connection.execute
            execute("DELETE FROM blocks WHERE file_id = ?", (file_id,))
            execute("DELETE FROM files WHERE id = ?", (file_id,))

    def load(self) -> Iterator[File]:
        """Yield every spreadsheet on disk.

        Raises:
            StorageError: what is there cannot be read.
        """
        with self._lock, self._readable():
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
            head.get("facts", {}),
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
        "facts": file.facts,
    }
