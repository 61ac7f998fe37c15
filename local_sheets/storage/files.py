"""A spreadsheet as a Drive file: who may do what, and when it last changed."""

import threading
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from local_sheets.errors import ForbiddenError
from local_sheets.grid.spreadsheet import Spreadsheet

Role: TypeAlias = Literal["owner", "writer", "reader"]
MIME_TYPE = "application/vnd.google-apps.spreadsheet"
# The key in `File.roles` that stands for everyone with the link.
ANYONE = "anyone"


@dataclass(slots=True)
class File:
    """One spreadsheet on the server.

    Attributes:
        spreadsheet: the current version; replaced as a whole by each write.
        roles: e-mail address to role; `ANYONE` for link sharing.
        created: when it was made or imported.
        modified: when it last changed.
        version: grows by one with every change, sharing included.
        trashed: in the bin; still readable by id, as at Google.
        lock: held while the next version is made.
    """

    spreadsheet: Spreadsheet
    roles: dict[str, Role]
    created: datetime
    modified: datetime
    version: int = 1
    trashed: bool = False
    lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def owner(self) -> str:
        """The owner's e-mail address."""
        return next(email for email, role in self.roles.items() if role == "owner")

    def role_of(self, email: str) -> Role | None:
        """Return what a person may do; None when the file is not shared with them."""
        return self.roles.get(email) or self.roles.get(ANYONE)

    def can_edit(self, email: str) -> bool:
        """Tell whether a person may change the file."""
        return self.role_of(email) in {"owner", "writer"}

    def check_readable(self, email: str) -> None:
        """Refuse people the file is not shared with."""
        if self.role_of(email) is None:
            raise ForbiddenError

    def check_writable(self, email: str) -> None:
        """Refuse people who may not edit."""
        if not self.can_edit(email):
            raise ForbiddenError
