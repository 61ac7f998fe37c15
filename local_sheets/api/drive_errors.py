"""Drive's errors: a reason and a place beside the sentence, and seldom a status."""

from local_sheets.errors import ApiError
from local_sheets.grid.model import Json

_REASONS = {
    400: "badRequest",
    401: "authError",
    403: "forbidden",
    404: "notFound",
    429: "rateLimitExceeded",
    500: "internalError",
    501: "notImplemented",
}
_USAGE = {429}
_UNAUTHENTICATED, _FORBIDDEN = 401, 403


class DriveError(ApiError):
    """An answer of Drive other than a success.

    Args:
        http_status: the HTTP status code.
        message: the sentence a client sees.
        reason: Drive's word for it.
        location: what in the request is wrong; empty when it is not said.
        kind: what kind of place `location` is.
    """

    def __init__(
        self,
        http_status: int,
        message: str,
        reason: str,
        *,
        location: str = "",
        kind: str = "parameter",
    ) -> None:
        super().__init__(http_status, message)
        place = {"location": location, "locationType": kind} if location else {}
        self.item = {"message": message, "domain": "global", "reason": reason, **place}


def file_not_found(file_id: str) -> DriveError:
    """Return what Drive says of files that are not there, or not for the caller."""
    message = f"File not found: {file_id}."
    return DriveError(404, message, "notFound", location="fileId")


def permission_not_found(permission_id: str) -> DriveError:
    """Return what Drive says of a permission that the file does not have."""
    message = f"Permission not found: {permission_id}."
    return DriveError(404, message, "notFound", location="permissionId")


def not_allowed() -> DriveError:
    """Return what Drive says to people who see a file and may not do this to it."""
    message = "The user does not have sufficient permissions for this file."
    return DriveError(403, message, "insufficientFilePermissions")


def invalid_value(location: str) -> DriveError:
    """Return what Drive says of a parameter it cannot read."""
    return DriveError(400, "Invalid Value", "invalid", location=location)


def required(location: str) -> DriveError:
    """Return what Drive says of a parameter that is missing."""
    message = f"Required parameter: {location}"
    return DriveError(400, message, "required", location=location)


def invalid_fields(refusal: ApiError) -> DriveError:
    """Return what Drive says of a field mask it cannot read.

    Args:
        refusal: of the mask, which names the field where it can.
    """
    violations = [v for detail in refusal.details for v in detail["fieldViolations"]]
    named = violations[0].get("field", "") if violations else ""
    message = f"Invalid field selection {named}".strip()
    return DriveError(400, message, "invalidParameter", location="fields")


def not_writable(message: str) -> DriveError:
    """Return what Drive says of fields that only Drive sets."""
    return DriveError(403, message, "fieldNotWritable")


def drive_envelope(error: ApiError) -> Json:
    """Return the JSON body of an error of Drive."""
    if isinstance(error, DriveError):
        item: Json = error.item
        error_body = {"code": error.http_status, "message": error.message}
        return {"error": {**error_body, "errors": [item]}}
    envelope = error.envelope()
    code = error.http_status
    item = {
        "message": error.message,
        "domain": "usageLimits" if code in _USAGE else "global",
        "reason": _REASONS.get(code, "backendError"),
    }
    if code == _FORBIDDEN and error.details:
        # The only one with details: a token whose scopes do not cover the method.
        item |= {
            "message": "Insufficient Permission",
            "reason": "insufficientPermissions",
        }
    if code == _UNAUTHENTICATED:
        place = {"location": "Authorization", "locationType": "header"}
        item |= {"message": "Invalid Credentials", **place}
    envelope["error"]["errors"] = [item]
    return envelope
