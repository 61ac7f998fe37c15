"""The use case: read a tracker, work out its segments, plan, and apply in one write.

Everything between the two reads and the write is a pure function of what was read,
the settings and the clock. HTTP, command line and tests drive the same generator.
"""

from collections.abc import Callable, Generator, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from typing import Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sheets_sync import errors
from sheets_sync.apply import Writer
from sheets_sync.budget import PATIENCE
from sheets_sync.calls import ATTEMPTS, Spreadsheets, mended, read_snapshot
from sheets_sync.configure import read_schedule
from sheets_sync.decode import with_formulas
from sheets_sync.desired import desired_state
from sheets_sync.desired.findings import Findings
from sheets_sync.desired.notes import notes_left_alone, ranges_in_question
from sheets_sync.due import is_due
from sheets_sync.model import Mode, Snapshot
from sheets_sync.permitted import check_permitted
from sheets_sync.plan import Plan, make_plan
from sheets_sync.problems import worth_a_look
from sheets_sync.rejection import reason_of
from sheets_sync.report import Json, Outcome, build_report
from sheets_sync.staging import STAGE_BYTES, Staged, stage
from sheets_sync.verify import nobody_came_between
from sheets_sync.work_out import work_out

# How often to put right what was written while somebody moved rows or columns.
MENDINGS: Final = 5
Step = Literal["reading", "segmenting", "writing", "not_due"]
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Job:
    """One refresh to do; ``as_of`` None means today where the spreadsheet is.

    A plan of more than ``most_bytes`` is written in several requests.
    """

    spreadsheet_id: str
    mode: Mode = "apply"
    scheme: str | None = None
    as_of: date | None = None
    only_if_due: bool = False
    most_bytes: int = STAGE_BYTES


@dataclass(frozen=True, slots=True)
class Progress:
    """A step that begins, in words for the person who waits."""

    step: Step
    message: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The end of a refresh, with its report."""

    report: Json


Event = Progress | Finished


def refresh(job: Job, spreadsheets: Spreadsheets, clock: Clock) -> Iterator[Event]:
    """Yield progress, then the report; the spreadsheet is as before until the write.

    A job that is ``only_if_due`` ends without a report when the tracker did not ask
    to be refreshed by now.

    Raises:
        SheetSegmentsError: One of its kinds; the spreadsheet is unchanged, or for
            ``WriteOutcomeUnknownError`` either unchanged or fully refreshed.
    """
    started = clock()
    yield Progress("reading", "Reading your tracker…")
    snapshot = read_snapshot(job.spreadsheet_id, spreadsheets)
    now = _local(started, snapshot.time_zone)
    if job.only_if_due and not is_due(snapshot, read_schedule(snapshot), now.date()):
        yield Progress("not_due", "This tracker does not ask to be refreshed now.")
        return
    done = yield from _plan_and_apply(snapshot, job, now, spreadsheets, clock)
    outcome = Outcome(
        applied=job.mode == "apply",
        request_count=done.staged.request_count,
        api=asdict(spreadsheets.usage),
        duration_s=(clock() - started).total_seconds(),
    )
    yield Finished(build_report(done.findings, done.plan, outcome))


@dataclass(frozen=True, slots=True)
class _Done:
    findings: Findings
    plan: Plan
    staged: Staged


def _plan_and_apply(
    snapshot: Snapshot,
    job: Job,
    now: datetime,
    spreadsheets: Spreadsheets,
    clock: Clock,
) -> Generator[Event, None, _Done]:
    """Plan and write; where somebody was faster or the answer is lost, read again."""
    attempt = 0
    lost: _Done | None = None
    writer = Writer(job.spreadsheet_id, spreadsheets)
    while True:
        attempt += 1
        yield Progress("segmenting", "Working out the segments…")
        done = _plan(snapshot, job, now, spreadsheets)
        if job.mode != "apply" or not done.staged.request_count:
            return lost or done
        yield Progress("writing", "Writing labels and tabs…")
        try:
            writer.prepare(done.staged)
            answer = writer.write(done.staged, done.plan)
        except errors.RejectedBatchError as rejected:
            yield Progress("reading", "The tracker changed meanwhile; reading again…")
            was, snapshot = snapshot, writer.read_again(snapshot)
            _check_edited(rejected, done.plan, was, snapshot, last=attempt == ATTEMPTS)
        except errors.WriteOutcomeUnknownError as unknown:
            if attempt == ATTEMPTS or clock() - now > PATIENCE:
                raise
            yield Progress("reading", "The answer was lost; reading again…")
            lost = done
            snapshot = _read_after(unknown, writer, snapshot)
        else:
            if nobody_came_between(done.plan, answer) or attempt == MENDINGS:
                return done
            yield Progress("reading", "Somebody edited meanwhile; looking again…")
            snapshot = writer.read_again(snapshot)


def _plan(
    snapshot: Snapshot, job: Job, now: datetime, spreadsheets: Spreadsheets
) -> _Done:
    as_of = job.as_of or now.date()
    repaired = mended(snapshot, spreadsheets)
    snapshot = repaired.snapshot
    findings = work_out(snapshot, as_of=as_of, scheme=job.scheme, now=now)
    snapshot, findings = _look_at_notes(snapshot, findings, spreadsheets)
    repaired = replace(repaired, snapshot=snapshot)
    plan = make_plan(repaired, desired_state(snapshot, findings))
    if job.mode == "apply":
        check_permitted(snapshot, plan.changes)
    return _Done(findings, plan, stage(plan.changes, snapshot, job.most_bytes))


def _check_edited(
    rejected: errors.RejectedBatchError,
    plan: Plan,
    was: Snapshot,
    snapshot: Snapshot,
    *,
    last: bool,
) -> None:
    """Raise why Google refused a plan, where planning again would not help."""
    edited = snapshot != was
    if last or not edited:
        reason = reason_of(rejected, snapshot, plan.changes, edited=edited)
        raise reason from rejected.__cause__


def _read_after(
    unknown: errors.WriteOutcomeUnknownError, writer: Writer, was: Snapshot
) -> Snapshot:
    """Read again; where that fails too, the write is what we do not know of."""
    try:
        return writer.read_again(was)
    except (errors.SheetsApiError, errors.RefreshUnderWayError) as error:
        raise unknown from error


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


def _local(moment: datetime, time_zone: str) -> datetime:
    """Return the wall clock of the spreadsheet; in UTC where its zone is unknown."""
    try:
        return moment.astimezone(ZoneInfo(time_zone))
    except (ZoneInfoNotFoundError, ValueError):
        return moment.astimezone(UTC)
