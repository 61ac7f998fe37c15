"""What all errors have in common, and those that are neither input nor Google's."""

from typing import ClassVar


class SheetSegmentsError(Exception):
    """Base of every deliberate error; subclasses fix code, status and advice."""

    code: ClassVar[str] = "internal"
    http_status: ClassVar[int] = 500
    retryable: ClassVar[bool] = False
    title: ClassVar[str] = "Something went wrong"
    action: ClassVar[str] = "Try again; if it happens again, send us the run id."


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


class RefreshUnderWayError(SheetSegmentsError):
    """Another refresh of the same spreadsheet is writing, in several steps."""

    code = "refresh_under_way"
    http_status = 409
    retryable = True
    title = "Another refresh is under way"
    action = "Wait a minute and refresh again; this one gave way."


class KeepsChangingError(SheetSegmentsError):
    """Each write met rows or columns that somebody had just moved."""

    code = "keeps_changing"
    http_status = 409
    retryable = True
    title = "The tracker kept changing"
    action = (
        "Refresh again when nobody moves rows, columns or tabs. Nothing that people"
        " typed is lost; the next refresh puts right what stands in a wrong place."
    )


class ConfigError(SheetSegmentsError):
    """A setting is missing or malformed; raised at start-up only."""

    code = "bad_config"
    title = "The service is not set up"
    action = "Set the variable that is named here and deploy again."
