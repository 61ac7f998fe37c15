"""Drive's error envelope, which lists a reason beside the status."""

from local_sheets.errors import ApiError
from local_sheets.grid.model import Json

_REASONS = {
    400: "badRequest",
    401: "authError",
    403: "insufficientFilePermissions",
    404: "notFound",
    429: "rateLimitExceeded",
    500: "internalError",
    501: "notImplemented",
}


def drive_envelope(error: ApiError) -> Json:
    """Return the JSON body of an error of Drive v3."""
    envelope = error.envelope()
    reason = _REASONS.get(error.http_status, "backendError")
    item = {"message": error.message, "domain": "global", "reason": reason}
    envelope["error"]["errors"] = [item]
    return envelope
