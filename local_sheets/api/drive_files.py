"""Drive's files: make, copy, change, export and delete."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from local_sheets.api.call import Call, Raw
from local_sheets.api.drive_errors import (
    DriveError,
    file_not_found,
    not_allowed,
    not_writable,
    required,
)
from local_sheets.api.drive_people import parents_of, root_id
from local_sheets.api.drive_resources import (
    CSV,
    DEFAULT_FILE,
    KEPT,
    TSV,
    XLSX,
    file_json,
    shown,
)
from local_sheets.api.local_api import xlsx_bytes
from local_sheets.errors import UnsupportedError
from local_sheets.grid.model import Json
from local_sheets.grid.spreadsheet import Draft, Spreadsheet
from local_sheets.storage.copying import copied
from local_sheets.storage.files import FOLDER, MIME_TYPE, File
from local_sheets.storage.store import Store, blank_spreadsheet, new_spreadsheet_id
from local_sheets.storage.uploading import uploaded
from local_sheets.workbooks.csv_out import csv_bytes, tsv_bytes

_SET = {"kind", "name", "mimeType", "parents", "trashed", *KEPT}
_ONLY_DRIVE_SETS = {
    "capabilities",
    "createdTime",
    "id",
    "modifiedTime",
    "ownedByMe",
    "owners",
    "permissions",
    "shared",
    "size",
    "version",
    "webViewLink",
}
_LOCALE = {"locale": "en_US", "timeZone": "Etc/GMT"}


def get_file(call: Call) -> Json:
    """files.get."""
    file = call.seen()
    if call.text("alt") == "media":
        message = (
            "Only files with binary content can be directly downloaded. "
            "Use Export with Docs Editors files."
        )
        raise DriveError(403, message, "fileNotDownloadable", location="alt")
    return _answer(call, file)


def _answer(call: Call, file: File) -> Json:
    return shown(call, DEFAULT_FILE, file_json(file, call.email))


def create_file(call: Call) -> Json:
    """files.create: a spreadsheet or a folder of the caller's, empty or uploaded."""
    _check_body(call)
    mime_type = call.body.get("mimeType", MIME_TYPE)
    properties = {"title": call.body.get("name", "Untitled"), **_LOCALE}
    spreadsheet_id = new_spreadsheet_id()
    if mime_type == FOLDER:
        spreadsheet = Spreadsheet(spreadsheet_id, {"title": properties["title"]})
    elif mime_type != MIME_TYPE:
        raise UnsupportedError(f"files of type {mime_type}")
    elif call.media:
        spreadsheet = uploaded(*call.media, spreadsheet_id, properties)
    else:
        spreadsheet = blank_spreadsheet(spreadsheet_id, properties)
    facts = _facts(call) | {"mimeType": mime_type}
    return _answer(call, _added(call, spreadsheet, facts))


def copy_file(call: Call) -> Json:
    """files.copy: the caller owns the copy, which nobody else sees."""
    file = call.seen()
    _check_body(call)
    if file.mime_type != MIME_TYPE:
        message = "This file cannot be copied by the user."
        raise DriveError(403, message, "cannotCopyFile")
    title = call.body.get("name") or f"Copy of {file.name}"
    facts = _facts(call)
    if "parents" not in call.body:
        facts["parents"] = _own_folders(call, file)
    about = {name: file.facts[name] for name in KEPT if name in file.facts}
    return _answer(call, _added(call, copied(file.spreadsheet, title), about | facts))


def _own_folders(call: Call, file: File) -> list[str]:
    """Return those of a file's folders that the caller may put another file in."""
    found = [one for one in parents_of(file) if _holds(call, one)]
    return found or [root_id(call.email)]


def _holds(call: Call, folder_id: str) -> bool:
    folder = call.store.find(folder_id)
    return folder is not None and folder.can_edit(call.email)


def _facts(call: Call) -> Json:
    """Return what the body says that is kept as it is."""
    facts: Json = {name: call.body[name] for name in KEPT if name in call.body}
    folders = call.body.get("parents") or ["root"]
    return facts | {"parents": [_folder_id(call, one) for one in folders[:1]]}


def _folder_id(call: Call, named: str) -> str:
    """Return the id of a folder that the caller may put files in."""
    if named in {"root", root_id(call.email)}:
        return root_id(call.email)
    folder = call.store.find(named)
    if folder is None or folder.role_of(call.email) is None:
        raise file_not_found(named)
    if folder.mime_type != FOLDER:
        message = "The specified parent is not a folder."
        raise DriveError(403, message, "parentNotAFolder")
    if not folder.can_edit(call.email):
        raise not_allowed()
    return named


def _added(call: Call, spreadsheet: Spreadsheet, facts: Json) -> File:
    """Keep a new file, shared with those its folder is shared with."""
    file = call.store.file(call.store.add(spreadsheet, call.email, facts))
    _share_like_folders(call.store, file)
    return file


