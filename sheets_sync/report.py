"""What a refresh found and did, as the JSON report that callers build on.

The shape is documented in ``docs/report.md`` and does not change without a new
version of the project.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from segments.tables import Table, Told
from sheets_sync.a1 import column_letter
from sheets_sync.desired.check_lines import check_lines
from sheets_sync.desired.check_tab import by_column, sellers_tables, skipped_row_count
from sheets_sync.desired.findings import Findings, segment_sizes
from sheets_sync.model import TabMark
from sheets_sync.plan import Plan

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What applying cost, and whether it happened.

    ``restored`` counts the labels that were put back, where that was asked for.
    """

    applied: bool
    request_count: int
    api: Mapping[str, int]
    duration_s: float
    restored: int | None = None


def build_report(findings: Findings, plan: Plan, outcome: Outcome) -> Json:
    """Return the report of one refresh or preview."""
    snapshot = plan.snapshot
    return {
        "spreadsheet": {"id": snapshot.spreadsheet_id, "title": snapshot.title},
        "as_of": findings.as_of.isoformat(),
        "scheme": findings.configuration.scheme,
        "applied": outcome.applied,
        "customers": len(findings.reading.customers),
        "segments": _segments(findings, plan),
        "tags": _tags(findings),
        "moves": _moves(findings),
        "facts": [
            {
                "topic": line.topic,
                "fact": line.name,
                "available": line.available,
                "needs": line.needs,
                "known": line.known,
            }
            for line in findings.facts
        ],
        "changes": {**asdict(plan.counts), "requests": outcome.request_count},
        "api": dict(outcome.api),
        "sources": [
            _source(table, findings.corrections.told_of(snapshot, table.source))
            for table in sellers_tables(snapshot, findings)
        ],
        "data_check": [
            {
                "tab": line.tab,
                "cell": line.cell,
                "row": line.row_number,
                "code": line.code,
                "message": line.message,
            }
            for line in check_lines(findings)
        ],
        "duration_s": round(outcome.duration_s, 3),
        **({} if outcome.restored is None else {"restored": outcome.restored}),
    }


def _segments(findings: Findings, plan: Plan) -> list[Json]:
    return [
        {
            "name": size.name,
            "customers": size.customers,
            "share": size.share,
            "revenue": size.revenue,
            "revenue_share": size.revenue_share,
            "average": size.average,
            "joined": size.joined,
            "left": size.left,
            "reachable_share": size.reachable_share,
            "tab": plan.title_of(TabMark("segment", size.name)),
            "warnings": list(size.warnings),
        }
        for size in segment_sizes(findings)
    ]


def _tags(findings: Findings) -> list[Json]:
    tags = findings.assignments.frame["tags"]
    counts = Counter(tag for text in tags if text for tag in text.split(", "))
    return [{"name": tag, "customers": counts[tag]} for tag in sorted(counts) if tag]


def _moves(findings: Findings) -> list[Json]:
    moves = findings.assignments.moves
    columns = (moves[name] for name in ("from_segment", "to_segment", "happened"))
    pairs: dict[tuple[str, str], Counter[str]] = {}
    for origin, destination, happened in zip(*columns, strict=True):
        counts = pairs.setdefault((str(origin), str(destination)), Counter())
        counts[str(happened)] += 1
    return [
        {
            "from": origin,
            "to": destination,
            "customers": counts.total(),
            "happened": dict(sorted(counts.items())),
        }
        for (origin, destination), counts in sorted(pairs.items())
    ]


def _source(table: Table, told: Told) -> Json:
    columns = {*table.fields.values(), *table.own_columns.values()}
    return {
        "tab": table.source,
        "kind": table.kind,
        "header_row": table.header_row_index + 1,
        "columns": {
            field: column_letter(column_index)
            for field, column_index in by_column(table)
        },
        "doubts": {
            column_letter(column_index): doubt.value
            for column_index, doubt in sorted(table.doubts.items())
        },
        "corrections": {
            column_letter(column_index): role
            for column_index, role in sorted(told.roles.items())
            if column_index in columns
        },
        "rows": len(table.body),
        "skipped": skipped_row_count(table),
    }
