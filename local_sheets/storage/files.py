"""A spreadsheet as a Drive file: who may do what, and when it last changed."""

import threading
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias

from local_sheets.errors import ForbiddenError
from local_sheets.grid.model import Json
from local_sheets.grid.spreadsheet import Spreadsheet

Role: TypeAlias = Literal["owner", "writer", "commenter", "reader"]
MIME_TYPE = "application/vnd.google-apps.spreadsheet"
FOLDER = "application/vnd.google-apps.folder"
# Keys in `File.roles` that are not a person's address: everyone with the link, and what
# stands before the name of a domain or the address of a group.
ANYONE = "anyone"
DOMAIN = "domain:"
GROUP = "group:"
_STRENGTH: tuple[Role, ...] = ("owner", "writer", "commenter", "reader")


@dataclass(slots=True)
class File:
    """One spreadsheet on the server, or a folder that keeps some together.

    Attributes:
        spreadsheet: the current version, replaced as a whole by each write; a folder's
            has a title and no tabs.
        roles: e-mail address to role; other keys as `ANYONE`, `DOMAIN` and `GROUP` say.
        created: when it was made or imported.
        modified: when its content or name last changed.
        version: grows by one with every change, sharing included.
        trashed: in the bin; still readable by id, as at Google.
        facts: the rest of what Drive knows of it, as Google's File has it
            (``mimeType``, ``parents``, ``description`` …), and ``comments``,
            ``pendingOwner`` and ``editor``; replaced, not mutated.
        lock: held while the next version is made.
    """

    spreadsheet: Spreadsheet
    roles: dict[str, Role]
    created: datetime
    modified: datetime
    version: int = 1
    trashed: bool = False
    facts: Json = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def file_id(self) -> str:
        """The id Drive knows it by, which is that of the spreadsheet."""
        return self.spreadsheet.spreadsheet_id

    @property
    def name(self) -> str:
        """The title of the spreadsheet, or the name of the folder."""
        return str(self.spreadsheet.properties["title"])

    @property
    def mime_type(self) -> str:
        """What kind of file it is."""
        return str(self.facts.get("mimeType", MIME_TYPE))

    @property
    def comments(self) -> list[dict[str, Any]]:
        """The comments on it, as Drive's Comment resources, oldest first."""
        return list(self.facts.get("comments", ()))

    @property
    def editor(self) -> str:
        """The e-mail address of whoever changed it last."""
        return str(self.facts.get("editor", self.owner))

    def changed_by(self, email: str) -> Json:
        """Return the facts of the version that a person makes."""
        return self.facts if self.editor == email else {**self.facts, "editor": email}

    @property
    def owner(self) -> str:
        """The owner's e-mail address."""
        return next(email for email, role in self.roles.items() if role == "owner")

    def role_of(self, email: str) -> Role | None:
        """Return the most a person may do; None when it is not shared with them."""
        return _strongest(self.own_role_of(email), self.roles.get(ANYONE))

    def own_role_of(self, email: str) -> Role | None:
        """Return what a person may do without the link that anyone may use."""
        domain = DOMAIN + email.rpartition("@")[2]
        return _strongest(self.roles.get(email), self.roles.get(domain))

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


def _strongest(*roles: Role | None) -> Role | None:
    return next((role for role in _STRENGTH if role in roles), None)
