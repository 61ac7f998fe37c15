"""The calls that write a plan, in one batch or several, and look again after them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sheets_sync.calls import Spreadsheets, read_snapshot
from sheets_sync.encode import encode
from sheets_sync.errors import RefreshUnderWayError, WriteOutcomeUnknownError
from sheets_sync.model import Snapshot
from sheets_sync.plan import Plan
from sheets_sync.staging import Staged
from sheets_sync.verify import body_of, fields_of, verify

Json = Mapping[str, Any]

# How often to look whether another refresh has ended that writes in several steps.
LOOKS: Final = 3


@dataclass(slots=True)
class Writer:
    """Writes plans to one spreadsheet, and knows which stages it may have begun."""

    spreadsheet_id: str
    spreadsheets: Spreadsheets
    begun: set[int] = field(default_factory=set)

    def prepare(self, staged: Staged) -> None:
        """Send all batches but the last; nothing changes that a seller sees.

        Raises:
            RejectedBatchError: A batch was refused as a whole.
            WriteOutcomeUnknownError: The answer to one was lost.
        """
        for batch in staged.batches:
            self._send(staged.stage, encode(batch))

    def write(self, staged: Staged, plan: Plan) -> Json:
        """Send the last batch, the one with the journal, and return its answer.

        Raises:
            RejectedBatchError: It was refused as a whole.
            WriteOutcomeUnknownError: The answer was lost.
        """
        body = body_of(plan, encode(staged.last)["requests"])
        return self._send(staged.stage, body)

    def _send(self, stage: int, body: Json) -> Json:
        try:
            answer = self.spreadsheets.batch_update(
                self.spreadsheet_id, body, fields_of(body)
            )
        except WriteOutcomeUnknownError:
            self.begun.add(stage)
            raise
        self.begun.add(stage)
        verify(body["requests"], answer)
        return answer

    def read_again(self, was: Snapshot) -> Snapshot:
        """Return the spreadsheet as it is now, unless another refresh is writing it.

        A stage that is not as it ``was`` is that of a refresh that was faster. We leave
        it alone, or two could undo each other's for ever; one that was there before us
        and stands still is taken for abandoned.

        Raises:
            RefreshUnderWayError: It is writing still after a few looks.
        """
        for _ in range(LOOKS):
            snapshot = read_snapshot(self.spreadsheet_id, self.spreadsheets)
            stages = {tab.mark.stage for tab in snapshot.stages if tab.mark}
            if stages <= self.begun or snapshot.stages == was.stages:
                return snapshot
        raise RefreshUnderWayError("Another refresh of this spreadsheet is writing.")
