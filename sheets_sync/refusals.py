"""An answer of Google that is no success → one of our errors, and whether to go on.

What counts is the status, and where one status means several things the reasons that
Google documents (``google.rpc.ErrorInfo``). Its sentences come in any language and are
kept as hints only.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, Final, Literal

from gspread.exceptions import APIError

from sheets_sync import errors

Kind = Literal["read", "write"]

BAD_REQUEST: Final = 400
FORBIDDEN: Final = 403
TIMED_OUT: Final = 408
TOO_LARGE: Final = 413
TOO_MANY_REQUESTS: Final = 429
SERVER_ERROR: Final = 500
NOT_A_SHEET: Final = "FAILED_PRECONDITION"
SCOPE_MISSING: Final = "ACCESS_TOKEN_SCOPE_INSUFFICIENT"
# Drive, and Sheets before it had 429, say so with 403.
OVER_QUOTA: Final = frozenset(
    {"RATE_LIMIT_EXCEEDED", "rateLimitExceeded", "userRateLimitExceeded"}
)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an attempt failed, whether another may help, and when to make it.

    ``told_s`` is how long Google says to wait; ``busy`` says that it did nothing,
    because it is asked too often.
    """

    error: errors.SheetSegmentsError
    again: bool
    cause: Exception
    told_s: float | None = None
    busy: bool = False


def lost(kind: Kind) -> errors.SheetsApiError:
    """Return the error of a call that nobody answered."""
    if kind == "write":
        return errors.WriteOutcomeUnknownError(
            "Google Sheets did not say whether the changes were written."
        )
    return errors.SheetsUnavailableError("Google Sheets did not answer.")


def seconds_told(headers: Mapping[str, str]) -> float | None:
    """Return the seconds of ``Retry-After``; None where it says nothing.

    It is a number, or a date, which counts from the date of the answer itself.

    >>> seconds_told({"Retry-After": "7"})
    7.0
    >>> at = {"Date": "Sat, 21 Nov 2026 09:00:00 GMT"}
    >>> seconds_told({**at, "Retry-After": "Sat, 21 Nov 2026 09:01:00 GMT"})
    60.0
    """
    told = headers.get("Retry-After", "")
    if told.isascii() and told.isdecimal():
        return float(told)
    try:
        until = parsedate_to_datetime(told)
        wait = until - parsedate_to_datetime(headers.get("Date", ""))
    except (ValueError, TypeError):
        return None
    return max(wait.total_seconds(), 0.0)


def failure_of(kind: Kind, refused: APIError) -> Failure:
    """Return what an answer other than 2xx means."""
    status = refused.response.status_code
    told_s = seconds_told(refused.response.headers)
    reasons = {*_reasons(refused.error)}
    if status == TOO_MANY_REQUESTS or (status == FORBIDDEN and reasons & OVER_QUOTA):
        busy = errors.RateLimitedError("Google Sheets is over its quota per minute.")
        return Failure(busy, again=True, cause=refused, told_s=told_s, busy=True)
    if status >= SERVER_ERROR or status == TIMED_OUT:
        return Failure(lost(kind), kind == "read", cause=refused, told_s=told_s)
    return Failure(_final(kind, status, refused, reasons), again=False, cause=refused)


def _final(
    kind: Kind, status: int, refused: APIError, reasons: set[str]
) -> errors.SheetSegmentsError:
    """Return the error of a refusal that asking again would not change."""
    if status == FORBIDDEN and SCOPE_MISSING in reasons:
        return errors.TokenRefusedError("The sign-in does not reach spreadsheets.")
    if status == BAD_REQUEST and kind == "read" and _status(refused) == NOT_A_SHEET:
        return errors.NotAGoogleSheetError(
            "This file is an Office file, which only looks like a Google Sheet."
        )
    forbidden = (
        errors.PermissionDeniedError("You may not read this spreadsheet.")
        if kind == "read"
        else errors.ReadOnlyError("You may not change this spreadsheet.")
    )
    by_status: Mapping[int, errors.SheetSegmentsError] = {
        401: errors.TokenRefusedError("Google did not accept the sign-in."),
        FORBIDDEN: forbidden,
        404: errors.SpreadsheetNotFoundError("There is no spreadsheet with this id."),
        TOO_LARGE: errors.TooLargeError(
            "Google Sheets does not take so many changes at once."
        ),
    }
    rejected = errors.RejectedBatchError(
        "Google Sheets refused the request as a whole.", _said(refused)
    )
    return by_status.get(status, rejected)


def _status(refused: APIError) -> str:
    return str(refused.error.get("status", ""))


def _said(refused: APIError) -> str:
    """Return Google's sentence; a page of HTML is none."""
    is_google = "json" in refused.response.headers.get("Content-Type", "")
    return str(refused.error.get("message", "")) if is_google else ""


def _reasons(error: Mapping[str, Any]) -> Iterator[str]:
    """Yield the reasons in Google's envelope, in its newer and its older form."""
    for part in (error.get("details"), error.get("errors")):
        for one in part if isinstance(part, list) else ():
            if isinstance(one, dict):
                yield str(one.get("reason", ""))
