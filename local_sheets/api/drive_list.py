"""Drive's files.list: what is shared with the caller, a page at a time."""

from collections.abc import Callable
from typing import Any

from local_sheets.api.call import Call
from local_sheets.api.drive_errors import DriveError, invalid_value
from local_sheets.api.drive_query import parse_query
from local_sheets.api.drive_resources import DEFAULT_FILE, file_json, shown
from local_sheets.errors import UnsupportedError
from local_sheets.grid.model import Json
from local_sheets.storage.files import FOLDER, File

_DEFAULT_PAGE = 100
_MAX_PAGE = 1000
_ORDERS: dict[str, Callable[[File], Any]] = {
    "name": lambda file: file.name.casefold(),
    "name_natural": lambda file: file.name.casefold(),
    "createdTime": lambda file: file.created,
    "modifiedTime": lambda file: file.modified,
    "recency": lambda file: file.modified,
    "folder": lambda file: file.mime_type != FOLDER,
}
_OTHER_ORDERS = {
    "modifiedByMeTime",
    "quotaBytesUsed",
    "sharedWithMeTime",
    "starred",
    "viewedByMeTime",
}
_ELSEWHERE = {"domain", "drive", "teamDrive"}


def list_files(call: Call) -> Json:
    """files.list, newest change first unless another order is asked for."""
    if call.text("corpora") in _ELSEWHERE or call.text("driveId"):
        raise UnsupportedError("shared drives and domains")
    if call.text("spaces") not in {"", "drive"}:
        raise UnsupportedError(f"the space {call.text('spaces')}")
    wanted = parse_query(call.text("q"))
    files = [
        file
        for file in call.store.files()
        if file.own_role_of(call.email) is not None and wanted(file, call.email)
    ]
    _sort(files, call.text("orderBy"))
    answer: Json = {"kind": "drive#fileList", "incompleteSearch": False}
    page, following = paged(call, files, _DEFAULT_PAGE, _MAX_PAGE)
    found = [shown(call, DEFAULT_FILE, file_json(one, call.email)) for one in page]
    return answer | following | {"files": found}


def paged(
    call: Call, items: list[Any], usual: int, most: int
) -> tuple[list[Any], dict[str, str]]:
    """Return the page a call asks for, and the token of the next one if there is one.

    Args:
        call: has ``pageSize`` and ``pageToken``.
        items: everything there is.
        usual: the size of a page when none is asked for.
        most: the largest page.
    """
    size_text, token = call.text("pageSize") or str(usual), call.text("pageToken")
    if not size_text.isdecimal() or not 1 <= int(size_text) <= most:
        message = (
            f"Invalid value '{size_text}'. Values must be within the range: [1, {most}]"
        )
        raise DriveError(400, message, "invalidParameter", location="pageSize")
    if token and not token.isdecimal():
        raise invalid_value("pageToken")
    start, size = int(token or 0), int(size_text)
    end = start + size
    following = {"nextPageToken": str(end)} if end < len(items) else {}
    return items[start:end], following


def _sort(files: list[File], order_by: str) -> None:
    """Sort by keys such as ``folder,modifiedTime desc,name``."""
    for part in reversed(order_by.split(",") if order_by.strip() else []):
        name, _, direction = part.strip().partition(" ")
        if name in _OTHER_ORDERS:
            raise UnsupportedError(f"orderBy {name}")
        if name not in _ORDERS or direction.strip() not in {"", "desc"}:
            raise invalid_value("orderBy")
        files.sort(key=_ORDERS[name], reverse=bool(direction.strip()))
