"""What the API refuses, and the JSON envelope Google wraps a refusal in."""

from collections.abc import Mapping, Sequence
from typing import Any

_STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ALREADY_EXISTS",
    413: "INVALID_ARGUMENT",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
}


class ApiError(Exception):
    """An answer other than 200, in the words Google uses.

    Attributes:
        http_status: the HTTP status code.
        message: the sentence a client sees.
        details: Google's ``details`` list; left out of the envelope when empty.
        headers: sent with the answer.
    """

    def __init__(
        self,
        http_status: int,
        message: str,
        details: Sequence[Mapping[str, Any]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.http_status = http_status
        self.message = message
        self.details = tuple(details)
        self.headers = dict(headers or {})

    def envelope(self) -> dict[str, Any]:
        """Return the JSON body that carries this error."""
        error: dict[str, Any] = {
            "code": self.http_status,
            "message": self.message,
            "status": _STATUS.get(self.http_status, "UNKNOWN"),
        }
        if self.details:
            error["details"] = list(self.details)
        return {"error": error}


class RefusedError(ApiError):
    """A request that asks for something the spreadsheet cannot take (400)."""

    def __init__(self, message: str, details: Sequence[Mapping[str, Any]] = ()) -> None:
        super().__init__(400, message, details)


class UnsupportedError(ApiError):
    """Something Google can do and this server cannot (501)."""

    def __init__(self, what: str) -> None:
        super().__init__(501, f"local_sheets does not support {what}.")


class NotASpreadsheetError(RefusedError):
    """A file of another kind, which the Sheets API does not open (400)."""

    def __init__(self) -> None:
        super().__init__("This operation is not supported for this document")

    def envelope(self) -> dict[str, Any]:
        """Return the JSON body that carries this error."""
        body = super().envelope()
        body["error"]["status"] = "FAILED_PRECONDITION"
        return body


class NotFoundError(ApiError):
    """No such spreadsheet or file (404)."""

    def __init__(self, message: str = "Requested entity was not found.") -> None:
        super().__init__(404, message)


class ForbiddenError(ApiError):
    """The caller is known and may not do this (403)."""

    def __init__(self) -> None:
        super().__init__(403, "The caller does not have permission")


class UnauthenticatedError(ApiError):
    """The call carries no access token that this server issued (401).

    Args:
        what: is wrong with the credentials.
        details: Google's ``details`` list.
        challenge: what the WWW-Authenticate header says beside the realm.
    """

    def __init__(
        self,
        what: str = "Request had invalid authentication credentials.",
        details: Sequence[Mapping[str, Any]] = (),
        challenge: str = ', error="invalid_token"',
    ) -> None:
        message = (
            f"{what} Expected OAuth 2 access token, login cookie or other valid "
            "authentication credential. See "
            "https://developers.google.com/identity/sign-in/web/devconsole-project."
        )
        super().__init__(401, message, details, bearer_challenge(challenge))


class StorageError(ApiError):
    """The disk refused; what was asked has not happened (500)."""

    def __init__(self, message: str) -> None:
        super().__init__(500, message)


def bearer_challenge(rest: str = "") -> dict[str, str]:
    """Return the header in which Google says which token it expects."""
    realm = 'Bearer realm="https://accounts.google.com/"'
    return {"WWW-Authenticate": f"{realm}{rest}"}


def error_info(reason: str, metadata: Mapping[str, str]) -> dict[str, Any]:
    """Return the detail in which Google gives a reason to programs."""
    return {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": reason,
        "domain": "googleapis.com",
        "metadata": dict(metadata),
    }


def bad_field(field: str, message: str) -> RefusedError:
    """Return a refusal that names the offending field, as Google's parser does."""
    violation = (
        {"field": field, "description": message} if field else {"description": message}
    )
    detail = {
        "@type": "type.googleapis.com/google.rpc.BadRequest",
        "fieldViolations": [violation],
    }
    return RefusedError(message, [detail])
