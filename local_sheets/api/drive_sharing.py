"""Drive's permissions: who may do what with a file."""

from dataclasses import replace
from typing import cast

from local_sheets.api.call import Call
from local_sheets.api.drive_errors import (
    DriveError,
    not_allowed,
    not_writable,
    permission_not_found,
)
from local_sheets.api.drive_files import inside
from local_sheets.api.drive_list import paged
from local_sheets.api.drive_people import permission_id
from local_sheets.api.drive_resources import (
    DEFAULT_PERMISSION,
    permission_json,
    permissions_json,
    shown,
)
from local_sheets.errors import UnsupportedError
from local_sheets.grid.model import Json
from local_sheets.storage.files import ANYONE, DOMAIN, GROUP, File, Role

_PAGE = 100
_ROLES = {"owner", "writer", "commenter", "reader"}
_SHARED_DRIVE_ROLES = {"organizer", "fileOrganizer"}
_PREFIXES = {"user": "", "group": GROUP, "domain": DOMAIN}
_CREATED = {
    "kind",
    "role",
    "type",
    "emailAddress",
    "domain",
    "allowFileDiscovery",
    "pendingOwner",
}
_UPDATED = {"kind", "id", "role", "type", "emailAddress", "pendingOwner"}


def list_permissions(call: Call) -> Json:
    """permissions.list, for those who may share."""
    page, following = paged(call, permissions_json(call.edited()), _PAGE, _PAGE)
    shown_page = [shown(call, DEFAULT_PERMISSION, one) for one in page]
    answer: Json = {"kind": "drive#permissionList", "permissions": shown_page}
    return answer | following


def get_permission(call: Call) -> Json:
    """permissions.get."""
    file = call.edited()
    return _answer(call, file, _key(call, file))


def _answer(call: Call, file: File, key: str) -> Json:
    permission = permission_json(file, key, file.roles[key])
    return shown(call, DEFAULT_PERMISSION, permission)


def _key(call: Call, file: File) -> str:
    """Return the key in `File.roles` of the permission in the path."""
    wanted = call.path["permissionId"]
    for key in file.roles:
        if permission_id(key) == wanted:
            return key
    raise permission_not_found(wanted)


def create_permission(call: Call) -> Json:
    """permissions.create: share with a person, a group, a domain or everyone."""
    file = call.edited()
    _refuse_unknown(call, _CREATED)
    key, role = _grantee(call), _role(call)
    if call.body.get("allowFileDiscovery"):
        raise UnsupportedError("permissions that let a file be found by searching")
    if role == "owner":
        _transfer(call, file, key)
    else:
        for one in inside(call.store, file):
            call.store.share(one.file_id, key, role)
    _set_pending(call, file, key)
    return _answer(call, file, key)


def _refuse_unknown(call: Call, known: set[str]) -> None:
    if unknown := set(call.body) - known:
        raise UnsupportedError(f"permissions with {min(unknown)}")


def _grantee(call: Call) -> str:
    """Return the key in `File.roles` of whom a new permission is for."""
    kind: str | None = call.body.get("type")
    named: str | None = call.body.get("domain" if kind == "domain" else "emailAddress")
    if kind == "anyone" and not named:
        return ANYONE
    if kind not in {*_PREFIXES, "anyone"}:
        message = "The permission type field is required."
        raise DriveError(400, message, "required", location="permission.type")
    if kind == "anyone" or not named or (kind != "domain" and "@" not in named):
        field = "domain" if kind == "domain" else "emailAddress"
        message = (
            f"The specified {field} is invalid or not applicable for the given "
            "permission type."
        )
        location = f"permission.{field}"
        raise DriveError(400, message, "invalid", location=location, kind="other")
    return f"{_PREFIXES[kind]}{named}"


def _role(call: Call) -> Role:
    role = call.body.get("role")
    if not role:
        message = "The permission role field is required."
        raise DriveError(400, message, "required", location="permission.role")
    if role in _SHARED_DRIVE_ROLES:
        raise UnsupportedError(f"permissions with role {role}")
    if role not in _ROLES:
        message = "The specified role is invalid or not supported."
        location = "permission.role"
        raise DriveError(400, message, "invalid", location=location, kind="other")
    return cast("Role", role)


def _transfer(call: Call, file: File, key: str) -> None:
    """Make a person the owner; the owner before becomes a writer."""
    if not call.flag("transferOwnership"):
        message = (
            "The transferOwnership parameter must be enabled when the permission "
            "role is 'owner'."
        )
        location = "transferOwnership"
        raise DriveError(403, message, "forbidden", location=location)
    accepts = key == call.email and file.facts.get("pendingOwner") == key
    if file.owner != call.email and not accepts:
        raise not_allowed()

    def transferred(file: File) -> File:
        writer: Role = "writer"
        roles = {email: role for email, role in file.roles.items() if role != "owner"}
        facts = {k: v for k, v in file.facts.items() if k != "pendingOwner"}
        # The folders were the former owner's, whose own top folder stays theirs.
        facts.pop("parents", None)
        before: dict[str, Role] = {file.owner: writer} if file.owner != key else {}
        everyone: dict[str, Role] = {**roles, **before, key: "owner"}
        return replace(file, roles=everyone, facts=facts)

    call.store.revise(file.file_id, transferred)


def _set_pending(call: Call, file: File, key: str) -> None:
    """Name a writer the next owner, who has to accept it."""
    if "pendingOwner" not in call.body:
        return
    pending = call.body["pendingOwner"]
    if file.owner != call.email:
        raise not_allowed()
    if pending and file.roles[key] != "writer":
        message = "A pending owner must be a writer."
        raise DriveError(403, message, "pendingOwnerWriterRequired")

    def marked(file: File) -> File:
        facts = {**file.facts, "pendingOwner": key if pending else ""}
        return replace(file, facts=facts)

    call.store.revise(file.file_id, marked)


def update_permission(call: Call) -> Json:
    """permissions.update: another role, or the offer of the ownership."""
    file = call.edited()
    _refuse_unknown(call, _UPDATED)
    key, role = _key(call, file), _role(call)
    if not {"type", "emailAddress"}.isdisjoint(call.body):
        message = "The resource body includes fields which are not directly writable."
        raise not_writable(message)
    if role == "owner":
        _transfer(call, file, key)
    elif file.roles[key] == "owner":
        raise not_allowed()
    else:
        for one in inside(call.store, file):
            call.store.share(one.file_id, key, role)
    _set_pending(call, file, key)
    return _answer(call, file, key)


def delete_permission(call: Call) -> None:
    """permissions.delete: by those who may share, or the person it is for."""
    file = call.seen()
    key = _key(call, file)
    if file.roles[key] == "owner" or not (
        file.can_edit(call.email) or _mine(call, key)
    ):
        raise not_allowed()

    def without(file: File) -> File:
        roles = {other: role for other, role in file.roles.items() if other != key}
        return replace(file, roles=roles)

    for one in inside(call.store, file):
        if one.roles.get(key) != "owner":
            call.store.revise(one.file_id, without)


def _mine(call: Call, key: str) -> bool:
    return key == call.email
