"""Every spreadsheet of one server, in memory, changed one version at a time."""

import copy
import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from local_sheets.clock import Clock, system_clock
from local_sheets.errors import NotFoundError
from local_sheets.formulas.calculation import Calculator
from local_sheets.grid.model import Json, Sheet
from local_sheets.grid.spreadsheet import Draft, Spreadsheet
from local_sheets.requests import apply
from local_sheets.storage.archive import Archive
from local_sheets.storage.files import File, Role
from local_sheets.workbooks.importing import imported
from local_sheets.workbooks.memory import give_back

DEFAULT_OWNER = "owner@example.com"
# What a new version of a file may differ in, the spreadsheet last: who reads meanwhile
# finds the old one, or the new one with all that belongs to it.
_CHANGING = (
    "roles",
    "facts",
    "created",
    "modified",
    "trashed",
    "version",
    "spreadsheet",
)

_T = TypeVar("_T")


class Store:
    """Holds spreadsheets; safe to use from many threads.

    Reading never waits: a read works on the version that is current when it begins.

    Args:
        clock: tells creation and change times.
        archive: keeps every acknowledged version on disk; None keeps none.

    Attributes:
        client_id: the application whose files alone are shown; empty shows all.
    """

    def __init__(
        self, *, clock: Clock = system_clock, archive: Archive | None = None
    ) -> None:
        self._clock = clock
        self._archive = archive
        self._lock = threading.Lock()
        self._calculators: dict[str, Calculator] = {}
        found = archive.load() if archive else ()
        self._files = {file.spreadsheet.spreadsheet_id: file for file in found}
        self._picked: dict[str, set[str]] = {}
        self.client_id = ""

    def close(self) -> None:
        """Close the archive, if there is one."""
        if self._archive is not None:
            self._archive.close()

    def seen_by(self, client_id: str) -> "Store":
        """Return this store as an application sees it that has only its own files.

        Those are the files it made, and the ones that were picked for it.
        """
        view = copy.copy(self)
        view.client_id = client_id
        return view

    def pick(self, client_id: str, file_id: str) -> None:
        """Open a file to an application, as Google's file picker does."""
        with self._lock:
            self._picked.setdefault(client_id, set()).add(file_id)

    def _shows(self, file_id: str) -> bool:
        return not self.client_id or file_id in self._picked.get(self.client_id, ())

    def file(self, spreadsheet_id: str) -> File:
        """Return a file by its id."""
        found = self.find(spreadsheet_id)
        if found is None:
            raise NotFoundError
        return found

    def find(self, file_id: str) -> File | None:
        """Return a file by its id, None when there is none to be seen."""
        return self._files.get(file_id) if self._shows(file_id) else None

    def files(self) -> list[File]:
        """Return every file, newest change first."""
        known = list(self._files.values())
        shown = [file for file in known if self._shows(file.file_id)]
        return sorted(shown, key=lambda file: file.modified, reverse=True)

    def spreadsheet(self, spreadsheet_id: str) -> Spreadsheet:
        """Return the current version of a spreadsheet."""
        return self.file(spreadsheet_id).spreadsheet

    def add(
        self,
        spreadsheet: Spreadsheet,
        owner: str = DEFAULT_OWNER,
        facts: Json | None = None,
    ) -> str:
        """Take in a new spreadsheet, or folder by its `facts`, and return its id."""
        now = self._clock()
        file = File(spreadsheet, {owner: "owner"}, now, now, facts=facts or {})
        with self._lock:
            self._save(file)
            self._files[spreadsheet.spreadsheet_id] = file
        if self.client_id:
            self.pick(self.client_id, spreadsheet.spreadsheet_id)
        return spreadsheet.spreadsheet_id

    def remove(self, spreadsheet_id: str) -> None:
        """Forget a spreadsheet for good."""
        file = self._files.get(spreadsheet_id)
        if file is None:
            return
        with file.lock, self._lock:
            if self._archive is not None:
                self._archive.remove(spreadsheet_id)
            self._files.pop(spreadsheet_id, None)
            self._calculators.pop(spreadsheet_id, None)

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
            draft.calculator = self._calculators.setdefault(
                spreadsheet_id, Calculator(self._clock)
            )
            result = change(draft)
            draft.calculate()
            self._replace(file, draft.spreadsheet, email)
        return result

    def share(self, spreadsheet_id: str, email: str, role: Role) -> None:
        """Let a person, or `ANYONE`, read or write; the owner stays the owner."""

        def shared(file: File) -> File:
            if file.roles.get(email) == "owner":
                return file
            return replace(file, roles={**file.roles, email: role})

        self.revise(spreadsheet_id, shared)

    def revise(self, file_id: str, change: Callable[[File], File]) -> None:
        """Change what Drive knows of a file: its people, its folders, its bin.

        Args:
            file_id: which one.
            change: gets the file and returns one that differs; it mutates nothing.
        """
        file = self.file(file_id)
        with file.lock:
            self._keep(file, change(file))

    def now(self) -> datetime:
        """Return the moment that a change made now is said to be made at."""
        return self._clock()

    def _replace(self, file: File, spreadsheet: Spreadsheet, email: str) -> None:
        after = replace(file, spreadsheet=spreadsheet, modified=self._clock())
        after.facts = file.changed_by(email or file.owner)
        self._keep(file, after)

    def _keep(self, file: File, after: File) -> None:
        """Keep the next version on disk, then make it the current one."""
        if self._files.get(file.file_id) is not file:
            raise NotFoundError  # It was deleted while this version was made.
        after = replace(after, version=file.version + 1)
        self._save(after, file.spreadsheet)
        for name in _CHANGING:
            setattr(file, name, getattr(after, name))

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
        try:
            return self.add(imported(Path(path), taken, properties), owner)
        finally:
            give_back()

    def export_xlsx(self, spreadsheet_id: str, path: str | Path) -> None:
        """Write the current version of a spreadsheet to an .xlsx file."""
        from local_sheets.workbooks.xlsx.writer import write_xlsx

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
