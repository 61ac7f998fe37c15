"""Plan and write, again where somebody was faster, moved things, or nobody answered."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sheets_sync import errors
from sheets_sync.apply import Writer
from sheets_sync.budget import PATIENCE
from sheets_sync.calls import ATTEMPTS, Spreadsheets, last_journals, mended
from sheets_sync.fence import STALE_AFTER, is_unmoved
from sheets_sync.generation import is_emptied
from sheets_sync.job import Job, Progress
from sheets_sync.journal.mending import Copies, Mended
from sheets_sync.model import Snapshot
from sheets_sync.plan import Plan
from sheets_sync.planning import Prepared, prepare, put_back
from sheets_sync.rejection import reason_of
from sheets_sync.staging import Staged, stage
from sheets_sync.verify import nobody_came_between

# How often to put right what was written while somebody moved rows or columns.
MENDINGS: Final = 8
# How often to plan again because somebody moved something before the write.
FENCES: Final = 2
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Step:
    """What one round writes; ``prepared`` is lacking where it only puts back."""

    plan: Plan
    staged: Staged
    prepared: Prepared | None = None

    @property
    def told(self) -> str:
        """Return what the seller is told meanwhile."""
        if self.prepared:
            return "Writing labels and tabs…"
        return "Putting back what people typed meanwhile…"


class Rounds:
    """The rounds of one refresh; each begins with a reading and ends it, or not."""

    def __init__(
        self,
        job: Job,
        snapshot: Snapshot,
        now: datetime,
        spreadsheets: Spreadsheets,
        clock: Clock,
    ) -> None:
        """Begin with a snapshot that was just read, at ``now`` by its own clock."""
        self._job = job
        self._snapshot = snapshot
        self._now = now
        self._spreadsheets = spreadsheets
        self._clock = clock
        self._read_at = clock()
        self._writer = Writer(job.spreadsheet_id, spreadsheets)
        self._attempt = 0
        self._fences = 0
        self._lost: Prepared | None = None
        self._journals: tuple[Copies, ...] | None = None
        # Who sees a tab go may fetch it back and type there: it stays for a refresh.
        self._emptied = {tab.sheet_id for tab in snapshot.tabs if is_emptied(tab)}
        self.restored = 0
        self.done: Prepared | None = None

    def run(self) -> Iterator[Progress]:
        """Go through the rounds, and leave what was done in ``done``.

        Raises:
            SheetSegmentsError: One of its kinds.
        """
        while self.done is None:
            yield from self._round()

    def _round(self) -> Iterator[Progress]:
        self._attempt += 1
        yield Progress("segmenting", "Working out the segments…")
        try:
            step = self._next_step()
        except errors.RejectedBatchError:
            # A tab that it wanted to read once more has another name by now, or none.
            if self._attempt >= MENDINGS:
                raise
            self._read_again()
            return
        if step.prepared and not (self._job.writes and step.staged.request_count):
            self.done = self._lost or step.prepared
            return
        yield Progress("writing", step.told)
        try:
            yield from self._write(step)
        except errors.RejectedBatchError as rejected:
            yield Progress("reading", "The tracker changed meanwhile; reading again…")
            was = self._snapshot
            self._read_again()
            self._check_edited(rejected, step.plan, was)
        except errors.WriteOutcomeUnknownError as unknown:
            self._check_patience(unknown)
            yield Progress("reading", "The answer was lost; reading again…")
            self._lost = step.prepared or self._lost
            self._begin(step)
            self._read_after(unknown)

    def _next_step(self) -> Step:
        """Return what to write next: what was misplaced goes back before all else."""
        if self._job.mode == "restore" and self._journals is None:
            # Read once: a batch of ours leaves another journal, of what it wrote over.
            self._journals = last_journals(self._snapshot, self._spreadsheets)
        repaired = mended(self._snapshot, self._spreadsheets)
        if repaired.changes and self._job.writes:
            plan = put_back(repaired)
            staged = stage(plan.changes, repaired.snapshot, self._job.most_bytes)
            return Step(plan, staged)
        prepared = self._prepare(repaired)
        return Step(prepared.plan, prepared.staged, prepared)

    def _prepare(self, repaired: Mended) -> Prepared:
        """Plan; labels that are restored are those of before, however often we try."""
        prepared = prepare(
            repaired,
            self._job,
            self._now,
            self._spreadsheets,
            self._journals or (),
            self._emptied,
        )
        self.restored = max(self.restored, prepared.restored)
        if self._job.mode == "restore" and not self.restored:
            raise errors.NothingToRestoreError("The last refresh changed no label.")
        return prepared

    def _write(self, step: Step) -> Iterator[Progress]:
        """Write, unless something moved since; and look whether something did then."""
        self._writer.prepare(step.staged)
        if self._is_stale() and not is_unmoved(
            step.plan, self._snapshot, self._spreadsheets
        ):
            yield Progress("reading", "Somebody moved things; reading again…")
            self._attempt -= 1
            self._read_again()
            return
        answer = self._writer.write(step.staged, step.plan)
        if step.prepared and nobody_came_between(step.plan, answer):
            self.done = step.prepared
            return
        if self._attempt >= MENDINGS:
            raise errors.KeepsChangingError(
                "Somebody kept moving rows or columns while this tracker was refreshed."
            )
        yield Progress("reading", "Somebody edited meanwhile; looking again…")
        self._begin(step)
        self._read_again()

    def _is_stale(self) -> bool:
        """Tell whether to look once more; somebody who never rests does not stop us."""
        stale = self._clock() - self._read_at > STALE_AFTER and self._fences < FENCES
        self._fences += stale
        return stale

    def _begin(self, step: Step) -> None:
        """Bring to its end what was begun, however much it changes."""
        if step.prepared:
            self._job = replace(self._job, confirmed=True)

    def _read_again(self) -> None:
        self._snapshot = self._writer.read_again(self._snapshot)
        self._read_at = self._clock()

    def _check_patience(self, unknown: errors.WriteOutcomeUnknownError) -> None:
        """Raise the error again where it is too late, or happened too often."""
        late = self._clock() - self._now > PATIENCE
        if self._attempt >= ATTEMPTS or late:
            raise unknown

    def _read_after(self, unknown: errors.WriteOutcomeUnknownError) -> None:
        """Read again; where that fails too, the write is what we do not know of."""
        try:
            self._read_again()
        except (errors.SheetsApiError, errors.RefreshUnderWayError) as error:
            raise unknown from error

    def _check_edited(
        self, rejected: errors.RejectedBatchError, plan: Plan, was: Snapshot
    ) -> None:
        """Raise why Google refused a plan, where planning again would not help."""
        edited = self._snapshot != was
        if self._attempt >= MENDINGS or not edited:
            reason = reason_of(rejected, self._snapshot, plan.changes, edited=edited)
            raise reason from rejected.__cause__
