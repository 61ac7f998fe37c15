"""Every spreadsheet of one server, in memory, changed one version at a time."""

import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from local_sheets.clock import Clock, system_clock
from local_sheets.errors import NotFoundError
from local_sheets.grid.model import Json, Sheet
from local_sheets.grid.spreadsheet import Draft, Spreadsheet
from local_sheets.requests import apply
from local_sheets.storage.archive import Archive
from local_sheets.storage.files import File, Role
from local_sheets.workbooks.importing import imported
from local_sheets.workbooks.xlsx.writer import write_xlsx

DEFAULT_OWNER = "owner@example.com"

_T = TypeVar("_T")


class Store:
    """Holds spreadsheets; safe to use from many threads.

    Reading never waits: a read works on the version that is current when it begins.

    Args:
        clock: tells creation and change times.
        archive: keeps every acknowledged version on disk; None keeps none.
    """

    def __init__(
        self, *, clock: Clock = system_clock, archive: Archive | None = None
    ) -> None:
        self._clock = clock
        self._archive = archive
        self._lock = threading.Lock()
        found = archive.load() if archive else ()
        self._files = {file.spreadsheet.spreadsheet_id: file for file in found}

    def close(self) -> None:
        """Close the archive, if there is one."""
        if self._archive is not None:
            self._archive.close()

    def file(self, spreadsheet_id: str) -> File:
        """Return a file by its id."""
        found = self._files.get(spreadsheet_id)
        if found is None:
            raise NotFoundError
        return found

    def files(self) -> list[File]:
        """Return every file, newest change first."""
        return sorted(
            self._files.values(), key=lambda file: file.modified, reverse=True
        )

    def spreadsheet(self, spreadsheet_id: str) -> Spreadsheet:
        """Return the current version of a spreadsheet."""
        return self.file(spreadsheet_id).spreadsheet

    def add(self, spreadsheet: Spreadsheet, owner: str = DEFAULT_OWNER) -> str:
        """Take in a new spreadsheet and return its id."""
        now = self._clock()
        file = File(spreadsheet, {owner: "owner"}, now, now)
        with self._lock:
            self._save(file)
            self._files[spreadsheet.spreadsheet_id] = file
        return spreadsheet.spreadsheet_id

    def remove(self, spreadsheet_id: str) -> None:
        """Forget a spreadsheet for good."""
        with self._lock:
            if self._files.pop(spreadsheet_id, None) and self._archive:
                self._archive.remove(spreadsheet_id)

    def edit(
        self, spreadsheet_id: str, change: Callable[[Draft], _T], email: str = ""
    ) -> _T:
        """Make the next version of a spreadsheet, or none when `change` raises.

        Args:
            spreadsheet_id: which one.
            change: gets a draft to change; what it returns is returned.
            email: who asks, for protected ranges; empty is the owner.
        """
        file = self.file(spreadsheet_id)
        with file.lock:
            owns = not email or file.role_of(email) == "owner"
            draft = Draft.of(file.spreadsheet, email, owns=owns)
            result = change(draft)
            self._replace(file, draft.spreadsheet, file.roles)
        return result

    def share(self, spreadsheet_id: str, email: str, role: Role) -> None:
        """Let a person, or `ANYONE`, read or write; the owner stays the owner."""
        file = self.file(spreadsheet_id)
        with file.lock:
            if file.roles.get(email) != "owner":
                self._replace(file, file.spreadsheet, {**file.roles, email: role})

    def _replace(
        self, file: File, spreadsheet: Spreadsheet, roles: dict[str, Role]
    ) -> None:
        """Keep the next version on disk, then make it the current one."""
        after = replace(
            file,
            spreadsheet=spreadsheet,
            roles=roles,
            version=file.version + 1,
            modified=self._clock(),
        )
        self._save(after, file.spreadsheet)
        file.roles = roles
        file.version, file.modified = after.version, after.modified
        file.spreadsheet = spreadsheet

    def _save(self, file: File, before: Spreadsheet | None = None) -> None:
        if self._archive is not None:
            self._archive.save(file, before)

    def batch_update(
        self, spreadsheet_id: str, requests: Sequence[Json], email: str = ""
    ) -> list[Json]:
        """Apply requests as spreadsheets.batchUpdate does and return the replies."""
        return self.edit(
            spreadsheet_id, lambda draft: apply(draft, list(requests)), email
        )

    def import_file(
        self,
        path: str | Path,
        *,
        title: str | None = None,
        locale: str = "en_GB",
        time_zone: str = "Etc/GMT",
        owner: str = DEFAULT_OWNER,
        spreadsheet_id: str | None = None,
    ) -> str:
        """Read an .xlsx or .csv file into a new spreadsheet and return its id.

        Args:
            path: the file; it is never written to.
            title: of the spreadsheet; the file's name unless given.
            locale: decides how typed dates and numbers of a .csv are read.
            time_zone: of the spreadsheet; the file's own where it was exported here.
            owner: e-mail address of the owner.
            spreadsheet_id: a stable id; a random one unless given.
        """
        properties = {
            "title": title or Path(path).stem,
            "locale": locale,
            "timeZone": time_zone,
        }
        taken = spreadsheet_id or new_spreadsheet_id()
        return self.add(imported(Path(path), taken, properties), owner)

    def export_xlsx(self, spreadsheet_id: str, path: str | Path) -> None:
        """Write the current version of a spreadsheet to an .xlsx file."""
        write_xlsx(self.spreadsheet(spreadsheet_id), Path(path))

    def create(
        self,
        title: str = "Untitled spreadsheet",
        *,
        locale: str = "en_GB",
        time_zone: str = "Etc/GMT",
        owner: str = DEFAULT_OWNER,
    ) -> str:
        """Add a spreadsheet with one blank tab and return its id."""
        properties = {"title": title, "locale": locale, "timeZone": time_zone}
        return self.add(blank_spreadsheet(new_spreadsheet_id(), properties), owner)


def new_spreadsheet_id() -> str:
    """Return a random id of the length and alphabet of Google's."""
    return "1" + secrets.token_urlsafe(32)


def blank_spreadsheet(spreadsheet_id: str, properties: Json) -> Spreadsheet:
    """Return a spreadsheet as Google makes one: a single tab of 1000 rows by 26."""
    grid = {"rowCount": 1000, "columnCount": 26}
    sheet = Sheet({"sheetId": 0, "title": "Sheet1", "gridProperties": grid})
    return Spreadsheet(spreadsheet_id, properties, [sheet])
