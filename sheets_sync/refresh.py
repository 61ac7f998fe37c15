"""The use case: read a tracker, work out its segments, plan, and apply in one write.

Everything between the two reads and the write is a pure function of what was read,
the settings and the clock. HTTP, command line and tests drive the same generator.
"""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sheets_sync.calls import Spreadsheets, read_snapshot
from sheets_sync.configure import read_schedule
from sheets_sync.due import is_due
from sheets_sync.job import Event, Finished, Job, Progress
from sheets_sync.planning import Prepared
from sheets_sync.preview import preview_of
from sheets_sync.report import Outcome, build_report
from sheets_sync.rounds import Clock, Rounds

__all__ = ["Event", "Finished", "Job", "Progress", "refresh"]


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
    rounds = Rounds(job, snapshot, now, spreadsheets, clock)
    yield from rounds.run()
    if rounds.done is not None:
        outcome = Outcome(
            applied=job.writes,
            request_count=rounds.done.staged.request_count,
            api=asdict(spreadsheets.usage),
            duration_s=(clock() - started).total_seconds(),
            restored=rounds.restored if job.mode == "restore" else None,
        )
        yield _finished(job, rounds.done, outcome)


def _finished(job: Job, done: Prepared, outcome: Outcome) -> Finished:
    report = build_report(done.findings, done.plan, outcome)
    if job.mode == "preview":
        told = preview_of(done.plan, done.desired, done.findings, done.held)
        report["preview"] = told
    return Finished(report)


def _local(moment: datetime, time_zone: str) -> datetime:
    """Return the wall clock of the spreadsheet; in UTC where its zone is unknown."""
    try:
        return moment.astimezone(ZoneInfo(time_zone))
    except (ZoneInfoNotFoundError, ValueError):
        return moment.astimezone(UTC)
