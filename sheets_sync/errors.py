"""Every deliberate error of the refresh, with a stable code and words for the seller.

``str(error)`` is fit for the seller's eyes; ``action`` says what to do next. Neither
holds a token, and only errors about the seller's own cells name a cell.
"""

from collections.abc import Sequence
from typing import ClassVar, Final

# Cells told with their message in one error, and cells named after them.
_TOLD: Final = 3
_NAMED: Final = 20


class SheetSegmentsError(Exception):
    """Base of every deliberate error; subclasses fix code, status and advice."""

    code: ClassVar[str] = "internal"
    http_status: ClassVar[int] = 500
    retryable: ClassVar[bool] = False
    title: ClassVar[str] = "Something went wrong"
    action: ClassVar[str] = "Try again; if it happens again, send us the run id."


class InputError(SheetSegmentsError):
    """Something the seller can mend: the request, the file or the spreadsheet."""

    http_status = 422


class BadRequestError(InputError):
    """The request body or an option is not of the agreed form."""

    code = "bad_request"
    http_status = 400
    title = "The request could not be read"
    action = "Check the request against docs/errors.md and send it again."


class UnreadableFileError(InputError):
    """The file is missing, not a workbook, or cannot be written."""

    code = "unreadable_file"
    title = "The file could not be used"
    action = "Give an .xlsx or .csv file that opens in a spreadsheet program."


class TrackerNotFoundError(InputError):
    """No tab holds customers or orders that we can read."""

    code = "tracker_not_found"
    title = "No customers or orders found"
    action = (
        "Give one tab a header row with, for customers, a name, phone or e-mail; "
        "for orders, also a date and an amount."
    )


class UnreadableRulesError(InputError):
    """One or more cells of the rules tab cannot be read; carries all of them."""

    code = "unreadable_rules"
    title = "A segment rule cannot be read"
    action = "Mend the cells named here on the Segment rules tab and refresh again."

    def __init__(self, tab: str, problems: Sequence[tuple[str, str]]) -> None:
        """Keep the tab's title and every (cell in A1 notation, message) pair."""
        self.tab = tab
        self.problems = tuple(problems)
        told = [f"cell {cell}: {message}" for cell, message in problems[:_TOLD]]
        rest = [cell for cell, _ in problems[_TOLD:]]
        named = ", ".join(rest[:_NAMED]) + ("…" if len(rest) > _NAMED else "")
        tail = f" ({len(rest)} more: {named}.)" if rest else ""
        super().__init__(f"“{tab}”, {' And '.join(told)}{tail}")


class UnreadableCorrectionError(InputError):
    """A cell under "Should be" on the Data check tab says nothing that we know."""

    code = "unreadable_correction"
    title = "A correction on the Data check tab cannot be read"
    action = "Mend or clear the cell named here and refresh again."


class SpreadsheetFullError(InputError):
    """The plan needs more cells than Google Sheets allows a spreadsheet."""

    code = "spreadsheet_full"
    title = "There is no room left in this spreadsheet"
    action = (
        "Nothing was changed. Delete blank rows, columns or tabs that you do not need,"
        " and refresh again."
    )


class ProtectedError(InputError):
    """A planned change touches what is protected against the caller."""

    code = "protected"
    http_status = 403
    title = "Part of the spreadsheet is protected"
    action = (
        "Nothing was changed. Ask the owner of the spreadsheet, or somebody who may"
        " edit what is protected, to refresh, or to let you edit it (Data, Protected"
        " sheets and ranges)."
    )


class NotAGoogleSheetError(InputError):
    """An Office file that lies in Drive: Sheets opens it, its API does not."""

    code = "not_a_google_sheet"
    title = "This file is not a Google Sheet"
    action = (
        "Open it, choose File, Save as Google Sheets, and refresh the new spreadsheet."
    )


class UnknownSchemeError(InputError):
    """A scheme was asked for that does not exist."""

    code = "unknown_scheme"
    title = "There is no such scheme"
    action = "Use one of the schemes named here."


class AccessError(SheetSegmentsError):
    """The caller did not prove who they are."""

    code = "not_signed_in"
    http_status = 401
    title = "You are not signed in"
    action = "Reload the spreadsheet, open the menu again and allow access when asked."


class CertificatesUnavailableError(SheetSegmentsError):
    """The certificates that prove who is calling cannot be fetched now."""

    code = "certificates_unavailable"
    http_status = 503
    retryable = True
    title = "The sign-in cannot be checked"
    action = "Wait a minute and refresh again. Nothing was changed."


class PlanError(SheetSegmentsError):
    """A plan that must not be applied; always our fault."""

    code = "not_owned"
    title = "The refresh stopped before writing"
    action = "Nothing was changed. Send us the run id."


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


class RefreshUnderWayError(SheetSegmentsError):
    """Another refresh of the same spreadsheet is writing, in several steps."""

    code = "refresh_under_way"
    http_status = 409
    retryable = True
    title = "Another refresh is under way"
    action = "Wait a minute and refresh again; this one gave way."


class ConfigError(SheetSegmentsError):
    """A setting is missing or malformed; raised at start-up only."""

    code = "bad_config"
    title = "The service is not set up"
    action = "Set the variable that is named here and deploy again."
