"""What the command line shows of a refresh: small tables in plain text."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from sheets_sync.a1 import quote_title
from sheets_sync.decode import FIELDS, decode_structure, with_values
from sheets_sync.laptop import OpenTracker
from sheets_sync.model import CellValue, Tab
from sheets_sync.report import Json

SAMPLE_ROWS: Final = 6
LABEL_KEYS: Final = ("segment", "why")
WIDEST: Final = 88
PROBLEMS_SHOWN: Final = 40
CUSTOMERS_SHOWN: Final = 20
LOOK: Final = "Some rows are worth a look: see the Data check tab."


def segments_table(report: Json) -> str:
    """Return the segments with their sizes, and what was changed."""
    rows = [
        (
            segment["name"],
            f"{segment['customers']:,}",
            f"{segment['share']:.0%}",
            f"{segment['revenue']:,.2f}",
            f"{segment['revenue_share']:.0%}",
            f"{segment['reachable_share']:.0%}",
        )
        for segment in report["segments"]
    ]
    header = ("Segment", "Customers", "Share", "Spent", "Of spend", "Reachable")
    changes = report["changes"]
    verb = "" if report["applied"] else "would be "
    summary = (
        f"{report['customers']:,} customers as of {report['as_of']}; "
        f"{verb}+{changes['tabs_added']} tabs, +{changes['rows_added']:,} rows, "
        f"−{changes['rows_removed']:,} rows, ~{changes['cells_changed']:,} cells"
    )
    checked = LOOK if report["data_check"] else ""
    return "\n".join(part for part in (table(header, rows), summary, checked) if part)


def restored_line(report: Json) -> str:
    """Return how many labels were put back; empty text where none was to be."""
    if "restored" not in report:
        return ""
    count = report["restored"]
    return f"{count:,} {'label' if count == 1 else 'labels'} put back as before."


def problems_table(report: Json) -> str:
    """Return how each tab was read, and what could not be."""
    sources = [
        (
            source["tab"],
            source["kind"],
            str(source["header_row"]),
            f"{source['rows']:,}",
            f"{source['skipped']:,}",
            ", ".join(f"{name} {at}" for name, at in source["columns"].items()),
        )
        for source in report["sources"]
    ]
    header = ("Tab", "Read as", "Header row", "Rows", "Left out", "Columns")
    lines = [
        (line["tab"], line["cell"], line["message"]) for line in report["data_check"]
    ]
    if not lines:
        return table(header, sources) + "\n\nEvery row could be read."
    found = table(("Tab", "Cell", "What we found"), lines[:PROBLEMS_SHOWN])
    more = len(lines) - PROBLEMS_SHOWN
    tail = f"\n… and {more} more." if more > 0 else ""
    return f"{table(header, sources)}\n\n{found}{tail}"


def preview_tables(report: Json) -> str:
    """Return what a refresh would change by tab and by customer, held back or not."""
    preview = report["preview"]
    held_back = (
        "A refresh would be held back until you confirm it (--confirm):"
        f" {held['reason']}"
        for held in preview["held_back"][:1]
    )
    parts = (_tabs(preview["tabs"]), *_people(preview["customers"]), *held_back)
    return "".join(f"\n{part}\n" for part in parts).rstrip()


def _tabs(tabs: Sequence[Json]) -> str:
    rows = [
        (
            tab["tab"] or tab["was"],
            _what(tab),
            f"+{tab['rows_added']:,} −{tab['rows_removed']:,}",
            f"{tab['cells_changed']:,}",
            ", ".join(tab["columns_added"]),
        )
        for tab in tabs
    ]
    header = ("Tab", "What", "Rows", "Cells", "New columns")
    return table(header, rows) if rows else "No tab would change."


def _what(tab: Json) -> str:
    renamed = {"renamed": "renamed, was", "kept": "kept aside, was"}
    words = renamed.get(tab["what"])
    return f"{words} “{tab['was']}”" if words else str(tab["what"])


def _people(customers: Json) -> Iterator[str]:
    for key, header, title in (
        ("moves", ("Customer", "From", "To", "Why"), "would move"),
        ("new", ("Customer", "To", "Why"), "would get a first label"),
        ("vanished", ("Customer", "From"), "would leave the segment tabs"),
    ):
        told = customers[key]
        if not told["count"]:
            continue
        shown = told["shown"][:CUSTOMERS_SHOWN]
        rows = [[one[name.casefold()] for name in header] for one in shown]
        more = told["count"] - len(shown)
        tail = f"\n… and {more:,} more." if more else ""
        yield f"{told['count']:,} {title}:\n{table(header, rows)}{tail}"
    reasons, tags = customers["reasons_changed"], customers["tags_changed"]
    yield (
        f"Of those who stay in their segment, {reasons:,} would get another reason"
        f" and {tags:,} other tags."
    )


def customers_after(tracker: OpenTracker, report: Json) -> str:
    """Return the first rows of the customers tab before and after, as written."""
    tab = _customers_tab(tracker, report)
    if tab is None:
        return ""
    ours = [tab.owned_columns[key] for key in LABEL_KEYS]
    sources = {source["tab"]: source for source in report["sources"]}
    header_row_index = sources.get(tab.title, {"header_row": 1})["header_row"] - 1
    kept = [
        index
        for index in range(tab.used_column_count)
        if index not in tab.owned_columns.values()
    ][:5]
    before = _excerpt(tab, header_row_index, kept)
    after = _excerpt(tab, header_row_index, [*kept[:1], *ours])
    return f"Before\n{before}\n\nAfter\n{after}\n" if kept else f"After\n{after}\n"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return lines with aligned columns; long cells are cut."""
    lines = [[_cut(text) for text in row] for row in (header, *rows)]
    widths = [max(_width(line[at]) for line in lines) for at in range(len(header))]
    shown = [
        "  ".join(
            text + " " * (width - _width(text))
            for text, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in lines
    ]
    rule = "  ".join("─" * width for width in widths)
    return "\n".join([shown[0], rule, *shown[1:]])


def _customers_tab(tracker: OpenTracker, report: Json) -> Tab | None:
    client = tracker.client
    structure = decode_structure(client.get(tracker.spreadsheet_id, FIELDS))
    named = {s["tab"] for s in report["sources"] if s["kind"] == "customers"}
    for tab in structure.tabs:
        if set(LABEL_KEYS) <= set(tab.owned_columns) and (
            tab.title in named or (tab.mark and tab.mark.role == "customers")
        ):
            answer = client.batch_get(
                tracker.spreadsheet_id, [f"{quote_title(tab.title)}!1:40"]
            )
            return with_values(replace(structure, tabs=(tab,)), answer).tabs[0]
    return None


def _excerpt(tab: Tab, header_row_index: int, columns: Sequence[int]) -> str:
    header = [_show(tab.cell(header_row_index, index)) for index in columns]
    first = header_row_index + 1
    rows = [
        [_show(tab.cell(row_index, index)) for index in columns]
        for row_index in range(first, first + SAMPLE_ROWS)
    ]
    return table(header, rows)


def _show(value: CellValue) -> str:
    return "" if value is None else str(value)


def _cut(text: str) -> str:
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"


def _width(text: str) -> int:
    """Return the columns a terminal gives the text: marks none, wide letters two."""
    return sum(
        0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )
