"""What the seller can mend: the request, the file or the spreadsheet."""

from collections.abc import Mapping, Sequence
from typing import Final

from sheets_sync.errors.base import SheetSegmentsError

# Cells told with their message in one error, and cells named after them.
_TOLD: Final = 3
_NAMED: Final = 20


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


class NeedsConfirmationError(InputError):
    """So much would change at once that a person should say yes to it first."""

    code = "needs_confirmation"
    http_status = 409
    title = "An unusually large change was held back"
    action = (
        "Nothing was changed. Check that no tab, column or row is missing, then refresh"
        " again and confirm."
    )

    def __init__(self, reason: str, held_back: Sequence[Mapping[str, object]]) -> None:
        """Say the gravest reason; ``held_back`` has the figures of all of them."""
        self.held_back = tuple(held_back)
        super().__init__(reason)


class NothingToRestoreError(InputError):
    """There is no refresh whose labels can be taken back, or it changed none."""

    code = "nothing_to_restore"
    http_status = 409
    title = "There are no labels to put back"
    action = (
        "Nothing was changed. Only the labels that the last refresh changed return."
    )


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
