"""A workbook file in, a refreshed workbook out: our own Sheets server in between.

The file is imported into a local spreadsheet, refreshed through the same client, plan
and write as in the cloud, and downloaded. The seller's file is only ever read.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from local_sheets import LocalServer
from local_sheets.errors import ApiError
from sheets_sync.client import SheetsClient
from sheets_sync.errors import UnreadableFileError

OWNER: Final = "owner@example.com"
KINDS: Final = (".xlsx", ".csv")


@dataclass(frozen=True, slots=True)
class OpenTracker:
    """A file as a spreadsheet of a local server, with a client that may edit it."""

    server: LocalServer
    client: SheetsClient
    spreadsheet_id: str

    def save_as(self, out: Path) -> None:
        """Write the whole spreadsheet as a workbook, complete or not at all.

        Raises:
            UnreadableFileError: The folder cannot be written to.
        """
        unfinished = out.with_name(f".{out.name}.unfinished")
        try:
            self.server.store.export_xlsx(self.spreadsheet_id, unfinished)
            unfinished.replace(out)
        except OSError as error:
            raise UnreadableFileError(f"{out} cannot be written.") from error


@contextmanager
def open_tracker(path: Path, *, locale: str, time_zone: str) -> Iterator[OpenTracker]:
    """Serve a workbook file as a spreadsheet for as long as the block lasts.

    Raises:
        UnreadableFileError: There is no such file, or it is no workbook.
    """
    if path.suffix.casefold() not in KINDS:
        raise UnreadableFileError(f"{path} is neither an .xlsx nor a .csv file.")
    if not path.is_file():
        raise UnreadableFileError(f"There is no file {path}.")
    with LocalServer() as server:
        try:
            spreadsheet_id = server.store.import_file(
                path, locale=locale, time_zone=time_zone, owner=OWNER
            )
        except (OSError, ApiError) as error:
            raise UnreadableFileError(
                f"{path} cannot be read as a workbook."
            ) from error
        token = server.issuer.access_token(OWNER)
        client = SheetsClient(token, root=server.url)
        yield OpenTracker(server, client, spreadsheet_id)
