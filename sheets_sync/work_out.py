"""A snapshot → who is in which segment and why: pure, and all of it in one place."""

from datetime import date, datetime

from segments.assign import Assignments, assign
from segments.customers import Reading, read_customers
from segments.health import segment_health
from segments.schemes import load_scheme
from segments.tables.copies import copied_orders
from sheets_sync.configure import Configuration, read_configuration
from sheets_sync.corrections import read_corrections
from sheets_sync.desired.facts_block import fact_lines
from sheets_sync.desired.findings import Findings
from sheets_sync.desired.rule_problems import rule_problems
from sheets_sync.desired.segment_tabs import retired_tables
from sheets_sync.errors import TrackerNotFoundError
from sheets_sync.find import find_tables_of_tracker
from sheets_sync.history import read_previous
from sheets_sync.kept import kept_tabs
from sheets_sync.model import Snapshot
from sheets_sync.problems import worth_a_look
from sheets_sync.unread import unread_tabs, unused_corrections


def work_out(
    snapshot: Snapshot, *, as_of: date, scheme: str | None, now: datetime
) -> Findings:
    """Return every customer's segment and reason, from the snapshot alone.

    Args:
        snapshot: As read.
        as_of: The day that counts as today.
        scheme: A scheme that was asked for; None for the one of the rules tab.
        now: The wall clock of the spreadsheet.

    Raises:
        TrackerNotFoundError: Nothing in it lists customers or orders.
        UnreadableRulesError: Cells of the rules tab cannot be read.
    """
    corrections = read_corrections(snapshot)
    tables = find_tables_of_tracker(snapshot, corrections.told)
    locale = snapshot.locale or "en_GB"
    reading = read_customers(tables, as_of=as_of, locale=locale)
    if reading.customers.empty:
        raise TrackerNotFoundError("We found a header row, but no customers under it.")
    configuration = read_configuration(snapshot, reading, scheme)
    rules = configuration.rules
    assignments = _assign(snapshot, reading, configuration, as_of)
    facts = assignments.facts
    retired = retired_tables(snapshot, reading, assignments, rules.segments, as_of)
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
                *kept_tabs(snapshot, retired),
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