def _share_like_folders(store: Store, file: File) -> None:
    for folder_id in parents_of(file):
        folder = store.find(folder_id)
        for email, role in (folder.roles if folder else {}).items():
            store.share(file.file_id, email, "writer" if role == "owner" else role)


def _check_body(call: Call) -> None:
    """Refuse to set what only Drive sets, and what this server does not keep."""
    if any(name in _ONLY_DRIVE_SETS for name in call.body):
        message = "The resource body includes fields which are not directly writable."
        raise not_writable(message)
    if unknown := set(call.body) - _SET:
        raise UnsupportedError(f"files with {min(unknown)}")


def update_file(call: Call) -> Json:
    """files.update: rename, describe, move, bin, or replace the content."""
    file = call.edited()
    _check_body(call)
    if "parents" in call.body:
        message = (
            "The parents field is not directly writable in update requests. "
            "Use the addParents and removeParents parameters instead."
        )
        raise not_writable(message)
    if call.body.get("mimeType", file.mime_type) != file.mime_type:
        raise UnsupportedError("changing the type of a file")
    if "trashed" in call.body and file.owner != call.email:
        raise not_allowed()
    folders = _moved(call, file)
    if call.media:
        replace_content(call, file)
    call.store.revise(file.file_id, lambda file: _revised(call, file, folders))
    if "trashed" in call.body:
        _bin(call.store, file, trashed=call.body["trashed"])
    if call.text("addParents"):
        _share_like_folders(call.store, file)
    return _answer(call, file)


def _moved(call: Call, file: File) -> list[str]:
    """Return the folders a file is in after a call; Drive lets none be added."""
    added = [_folder_id(call, one) for one in _listed(call, "addParents")]
    removed = {
        root_id(call.email) if one == "root" else one
        for one in _listed(call, "removeParents")
    }
    before = parents_of(file)
    after = [one for one in before if one not in removed]
    after += [one for one in added if one not in after]
    if any(one.file_id in added for one in inside(call.store, file)):
        message = "The requested parent would make a cycle."
        raise DriveError(403, message, "cyclicalParents")
    if len(after) > len(before):
        message = "Increasing the number of parents is not allowed"
        raise DriveError(403, message, "cannotAddParent")
    return after or [root_id(file.owner)]


def _listed(call: Call, name: str) -> list[str]:
    return [part.strip() for part in call.text(name).split(",") if part.strip()]


def _revised(call: Call, file: File, folders: list[str]) -> File:
    kept = {name: call.body[name] for name in KEPT if name in call.body}
    facts = {**file.changed_by(call.email), **kept, "parents": folders}
    spreadsheet, modified = file.spreadsheet, file.modified
    if call.body.get("name"):
        properties = {**spreadsheet.properties, "title": call.body["name"]}
        spreadsheet = Draft.of(spreadsheet).spreadsheet
        spreadsheet.properties = properties
        modified = call.store.now()
    return replace(file, spreadsheet=spreadsheet, modified=modified, facts=facts)


def _bin(store: Store, file: File, *, trashed: bool) -> None:
    """Put a file into the bin or take it out, a folder with what is in it."""
    for one in list(inside(store, file)):
        store.revise(one.file_id, lambda each: replace(each, trashed=trashed))


def replace_content(call: Call, file: File) -> None:
    """Put the uploaded file in the place of everything a spreadsheet holds."""
    if file.mime_type != MIME_TYPE or call.media is None:
        raise UnsupportedError("uploads to a folder")
    properties = file.spreadsheet.properties
    content = uploaded(*call.media, file.file_id, properties)

    def change(draft: Draft) -> None:
        draft.spreadsheet = content

    call.store.edit(file.file_id, change, call.email)


def delete_file(call: Call) -> None:
    """files.delete: for good, by the owner; a folder goes with what is in it."""
    file = call.seen()
    if file.owner != call.email:
        raise not_allowed()
    for one in list(inside(call.store, file)):
        call.store.remove(one.file_id)


def inside(store: Store, file: File) -> Iterator[File]:
    """Yield a file, and if it is a folder everything in it, however deep."""
    yield file
    if file.mime_type == FOLDER:
        for other in store.files():
            if file.file_id in other.facts.get("parents", ()):
                yield from inside(store, other)


def export_file(call: Call) -> Raw:
    """files.export: the whole workbook as .xlsx, or the first tab as text."""
    file = call.seen()
    mime_type = call.text("mimeType")
    if not mime_type:
        raise required("mimeType")
    body: Any = None
    if file.mime_type == MIME_TYPE and mime_type == XLSX:
        body = xlsx_bytes(call.store, file.file_id)
    elif file.mime_type == MIME_TYPE and mime_type in {CSV, TSV}:
        body = (csv_bytes if mime_type == CSV else tsv_bytes)(file.spreadsheet)
    if body is None:
        message = "The requested conversion is not supported."
        raise DriveError(400, message, "badRequest", location="convertTo")
    return Raw(body, mime_type, {"Content-Disposition": "attachment"})
