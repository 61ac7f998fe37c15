"""Every deliberate error of the refresh, with a stable code and words for the seller.

``str(error)`` is fit for the seller's eyes; ``action`` says what to do next. Neither
holds a token, and only errors about the seller's own cells name a cell.
"""

from sheets_sync.errors.base import (
    AccessError,
    CertificatesUnavailableError,
    ConfigError,
    KeepsChangingError,
    PlanError,
    RefreshUnderWayError,
    SheetSegmentsError,
)
from sheets_sync.errors.inputs import (
    BadRequestError,
    InputError,
    NeedsConfirmationError,
    NotAGoogleSheetError,
    NothingToRestoreError,
    ProtectedError,
    SpreadsheetFullError,
    TrackerNotFoundError,
    UnknownSchemeError,
    UnreadableCorrectionError,
    UnreadableFileError,
    UnreadableRulesError,
)
from sheets_sync.errors.sheets_api import (
    OutOfTimeError,
    PermissionDeniedError,
    RateLimitedError,
    ReadOnlyError,
    RejectedBatchError,
    RejectedError,
    SheetsApiError,
    SheetsUnavailableError,
    SpreadsheetNotFoundError,
    TokenRefusedError,
    TooLargeError,
    WriteOutcomeUnknownError,
)

__all__ = [
    "AccessError",
    "BadRequestError",
    "CertificatesUnavailableError",
    "ConfigError",
    "InputError",
    "KeepsChangingError",
    "NeedsConfirmationError",
    "NotAGoogleSheetError",
    "NothingToRestoreError",
    "OutOfTimeError",
    "PermissionDeniedError",
    "PlanError",
    "ProtectedError",
    "RateLimitedError",
    "ReadOnlyError",
    "RefreshUnderWayError",
    "RejectedBatchError",
    "RejectedError",
    "SheetSegmentsError",
    "SheetsApiError",
    "SheetsUnavailableError",
    "SpreadsheetFullError",
    "SpreadsheetNotFoundError",
    "TokenRefusedError",
    "TooLargeError",
    "TrackerNotFoundError",
    "UnknownSchemeError",
    "UnreadableCorrectionError",
    "UnreadableFileError",
    "UnreadableRulesError",
    "WriteOutcomeUnknownError",
]
