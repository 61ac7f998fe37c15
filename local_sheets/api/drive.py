"""The part of Drive that spreadsheets need: find, create, share, comment, export."""

from local_sheets.api.call import DRIVE, Call, Route
from local_sheets.api.drive_comments import (
    create_comment,
    list_comments,
    require_fields,
)
from local_sheets.api.drive_files import (
    copy_file,
    create_file,
    delete_file,
    export_file,
    get_file,
    update_file,
)
from local_sheets.api.drive_list import list_files
from local_sheets.api.drive_people import user_json
from local_sheets.api.drive_resources import EXPORTS
from local_sheets.api.drive_sharing import (
    create_permission,
    delete_permission,
    get_permission,
    list_permissions,
    update_permission,
)
from local_sheets.api.drive_v2 import upload
from local_sheets.grid.model import Json
from local_sheets.storage.files import MIME_TYPE

_FILES = r"/drive/v3/files"
_FILE = rf"{_FILES}/(?P<fileId>[^/]+)"
_PERMISSIONS = rf"{_FILE}/permissions"
_PERMISSION = rf"{_PERMISSIONS}/(?P<permissionId>[^/]+)"
_COMMENTS = rf"{_FILE}/comments"


def about(call: Call) -> Json:
    """about.get: who calls, and what can be had."""
    require_fields(call)
    return {
        "kind": "drive#about",
        "user": user_json(call.email, call.email),
        "exportFormats": {MIME_TYPE: list(EXPORTS)},
        "importFormats": {kind: [MIME_TYPE] for kind in EXPORTS},
        "canCreateDrives": False,
        "appInstalled": False,
    }


def list_drives(_: Call) -> Json:
    """drives.list: there are no shared drives here."""
    return {"kind": "drive#driveList", "drives": []}


ROUTES = [
    Route("GET", _FILES, DRIVE, "files.list", list_files),
    Route("POST", _FILES, DRIVE, "files.create", create_file),
    Route("POST", f"/upload{_FILES}", DRIVE, "files.create", create_file),
    Route("GET", f"{_FILE}/export", DRIVE, "files.export", export_file),
    Route("POST", f"{_FILE}/copy", DRIVE, "files.copy", copy_file),
    Route("GET", _PERMISSIONS, DRIVE, "permissions.list", list_permissions),
    Route("POST", _PERMISSIONS, DRIVE, "permissions.create", create_permission),
    Route("GET", _PERMISSION, DRIVE, "permissions.get", get_permission),
    Route("PATCH", _PERMISSION, DRIVE, "permissions.update", update_permission),
    Route("DELETE", _PERMISSION, DRIVE, "permissions.delete", delete_permission),
    Route("GET", _COMMENTS, DRIVE, "comments.list", list_comments),
    Route("POST", _COMMENTS, DRIVE, "comments.create", create_comment),
    Route("GET", _FILE, DRIVE, "files.get", get_file),
    Route("PATCH", _FILE, DRIVE, "files.update", update_file),
    Route("PATCH", f"/upload{_FILE}", DRIVE, "files.update", update_file),
    Route("DELETE", _FILE, DRIVE, "files.delete", delete_file),
    Route("GET", r"/drive/v3/about", DRIVE, "about.get", about),
    Route("GET", r"/drive/v3/drives", DRIVE, "drives.list", list_drives),
    Route(
        "PUT",
        r"/upload/drive/v2/files/(?P<fileId>[^/]+)",
        DRIVE,
        "files.update",
        upload,
        is_older=True,
    ),
]
