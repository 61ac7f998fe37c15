"""The answer to the batch, checked before anybody is told that it worked."""

from collections.abc import Mapping, Sequence
from typing import Any

from sheets_sync.errors import WriteOutcomeUnknownError

Json = Mapping[str, Any]


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
