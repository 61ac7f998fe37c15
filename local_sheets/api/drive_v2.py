"""The one call of Drive v2 that clients still make: replacing content by an upload."""

import base64

from local_sheets.api.call import Call
from local_sheets.api.drive_files import replace_content
from local_sheets.api.drive_people import parents_of, user_json
from local_sheets.api.drive_resources import export_links
from local_sheets.clock import rfc3339
from local_sheets.errors import UnsupportedError
from local_sheets.grid.model import Json
from local_sheets.storage.files import File

_ICON = "https://drive-thirdparty.googleusercontent.com/16/type"
_NEVER = "1970-01-01T00:00:00.000Z"
# What Google counts a small spreadsheet as.
_BYTES = "1024"
_ROOT = "https://www.googleapis.com/drive/v2/files"
_DOCS = "https://docs.google.com/spreadsheets/d"


def upload(call: Call) -> Json:
    """files.update of v2 with ``convert``: the file becomes the content."""
    file = call.edited()
    if call.body or call.fields:
        raise UnsupportedError("metadata or fields in uploads of Drive v2")
    replace_content(call, file)
    return _file_json(file, call.email)


def _file_json(file: File, email: str) -> Json:
    """Return a File resource of Drive v2."""
    link = f"{_ROOT}/{file.file_id}"
    modified = rfc3339(file.modified)
    return {
        "kind": "drive#file",
        "id": file.file_id,
        "etag": _etag(file),
        "selfLink": link,
        "alternateLink": f"{_DOCS}/{file.file_id}/edit?usp=drivesdk",
        "embedLink": f"{_DOCS}/{file.file_id}/htmlembed",
        "iconLink": f"{_ICON}/{file.mime_type}",
        "title": file.name,
        "mimeType": file.mime_type,
        "labels": _labels(file),
        "explicitlyTrashed": file.trashed,
        "createdDate": rfc3339(file.created),
        "modifiedDate": modified,
        "modifiedByMeDate": modified,
        "lastViewedByMeDate": modified,
        "markedViewedByMeDate": _NEVER,
        "version": str(file.version),
        "fileSize": _BYTES,
        "quotaBytesUsed": _BYTES,
        "parents": [_parent(link, one) for one in parents_of(file)],
        "userPermission": _own_permission(file, email),
        "ownerNames": [file.owner],
        "owners": [_person(file.owner, email)],
        "lastModifyingUserName": email,
        "lastModifyingUser": _person(email, email),
        "exportLinks": export_links(file.file_id),
        "editable": True,
        "copyable": True,
        "writersCanShare": True,
        "shared": len(file.roles) > 1,
        "appDataContents": False,
        "copyRequiresWriterPermission": False,
        "spaces": ["drive"],
        "capabilities": {"canEdit": True, "canCopy": True},
    }


def _etag(file: File) -> str:
    """Return the moment of the last change as Drive wraps it."""
    milliseconds = str(int(file.modified.timestamp() * 1000))
    return f'"{base64.b64encode(milliseconds.encode()).decode().rstrip("=")}"'


def _labels(file: File) -> Json:
    seen = {"viewed": True, "restricted": False, "starred": False, "hidden": False}
    return {**seen, "trashed": file.trashed}


def _own_permission(file: File, email: str) -> Json:
    """Return what the caller may do, who may edit."""
    return {
        "kind": "drive#permission",
        "id": "me",
        "type": "user",
        "role": file.role_of(email),
        "selfLink": f"{_ROOT}/{file.file_id}/permissions/me",
        "pendingOwner": file.facts.get("pendingOwner") == email,
    }


def _person(address: str, email: str) -> Json:
    person = user_json(address, email)
    person["isAuthenticatedUser"] = person.pop("me")
    return person


def _parent(link: str, folder_id: str) -> Json:
    return {
        "kind": "drive#parentReference",
        "id": folder_id,
        "selfLink": f"{link}/parents/{folder_id}",
        "parentLink": f"{_ROOT}/{folder_id}",
        "isRoot": folder_id.startswith("0A"),
    }
