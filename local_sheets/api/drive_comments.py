"""Drive's comments on a file, without replies."""

from dataclasses import replace

from local_sheets.api.call import Call
from local_sheets.api.drive_errors import DriveError, not_allowed
from local_sheets.api.drive_list import paged
from local_sheets.api.drive_people import user_json
from local_sheets.clock import rfc3339
from local_sheets.errors import UnsupportedError
from local_sheets.grid.model import Json
from local_sheets.requests.handler import new_id
from local_sheets.storage.files import File

_USUAL_PAGE, _PAGE = 20, 100
_SET = {"kind", "content", "anchor", "quotedFileContent"}


def require_fields(call: Call) -> None:
    """Refuse a call without ``fields``, which some methods insist on."""
    if not call.fields:
        message = "The 'fields' parameter is required for this method."
        raise DriveError(400, message, "required", location="fields")


def list_comments(call: Call) -> Json:
    """comments.list, newest first."""
    file = call.seen()
    require_fields(call)
    page, following = paged(call, file.comments[::-1], _USUAL_PAGE, _PAGE)
    comments = [_shown(call, one) for one in page]
    return {"kind": "drive#commentList", **following, "comments": comments}


def create_comment(call: Call) -> Json:
    """comments.create, by anyone who may comment."""
    file = call.seen()
    require_fields(call)
    if file.role_of(call.email) == "reader":
        raise not_allowed()
    if unknown := set(call.body) - _SET:
        raise UnsupportedError(f"comments with {min(unknown)}")
    if not call.body.get("content"):
        message = "The comment content is required."
        raise DriveError(400, message, "required", location="comment.content")
    moment = rfc3339(call.store.now())
    comment: Json = {
        **call.body,
        "kind": "drive#comment",
        "id": str(new_id(())),
        "htmlContent": call.body["content"],
        "author": {"emailAddress": call.email},
        "createdTime": moment,
        "modifiedTime": moment,
        "resolved": False,
        "deleted": False,
        "replies": [],
    }

    def commented(file: File) -> File:
        facts = {**file.facts, "comments": [*file.comments, comment]}
        return replace(file, facts=facts)

    call.store.revise(file.file_id, commented)
    return _shown(call, comment)


def _shown(call: Call, comment: Json) -> Json:
    """Return a comment with its author as Drive shows people, without the address."""
    author = user_json(comment["author"]["emailAddress"], call.email)
    del author["emailAddress"], author["permissionId"]
    return comment | {"author": author}
