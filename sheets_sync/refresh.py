"""The use case: read a tracker, work out its segments, plan, and apply in one write.

Everything between the two reads and the write is a pure function of what was read,
the settings and the clock. HTTP, command line and tests drive the same generator.
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from typing import Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sheets_sync import errors
from sheets_sync.budget import PATIENCE
from sheets_sync.calls import ATTEMPTS, Spreadsheets, mended, read_snapshot
from sheets_sync.configure import read_schedule
from sheets_sync.decode import with_formulas
from sheets_sync.desired import desired_state
from sheets_sync.desired.findings import Findings
from sheets_sync.desired.model import DesiredState
from sheets_sync.desired.notes import notes_left_alone, ranges_in_question
from sheets_sync.due import is_due
from sheets_sync.encode import encode
from sheets_sync.hold_back import Held, hold_back
from sheets_sync.model import Mode, Snapshot
from sheets_sync.permitted import check_permitted
from sheets_sync.plan import Plan, make_plan
from sheets_sync.preview import preview_of
from sheets_sync.problems import worth_a_look
from sheets_sync.rejection import reason_of
from sheets_sync.report import Json, Outcome, build_report
from sheets_sync.verify import body_of, fields_of, nobody_came_between, verify
from sheets_sync.work_out import work_out

# How often to put right what was written while somebody moved rows or columns.
MENDINGS: Final = 5
Step = Literal["reading", "segmenting", "writing", "not_due"]
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Job:
    """One refresh to do; ``as_of`` None means today where the spreadsheet is.

    One that is ``confirmed`` is written however much it changes.
    """

    spreadsheet_id: str
    mode: Mode = "apply"
    scheme: str | None = None
    as_of: date | None = None
    only_if_due: bool = False
    confirmed: bool = False


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
        request_count=len(done.requests),
        api=asdict(spreadsheets.usage),
        duration_s=(clock() - started).total_seconds(),
    )
    report = build_report(done.findings, done.plan, outcome)
    if job.mode == "preview":
        report["preview"] = preview_of(
            done.plan, done.desired, done.findings, done.held
        )
    yield Finished(report)


@dataclass(frozen=True, slots=True)
class _Done:
    findings: Findings
    plan: Plan
    requests: list[Json]
    desired: DesiredState
    held: tuple[Held, ...]


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
    while True:
        attempt += 1
        yield Progress("segmenting", "Working out the segments…")
        done = _plan(snapshot, job, now, spreadsheets)
        if job.mode != "apply" or not done.requests:
            return lost or done
        yield Progress("writing", "Writing labels and tabs…")
        try:
            body = body_of(done.plan, done.requests)
            answer = spreadsheets.batch_update(
                job.spreadsheet_id, body, fields_of(body)
            )
            verify(done.requests, answer)
        except errors.RejectedBatchError as rejected:
            yield Progress("reading", "The tracker changed meanwhile; reading again…")
            was, snapshot = snapshot, read_snapshot(job.spreadsheet_id, spreadsheets)
            _check_edited(rejected, done.plan, was, snapshot, last=attempt == ATTEMPTS)
        except errors.WriteOutcomeUnknownError as unknown:
            if attempt == ATTEMPTS or clock() - now > PATIENCE:
                raise
            yield Progress("reading", "The answer was lost; reading again…")
            lost, job = done, _begun(job)
            snapshot = _read_after(unknown, job, spreadsheets)
        else:
            if nobody_came_between(done.plan, answer) or attempt == MENDINGS:
                return done
            yield Progress("reading", "Somebody edited meanwhile; looking again…")
            job = _begun(job)
            snapshot = read_snapshot(job.spreadsheet_id, spreadsheets)


def _begun(job: Job) -> Job:
    """Return the job of a write that was sent: what was begun is brought to its end."""
    return replace(job, confirmed=True)


def _plan(
    snapshot: Snapshot, job: Job, now: datetime, spreadsheets: Spreadsheets
) -> _Done:
    as_of = job.as_of or now.date()
    repaired = mended(snapshot, spreadsheets)
    snapshot = repaired.snapshot
    findings = work_out(snapshot, as_of=as_of, scheme=job.scheme, now=now)
    snapshot, findings = _look_at_notes(snapshot, findings, spreadsheets)
    repaired = replace(repaired, snapshot=snapshot)
    desired = desired_state(snapshot, findings)
    plan = make_plan(repaired, desired)
    held = hold_back(snapshot, desired, findings)
    if job.mode == "apply":
        check_permitted(snapshot, plan.changes)
        _ask_first(job, held)
    return _Done(findings, plan, encode(plan.changes)["requests"], desired, held)


def _ask_first(job: Job, held: Sequence[Held]) -> None:
    """Raise when so much would change that nobody said yes to it."""
    if held and not job.confirmed:
        figures = [asdict(one) for one in held]
        raise errors.NeedsConfirmationError(held[0].reason, figures)


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
    unknown: errors.WriteOutcomeUnknownError, job: Job, spreadsheets: Spreadsheets
) -> Snapshot:
    """Read again; where that fails too, the write is what we do not know of."""
    try:
        return read_snapshot(job.spreadsheet_id, spreadsheets)
    except errors.SheetsApiError as error:
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
