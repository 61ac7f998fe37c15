"""People, groups and folders by the names and ids that Drive gives them."""

import hashlib

from local_sheets.grid.model import Json
from local_sheets.storage.files import ANYONE, DOMAIN, File

_LINK = "anyoneWithLink"
_ID_DIGITS = 20


def permission_id(key: str) -> str:
    """Return the id of a person's, group's or domain's permission on any file."""
    if key == ANYONE:
        return _LINK
    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8])
    digits = str(number).zfill(_ID_DIGITS)
    return f"{digits}k" if key.startswith(DOMAIN) else digits


def user_json(email: str, caller: str) -> Json:
    """Return a User resource; the address is all that is known of a person."""
    return {
        "kind": "drive#user",
        "displayName": email,
        "me": email == caller,
        "permissionId": permission_id(email),
        "emailAddress": email,
    }


def root_id(email: str) -> str:
    """Return the id of a person's own top folder, which is theirs alone to see."""
    return f"0A{hashlib.sha256(email.encode()).hexdigest()[:14]}PVA"


def parents_of(file: File) -> list[str]:
    """Return the ids of the folders a file is in."""
    return list(file.facts.get("parents") or [root_id(file.owner)])
