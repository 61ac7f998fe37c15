"""A tab as a person sees it, and what of it is ours."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from local_sheets.grid.model import Formula, Sheet
from local_sheets.grid.spreadsheet import Spreadsheet
from sheets_sync.layout import (
    COLUMN_METADATA_KEY,
    SEGMENT_HEADERS,
    TAB_METADATA_KEY,
)

# Of our tabs, those that people may see and type in; others are our own business.
SHOWN = {"customers", "segment", "overview", "rules", "check", "moves", "kept"}
NAME = "Name"


@dataclass(frozen=True)
class View:
    """One tab of a spreadsheet at one moment."""

    spreadsheet: Spreadsheet
    sheet: Sheet

    @property
    def sheet_id(self) -> int:
        return self.sheet.sheet_id

    @property
    def title(self) -> str:
        return self.sheet.title

    @property
    def hidden(self) -> bool:
        return bool(self.sheet.properties.get("hidden", False))

    @cached_property
    def mark(self) -> dict[str, Any]:
        for one in self._metadata(TAB_METADATA_KEY, "SHEET"):
            if one["location"]["sheetId"] == self.sheet_id:
                return json.loads(one["metadataValue"])
        return {}

    @property
    def role(self) -> str:
        """What tab of ours it is; empty for a person's own."""
        return self.mark.get("role", "")

    @cached_property
    def owned(self) -> dict[str, int]:
        """Where our columns stand, by key."""
        found: dict[str, int] = {}
        for one in self._metadata(COLUMN_METADATA_KEY, "COLUMN"):
            span = one["location"]["dimensionRange"]
            if span["sheetId"] == self.sheet_id:
                found.setdefault(one["metadataValue"], span["startIndex"])
        return found

    def _metadata(self, key: str, kind: str):
        for one in self.spreadsheet.metadata:
            if one["metadataKey"] == key and one["location"]["locationType"] == kind:
                yield one

    def value(self, row: int, column: int) -> Any:
        """Return what a cell shows; None for a blank one."""
        held = self.held(row, column)
        shown = held.result if isinstance(held, Formula) else held
        return None if shown == "" else shown

    def held(self, row: int, column: int) -> Any:
        values = self.sheet.row(row).values
        return values[column] if column < len(values) else None

    def attached(self, row: int, column: int) -> dict[str, Any]:
        extras = self.sheet.row(row).extras
        return dict((extras[column] if column < len(extras) else None) or {})

    def look(self, row: int, column: int) -> dict[str, Any]:
        formats = self.sheet.row(row).formats
        return self.spreadsheet.styles[formats[column] if column < len(formats) else 0]

    def holds(self, row: int, column: int) -> bool:
        """Tell whether there is a value, a formula or a note."""
        return self.held(row, column) not in (None, "") or bool(
            self.attached(row, column).get("note")
        )

    @cached_property
    def filled(self) -> list[tuple[int, int]]:
        """Every cell that holds something, row by row."""
        return [
            (at, column)
            for at, row in enumerate(self.sheet.rows)
            for column in range(max(len(row.values), len(row.extras)))
            if self.holds(at, column)
        ]

    @property
    def used_rows(self) -> int:
        return max((row + 1 for row, _ in self.filled), default=0)

    @property
    def used_columns(self) -> int:
        return max((column + 1 for _, column in self.filled), default=0)

    @cached_property
    def header_row(self) -> int:
        """The row of headers: in a person's tab the one that says Name."""
        if self.role:
            return self._own_header_row()
        said = [row for row, column in self.filled if self.value(row, column) == NAME]
        return said[0] if said else 0

    def _own_header_row(self) -> int:
        """The row with most of the headers of ours, below what people put above."""
        words = set(SEGMENT_HEADERS) if self.role == "segment" else set()
        rows = range(min(self.used_rows, 20))
        width = range(self.used_columns)
        counts = {
            row: len(words & {str(self.value(row, at)) for at in width}) for row in rows
        }
        return max(rows, key=lambda row: (counts[row], -row), default=0)

    @cached_property
    def name_column(self) -> int | None:
        """The column that says which customer a row is about."""
        if self.role == "segment":
            return self.owned.get("customer")
        if self.role:
            return None
        row = self.header_row
        found = [at for r, at in self.filled if r == row and self.value(r, at) == NAME]
        return found[0] if found else None

    def column_of(self, header: str) -> int:
        """Return the column of a person's tab with that header."""
        width = self.sheet.column_count
        row = self.header_row
        return next(at for at in range(width) if self.value(row, at) == header)

    def people(self, known) -> dict[int, str]:
        """Return the customers of the tab, by row."""
        at = self.name_column
        if at is None:
            return {}
        rows = range(self.header_row + 1, self.used_rows)
        named = ((row, self.value(row, at)) for row in rows)
        return {row: name for row, name in named if name in known}


def views(spreadsheet: Spreadsheet) -> list[View]:
    """Return the tabs that people see or hid, without what is our own business."""
    every = [View(spreadsheet, sheet) for sheet in spreadsheet.sheets]
    return [one for one in every if not one.role or one.role in SHOWN]
