"""The part of Drive v3 that spreadsheets need: find, create, share, export."""

from typing import Any, cast

from local_sheets.api.call import Call, Raw, Route
from local_sheets.api.drive_query import parse_query
from local_sheets.api.local_api import xlsx_bytes
from local_sheets.clock import rfc3339
from local_sheets.discovery.fields import Mask, only
from local_sheets.errors import ForbiddenError, RefusedError, UnsupportedError
from local_sheets.grid.model import Json
from local_sheets.storage.files import ANYONE, MIME_TYPE, File, Role
from local_sheets.storage.store import blank_spreadsheet, new_spreadsheet_id
from local_sheets.workbooks.csv_out import csv_bytes

DRIVE = "drive.v3"
_FILE = r"/drive/v3/files/(?P<fileId>[^/]+)"
_DEFAULT_FIELDS: Mask = {"kind": {}, "id": {}, "name": {}, "mimeType": {}}
_DEFAULT_PAGE = 100
_MAX_PAGE = 1000
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_json(file: File, email: str) -> Json:
    """Return a Drive File resource as one person sees it."""
    can_edit = file.can_edit(email)
    is_owner = file.role_of(email) == "owner"
    spreadsheet = file.spreadsheet
    return {
        "kind": "drive#file",
        "id": spreadsheet.spreadsheet_id,
        "name": spreadsheet.properties["title"],
        "mimeType": MIME_TYPE,
        "createdTime": rfc3339(file.created),
        "modifiedTime": rfc3339(file.modified),
        "version": str(file.version),
        "trashed": file.trashed,
        "shared": len(file.roles) > 1,
        "ownedByMe": is_owner,
        "owners": [{"kind": "drive#user", "emailAddress": file.owner}],
        "capabilities": {
            "canEdit": can_edit,
            "canModifyContent": can_edit,
            "canShare": can_edit,
            "canDelete": is_owner,
        },
    }


def list_files(call: Call) -> Json:
    """files.list: what is shared with the caller, a page at a time."""
    wanted = parse_query(call.text("q"))
    visible = [
        shown
        for file in call.store.files()
        if file.role_of(call.email) is not None
        and wanted(shown := file_json(file, call.email))
    ]
    size = min(int(call.text("pageSize", str(_DEFAULT_PAGE))), _MAX_PAGE)
    token = call.text("pageToken", "0")
    if not token.isdigit() or size < 1:
        raise RefusedError("Invalid Value")
    start = int(token)
    answer: Json = {"kind": "drive#fileList", "incompleteSearch": False}
    if start + size < len(visible):
        answer["nextPageToken"] = str(start + size)
    page = visible[start : start + size]
    return answer | {"files": [_only_default(call, item) for item in page]}


def _only_default(call: Call, shown: Json) -> Json:
    """Return what Drive shows of a file when no fields are asked for."""
    return shown if call.mask else cast("Json", only(_DEFAULT_FIELDS, shown))


def get_file(call: Call) -> Json:
    """files.get."""
    return _only_default(call, file_json(call.readable(), call.email))


def create_file(call: Call) -> Json:
    """files.create: a blank spreadsheet owned by the caller."""
    if call.body.get("mimeType", MIME_TYPE) != MIME_TYPE:
        raise UnsupportedError(f"files of type {call.body['mimeType']}")
    properties = {
        "title": call.body.get("name", "Untitled"),
        "locale": "en_US",
        "timeZone": "Etc/GMT",
    }
    spreadsheet = blank_spreadsheet(new_spreadsheet_id(), properties)
    spreadsheet_id = call.store.add(spreadsheet, call.email)
    return _only_default(call, file_json(call.store.file(spreadsheet_id), call.email))


def delete_file(call: Call) -> None:
    """files.delete: for good, by the owner."""
    file = call.readable()
    if file.role_of(call.email) != "owner":
        raise ForbiddenError
    call.store.remove(file.spreadsheet.spreadsheet_id)


def export_file(call: Call) -> Raw:
    """files.export: the whole workbook as .xlsx, or the first tab as .csv."""
    spreadsheet = call.readable().spreadsheet
    mime_type = call.text("mimeType")
    if mime_type == _XLSX:
        return Raw(xlsx_bytes(call.store, spreadsheet.spreadsheet_id), mime_type)
    if mime_type == "text/csv":
        return Raw(csv_bytes(spreadsheet), mime_type)
    raise RefusedError("The requested conversion is not supported.")


def list_permissions(call: Call) -> Json:
    """permissions.list."""
    file = call.readable()
    permissions = [_permission(email, role) for email, role in file.roles.items()]
    return {"kind": "drive#permissionList", "permissions": permissions}


def _permission(email: str, role: Role) -> Json:
    shown: Json = {"kind": "drive#permission", "role": role}
    if email == ANYONE:
        return shown | {"id": "anyoneWithLink", "type": "anyone"}
    return shown | {"id": email, "type": "user", "emailAddress": email}


def create_permission(call: Call) -> Json:
    """permissions.create: share with a person, or with everyone who has the link."""
    file = call.writable()
    role: Any = call.body.get("role")
    if role not in {"writer", "reader"}:
        raise UnsupportedError(f"permissions with role {role}")
    email = (
        ANYONE if call.body.get("type") == "anyone" else call.body.get("emailAddress")
    )
    if not email:
        raise RefusedError("The emailAddress field is required.")
    call.store.share(file.spreadsheet.spreadsheet_id, email, role)
    return _permission(email, file.roles[email])


ROUTES = [
    Route("GET", r"/drive/v3/files", DRIVE, "files.list", list_files),
    Route("POST", r"/drive/v3/files", DRIVE, "files.create", create_file),
    Route("GET", rf"{_FILE}/export", DRIVE, "files.export", export_file),
    Route("GET", rf"{_FILE}/permissions", DRIVE, "permissions.list", list_permissions),
    Route(
        "POST", rf"{_FILE}/permissions", DRIVE, "permissions.create", create_permission
    ),
    Route("GET", _FILE, DRIVE, "files.get", get_file),
    Route("DELETE", _FILE, DRIVE, "files.delete", delete_file),
]
