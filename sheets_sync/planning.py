"""A reading → everything a refresh is about to do, worked out and allowed."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sheets_sync import errors
from sheets_sync.calls import Spreadsheets
from sheets_sync.decode import with_formulas
from sheets_sync.desired import desired_state
from sheets_sync.desired.findings import Findings
from sheets_sync.desired.model import DesiredState
from sheets_sync.desired.notes import notes_left_alone, ranges_in_question
from sheets_sync.hold_back import Held, hold_back
from sheets_sync.job import Job
from sheets_sync.journal.mending import Copies, Mended
from sheets_sync.model import Snapshot
from sheets_sync.permitted import check_permitted
from sheets_sync.plan import Plan, make_plan, plan_to_put_back
from sheets_sync.problems import worth_a_look
from sheets_sync.staging import Staged, stage
from sheets_sync.way_back import labels_taken_back, with_room_for_all
from sheets_sync.work_out import work_out


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was worked out from one reading, and the batches that would write it.

    ``restored`` is how many customers get the label back that they had before.
    """

    findings: Findings
    plan: Plan
    desired: DesiredState
    held: tuple[Held, ...]
    staged: Staged
    restored: int = 0


def prepare(
    repaired: Mended,
    job: Job,
    now: datetime,
    spreadsheets: Spreadsheets,
    journals: Sequence[Copies] = (),
    emptied: Collection[int] = (),
) -> Prepared:
    """Return what to do, from a reading and at most one more of some of its cells.

    Those are notes of the seller's that are about to change. Labels that are to be
    restored are taken from the ``journals``. Tabs that an earlier refresh has
    ``emptied`` go.

    Raises:
        SheetSegmentsError: One of its kinds; nothing has been written.
    """
    as_of = job.as_of or now.date()
    snapshot = repaired.snapshot
    findings = work_out(snapshot, as_of=as_of, scheme=job.scheme, now=now)
    restored = 0
    if job.mode == "restore":
        findings, restored = labels_taken_back(repaired, findings, journals)
    snapshot, findings = _look_at_notes(snapshot, findings, spreadsheets)
    desired = desired_state(snapshot, findings)
    if job.mode == "restore":
        desired = with_room_for_all(desired)
    plan = make_plan(replace(repaired, snapshot=snapshot), desired, emptied)
    held = hold_back(snapshot, desired, findings)
    if job.writes:
        check_permitted(snapshot, plan.changes)
    if job.mode == "apply":
        _ask_first(job, held)
    staged = stage(plan.changes, snapshot, job.most_bytes)
    return Prepared(findings, plan, desired, held, staged, restored)


def put_back(repaired: Mended) -> Plan:
    """Return the plan that does nothing but put back what a batch had misplaced.

    What is planned anew waits until that is known to be where it belongs.

    Raises:
        SheetSegmentsError: One of its kinds; nothing has been written.
    """
    plan = plan_to_put_back(repaired)
    check_permitted(repaired.snapshot, plan.changes)
    return plan


def _ask_first(job: Job, held: Sequence[Held]) -> None:
    """Raise when so much would change that nobody said yes to it."""
    if held and not job.confirmed:
        figures = [asdict(one) for one in held]
        raise errors.NeedsConfirmationError(held[0].reason, figures)


def _look_at_notes(
    snapshot: Snapshot, findings: Findings, spreadsheets: Spreadsheets
) -> tuple[Snapshot, Findings]:
    """Read notes that are about to change once more, for a formula is not touched."""
    ranges = ranges_in_question(snapshot, findings)
    if ranges:
        body = spreadsheets.batch_get(snapshot.spreadsheet_id, [*ranges], "FORMULA")
        snapshot = with_formulas(snapshot, [*ranges.values()], body)
    problems = notes_left_alone(snapshot, findings)
    if not problems:
        return snapshot, findings
    listed = worth_a_look(snapshot, (*findings.problems, *problems))
    return snapshot, replace(findings, problems=listed)
