"""The use case: read a tracker, work out its segments, plan, and apply in one write.

Everything between the two reads and the write is a pure function of what was read,
the settings and the clock. HTTP, command line and tests drive the same generator.
"""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, Literal, Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from segments.assign import Assignments, assign, facts_frame
from segments.customers import Reading, read_customers
from segments.health import segment_health
from segments.schemes import load_scheme
from segments.tables.copies import copied_orders
from sheets_sync import errors
from sheets_sync.configure import Configuration, read_configuration, read_schedule
from sheets_sync.corrections import read_corrections
from sheets_sync.decode import (
    FIELDS,
    decode_structure,
    value_ranges,
    with_formulas,
    with_values,
)
from sheets_sync.desired import desired_state
from sheets_sync.desired.facts_block import fact_lines
from sheets_sync.desired.findings import Findings
from sheets_sync.desired.notes import notes_left_alone, ranges_in_question
from sheets_sync.desired.rule_problems import rule_problems
from sheets_sync.due import is_due
from sheets_sync.encode import encode
from sheets_sync.errors import TrackerNotFoundError
from sheets_sync.find import find_tables_of_tracker
from sheets_sync.history import read_previous
from sheets_sync.model import Mode, Snapshot
from sheets_sync.plan import Plan, make_plan
from sheets_sync.problems import worth_a_look
from sheets_sync.report import Json, Outcome, build_report
from sheets_sync.unread import unread_tabs, unused_corrections
from sheets_sync.verify import verify

# How often to plan again when another refresh was faster, or an answer was lost.
ATTEMPTS: Final = 3
# Later than this nothing is sent again: whoever waits for us gives up soon, too.
PATIENCE: Final = timedelta(seconds=90)
Render = Literal["UNFORMATTED_VALUE", "FORMULA"]
Step = Literal["reading", "segmenting", "writing", "not_due"]
Clock = Callable[[], datetime]


@dataclass(slots=True)
class Usage:
    """What a refresh cost in calls and bytes."""

    reads: int = 0
    writes: int = 0
    retries: int = 0
    bytes_received: int = 0
    bytes_sent: int = 0


class Spreadsheets(Protocol):
    """The three calls a refresh makes, and the count of what they cost."""

    @property
    def usage(self) -> Usage:
        """Return what the calls have cost so far."""

    def get(self, spreadsheet_id: str, fields: str) -> Mapping[str, Any]:
        """Return the spreadsheet resource, as far as the field mask goes."""

    def batch_get(
        self,
        spreadsheet_id: str,
        ranges: Sequence[str],
        render: Render = "UNFORMATTED_VALUE",
    ) -> Mapping[str, Any]:
        """Return the ranges by column, unformatted or as formulas."""

    def batch_update(
        self, spreadsheet_id: str, body: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """Apply the requests, all or none."""


@dataclass(frozen=True, slots=True)
class Job:
    """One refresh to do; ``as_of`` None means today where the spreadsheet is."""

    spreadsheet_id: str
    mode: Mode = "apply"
    scheme: str | None = None
    as_of: date | None = None
    only_if_due: bool = False


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
    yield Finished(build_report(done.findings, done.plan, outcome))


@dataclass(frozen=True, slots=True)
class _Done:
    findings: Findings
    plan: Plan
    requests: list[Json]


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
            body = {"requests": done.requests}
            verify(done.requests, spreadsheets.batch_update(job.spreadsheet_id, body))
        except errors.RejectedBatchError:
            yield Progress("reading", "The tracker changed meanwhile; reading again…")
            was, snapshot = snapshot, read_snapshot(job.spreadsheet_id, spreadsheets)
            if snapshot == was or attempt == ATTEMPTS:
                raise
        except errors.WriteOutcomeUnknownError as unknown:
            if attempt == ATTEMPTS or clock() - now > PATIENCE:
                raise
            yield Progress("reading", "The answer was lost; reading again…")
            lost = done
            snapshot = _read_after(unknown, job, spreadsheets)
        else:
            return done


def _plan(
    snapshot: Snapshot, job: Job, now: datetime, spreadsheets: Spreadsheets
) -> _Done:
    findings = work_out(snapshot, job, now)
    snapshot, findings = _look_at_notes(snapshot, findings, spreadsheets)
    plan = make_plan(snapshot, desired_state(snapshot, findings))
    return _Done(findings, plan, encode(plan.changes)["requests"])


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


def read_snapshot(
    spreadsheet_id: str, spreadsheets: Spreadsheets, attempts: int = ATTEMPTS
) -> Snapshot:
    """Return the whole spreadsheet in two reads: its structure, then its cells.

    Both are made again where a tab went in between.

    Raises:
        TrackerNotFoundError: There is no tab to read.
    """
    structure = decode_structure(spreadsheets.get(spreadsheet_id, FIELDS))
    ranges = value_ranges(structure)
    if not ranges:
        raise TrackerNotFoundError("The spreadsheet has no tab that we can read.")
    try:
        return with_values(structure, spreadsheets.batch_get(spreadsheet_id, ranges))
    except errors.RejectedBatchError:
        if attempts == 1:
            raise
        return read_snapshot(spreadsheet_id, spreadsheets, attempts - 1)


def work_out(snapshot: Snapshot, job: Job, now: datetime) -> Findings:
    """Return every customer's segment and reason, from the snapshot alone."""
    as_of = job.as_of or now.date()
    corrections = read_corrections(snapshot)
    tables = find_tables_of_tracker(snapshot, corrections.told)
    locale = snapshot.locale or "en_GB"
    reading = read_customers(tables, as_of=as_of, locale=locale)
    if reading.customers.empty:
        raise TrackerNotFoundError("We found a header row, but no customers under it.")
    configuration = read_configuration(snapshot, reading, job.scheme)
    rules = configuration.rules
    facts = facts_frame(reading, configuration.scores)
    assignments = _assign(snapshot, reading, configuration, as_of)
    return Findings(
        tables=tables,
        corrections=corrections,
        reading=reading,
        configuration=configuration,
        facts=fact_lines(facts, reading.available, reading.own.columns),
        assignments=assignments,
        health=segment_health(reading, assignments, rules),
        problems=worth_a_look(
            snapshot,
            (
                *unread_tabs(snapshot, tables, corrections.told),
                *unused_corrections(snapshot, tables, corrections.told),
                *rule_problems(snapshot, configuration, reading, facts, as_of),
                *copied_orders(tables),
                *reading.problems,
                *assignments.problems,
            ),
        ),
        as_of=as_of,
        refreshed_at=now,
    )


def _assign(
    snapshot: Snapshot, reading: Reading, configuration: Configuration, as_of: date
) -> Assignments:
    """Return every customer's segment; moves between schemes have no other meaning."""
    scheme = load_scheme(configuration.scheme)
    return assign(
        reading,
        configuration.rules,
        previous=read_previous(snapshot, reading, configuration.rules.segments),
        as_of=as_of,
        scores=configuration.scores,
        value_order=None if configuration.switched else scheme.value_order,
    )


def _local(moment: datetime, time_zone: str) -> datetime:
    """Return the wall clock of the spreadsheet; in UTC where its zone is unknown."""
    try:
        return moment.astimezone(ZoneInfo(time_zone))
    except (ZoneInfoNotFoundError, ValueError):
        return moment.astimezone(UTC)
