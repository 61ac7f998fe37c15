"""Files and permissions as Drive shows them to one person."""

from local_sheets.api.call import Call
from local_sheets.api.drive_people import parents_of, permission_id, root_id, user_json
from local_sheets.clock import rfc3339
from local_sheets.discovery.fields import Mask, only
from local_sheets.grid.model import Json
from local_sheets.storage.files import (
    ANYONE,
    DOMAIN,
    FOLDER,
    GROUP,
    MIME_TYPE,
    File,
    Role,
)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
TSV = "text/tab-separated-values"
EXPORTS = (XLSX, CSV, TSV)
_SUFFIXES = {
    XLSX: "xlsx",
    CSV: "csv",
    TSV: "tsv",
    "application/pdf": "pdf",
    "application/zip": "zip",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/x-vnd.oasis.opendocument.spreadsheet": "ods",
}
# What a caller may set besides name, place and bin, kept as it is given.
KEPT = ("description", "folderColorRgb", "properties", "appProperties")
DEFAULT_FILE: Mask = {"kind": {}, "id": {}, "name": {}, "mimeType": {}}
DEFAULT_PERMISSION: Mask = {"kind": {}, "id": {}, "type": {}, "role": {}}
_DOCS = "https://docs.google.com/spreadsheets"
_ICONS = "https://drive-thirdparty.googleusercontent.com/16/type"


def shown(call: Call, usual: Mask, resource: Json) -> Json:
    """Return what Drive shows of a resource when no fields are asked for."""
    if call.fields:
        return resource
    masked: Json = only(usual, resource)
    return masked


def file_json(file: File, email: str) -> Json:
    """Return a Drive File resource as one person sees it."""
    is_owner = file.owner == email
    resource: Json = {
        "kind": "drive#file",
        "id": file.file_id,
        "name": file.name,
        "mimeType": file.mime_type,
        **{name: file.facts[name] for name in KEPT if name in file.facts},
        "starred": False,
        "trashed": file.trashed,
        "explicitlyTrashed": file.trashed,
        "parents": _seen_parents(file, email),
        "spaces": ["drive"],
        "version": str(file.version),
        "webViewLink": _link(file),
        "iconLink": f"{_ICONS}/{file.mime_type}",
        "createdTime": rfc3339(file.created),
        "modifiedTime": rfc3339(file.modified),
        "owners": [user_json(file.owner, email)],
        "lastModifyingUser": user_json(file.editor, email),
        "shared": len(file.roles) > 1,
        "ownedByMe": is_owner,
        "writersCanShare": True,
        "copyRequiresWriterPermission": False,
        "isAppAuthorized": True,
        "capabilities": _capabilities(file, email),
    }
    if file.mime_type == MIME_TYPE:
        resource["exportLinks"] = export_links(file.file_id)
    if file.can_edit(email):
        resource["permissions"] = permissions_json(file)
        resource["permissionIds"] = [one["id"] for one in resource["permissions"]]
    # Google leaves empty lists out.
    return {name: value for name, value in resource.items() if value != []}


def _seen_parents(file: File, email: str) -> list[str]:
    """Return the folders a file is in; a top folder shows itself to its owner only."""
    others_root = root_id(file.owner) if file.owner != email else None
    return [folder for folder in parents_of(file) if folder != others_root]


def _link(file: File) -> str:
    if file.mime_type == FOLDER:
        return f"https://drive.google.com/drive/folders/{file.file_id}"
    return f"{_DOCS}/d/{file.file_id}/edit?usp=drivesdk"


def export_links(file_id: str) -> dict[str, str]:
    """Return where Google has a spreadsheet in each of its formats."""
    start = f"{_DOCS}/export?id={file_id}&exportFormat="
    return {mime_type: start + suffix for mime_type, suffix in _SUFFIXES.items()}


def _capabilities(file: File, email: str) -> Json:
    can_edit = file.can_edit(email)
    is_owner = file.owner == email
    is_folder = file.mime_type == FOLDER
    return {
        "canEdit": can_edit,
        "canModifyContent": can_edit,
        "canRename": can_edit,
        "canShare": can_edit,
        "canComment": can_edit or file.role_of(email) == "commenter",
        "canCopy": not is_folder,
        "canDownload": True,
        "canDelete": is_owner,
        "canTrash": is_owner,
        "canUntrash": is_owner,
        "canAddChildren": is_folder and can_edit,
        "canListChildren": is_folder,
    }


def permissions_json(file: File) -> list[Json]:
    """Return every permission of a file, the owner's among them."""
    return [permission_json(file, key, role) for key, role in file.roles.items()]


def permission_json(file: File, key: str, role: Role) -> Json:
    """Return a Permission resource."""
    start: Json = {"kind": "drive#permission", "id": permission_id(key)}
    if key == ANYONE:
        return start | {"type": "anyone", "role": role, "allowFileDiscovery": False}
    if key.startswith(DOMAIN):
        domain = key.removeprefix(DOMAIN)
        named = {"domain": domain, "displayName": domain, "allowFileDiscovery": False}
        return start | {"type": "domain", "role": role, **named}
    address = key.removeprefix(GROUP)
    return start | {
        "type": "user" if address == key else "group",
        "emailAddress": address,
        "role": role,
        "displayName": address,
        "deleted": False,
        "pendingOwner": file.facts.get("pendingOwner") == key,
    }
