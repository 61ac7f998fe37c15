"""What Google Sheets answers when it refuses or fails."""

from sheets_sync.errors.base import SheetSegmentsError


class SheetsApiError(SheetSegmentsError):
    """The Sheets API refused or failed; the cause is chained, its body is not shown."""

    code = "sheets_api"
    http_status = 502
    title = "Google Sheets refused the request"


class SpreadsheetNotFoundError(SheetsApiError):
    """There is no spreadsheet with that id, or it was deleted."""

    code = "spreadsheet_not_found"
    http_status = 404
    title = "The spreadsheet was not found"
    action = "Open the spreadsheet, check that it still exists, and refresh from there."


class PermissionDeniedError(SheetsApiError):
    """The caller may not even read this spreadsheet."""

    code = "no_access"
    http_status = 403
    title = "You cannot open this spreadsheet"
    action = "Ask its owner to share it with you as an editor."


class ReadOnlyError(PermissionDeniedError):
    """The caller may read this spreadsheet, but not change it."""

    title = "You cannot change this spreadsheet"
    action = (
        "Nothing was changed. Ask its owner to share it with you as an editor; for a"
        " preview, being able to view it is enough."
    )


class TokenRefusedError(SheetsApiError):
    """Google refused the access token: expired, revoked or without the scope."""

    code = "token_refused"
    http_status = 401
    title = "Google did not accept the sign-in"
    action = "Open the menu again and allow access when asked."


class RateLimitedError(SheetsApiError):
    """Still over Google's per-minute quota after the bounded retries."""

    code = "rate_limited"
    http_status = 429
    retryable = True
    title = "Google Sheets is busy"
    action = "Wait a minute and refresh again. Nothing was changed."


class SheetsUnavailableError(SheetsApiError):
    """Google Sheets did not answer a read after the bounded retries."""

    code = "sheets_unavailable"
    http_status = 503
    retryable = True
    title = "Google Sheets did not answer"
    action = "Wait a minute and refresh again. Nothing was changed."


class WriteOutcomeUnknownError(SheetsApiError):
    """The answer to the write was lost: it was applied in full or not at all."""

    code = "write_outcome_unknown"
    http_status = 503
    retryable = True
    title = "The answer of Google Sheets was lost"
    action = "Refresh again: what is already written is recognised, the rest is added."


class RejectedBatchError(SheetsApiError):
    """Google refused the batch as a whole, so nothing was applied.

    ``said`` is Google's own sentence. It may name tabs, so it is neither shown nor
    logged; it may come in any language, so it is only ever a hint.
    """

    code = "rejected_batch"
    http_status = 409
    retryable = True
    title = "Google Sheets refused the changes"
    action = "Nothing was changed. Refresh again; somebody may have edited meanwhile."

    def __init__(self, message: str, said: str = "") -> None:
        """Keep Google's sentence beside ours."""
        super().__init__(message)
        self.said = said


class RejectedError(SheetsApiError):
    """Google refused the batch though nobody edited: a fault of ours, or a limit."""

    code = "rejected"
    title = "Google Sheets refused the changes"
    action = "Nothing was changed. Send us the run id."


class TooLargeError(SheetsApiError):
    """The changes do not fit into one request, and Google said so."""

    code = "too_large"
    http_status = 413
    title = "The changes are too large for Google Sheets"
    action = "Nothing was changed. Send us the run id."


class OutOfTimeError(SheetsApiError):
    """The time of one refresh was over before its changes were sent."""

    code = "out_of_time"
    http_status = 504
    retryable = True
    title = "The refresh took too long"
    action = (
        "Wait a few minutes and refresh again: what is already written is recognised,"
        " the rest is added."
    )
