"""What to ask of the answer to a batch, and the answer checked against it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sheets_sync.errors import WriteOutcomeUnknownError
from sheets_sync.journal.reading import (
    ANSWER_FIELDS,
    copies_answered,
    is_as_expected,
    layout_of_mark,
    ranges_in,
)
from sheets_sync.plan import Plan

Json = Mapping[str, Any]


def body_of(plan: Plan, requests: Sequence[Json]) -> dict[str, Any]:
    """Return the body to send: the requests, and what of the journal to answer."""
    token = plan.token
    asked = ranges_in(token.title, layout_of_mark(token.mark)) if token else []
    if not asked:
        return {"requests": requests}
    return {
        "requests": requests,
        "includeSpreadsheetInResponse": True,
        "responseRanges": asked,
    }


def fields_of(body: Json) -> str:
    """Return the mask for the answer to a body; empty for all of it."""
    return ANSWER_FIELDS if "responseRanges" in body else ""


def verify(requests: Sequence[Json], answer: Json) -> None:
    """Raise unless the answer replies to every request, and added the tabs we named.

    Replies stand one to one with requests (``BatchUpdateSpreadsheetResponse``).

    Raises:
        WriteOutcomeUnknownError: The answer is of another batch, or cut short.
    """
    replies = answer.get("replies", ())
    if len(replies) != len(requests):
        raise WriteOutcomeUnknownError("The answer does not fit what was sent.")
    for request, reply in zip(requests, replies, strict=True):
        wanted = request.get("addSheet", {}).get("properties", {}).get("sheetId")
        added = reply.get("addSheet", {}).get("properties", {}).get("sheetId")
        if wanted != added:
            raise WriteOutcomeUnknownError("The answer does not name the tab we added.")


def nobody_came_between(plan: Plan, answer: Json) -> bool:
    """Tell whether the batch met the cells, rows and columns that had been read."""
    token = plan.token
    return token is None or is_as_expected(token.mark, copies_answered(answer))
