"""Why Google refused a batch, in words that help.

Its sentences name the reason, but they may come in any language and change any day. So
they are hints: where one is not understood, the error is less clear and no less true.
"""

import re
from collections.abc import Sequence
from typing import Final

from sheets_sync import errors
from sheets_sync.changes import Change
from sheets_sync.model import Snapshot
from sheets_sync.permitted import protected_nearby, sentence

# What a sentence of Google's is known to hold, in whatever language it comes.
IS_FULL: Final = re.compile(r"\b10\D?000\D?000\b")
IS_TOO_LARGE: Final = re.compile(r"payload size|\b10485760\b")
IS_TOO_LONG: Final = re.compile(r"\b50\D?000 char")
IS_PROTECTED: Final = re.compile(r"protected (cell|range|sheet)|\bprotection\b")


def reason_of(
    rejected: errors.RejectedBatchError,
    snapshot: Snapshot,
    changes: Sequence[Change],
    *,
    edited: bool,
) -> errors.SheetSegmentsError:
    """Return the error that says best why Google refused these changes.

    Args:
        rejected: Google's refusal, returned as it is when nothing explains it better.
        snapshot: As read after it.
        changes: What was refused.
        edited: whether somebody has changed the spreadsheet meanwhile.
    """
    hint = _hinted(rejected.said)
    if hint:
        return hint
    protected = protected_nearby(snapshot, changes)
    if protected:
        return errors.ProtectedError(sentence(protected))
    if IS_PROTECTED.search(rejected.said):
        return errors.ProtectedError(
            "Somebody has protected cells that a refresh changes."
        )
    if edited:
        return rejected
    return errors.RejectedError(f"Google Sheets refused {_kind_of(rejected.said)}.")


def _hinted(said: str) -> errors.SheetSegmentsError | None:
    if IS_FULL.search(said):
        return errors.SpreadsheetFullError(
            "The segments need more cells than are left of the 10,000,000 that Google"
            " Sheets allows a spreadsheet, blank ones included."
        )
    if IS_TOO_LARGE.search(said):
        return errors.TooLargeError(
            "Google Sheets does not take so many changes at once."
        )
    if IS_TOO_LONG.search(said):
        return errors.RejectedError(
            "A planned cell has more than the 50,000 characters that Google Sheets"
            " allows."
        )
    return None


def _kind_of(said: str) -> str:
    """Return what was refused, as Google names requests; nothing of its content."""
    named = re.match(r"Invalid requests\[\d+\]\.(\w+):", said)
    return f"a planned {named[1]}, and all changes with it" if named else "the changes"
