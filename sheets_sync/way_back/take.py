"""Everybody's label as it was before the last refresh, in the place of the rules'."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from segments.health import segment_health
from sheets_sync.cells import date_from_serial, is_blank, same_value
from sheets_sync.desired.customer_labels import rows_of
from sheets_sync.desired.findings import Findings
from sheets_sync.journal.mending import Copies, Mended
from sheets_sync.match import segment_rows
from sheets_sync.model import CellValue, Snapshot, Tab
from sheets_sync.way_back.copied import (
    BLANK,
    LABEL_KEYS,
    Label,
    is_before_first,
    label_in_tab,
    labels_then,
    left_tabs,
)

Labels = dict[str, Label]
"""Customer → label."""


def labels_taken_back(
    mended: Mended, findings: Findings, journals: Sequence[Copies]
) -> tuple[Findings, int]:
    """Return the findings with the labels of before, and how many customers that is.

    Who got no other label by the last refresh keeps the one they have. Nobody moves.

    Args:
        mended: what the spreadsheet holds, and that as people left it.
        findings: what a refresh would write.
        journals: those of the last refresh, the latest first.
    """
    now = _labels_of(mended.as_read, findings, ())
    if is_before_first(mended.as_read, journals):
        before = dict.fromkeys(now, BLANK)
    else:
        before = _labels_of(mended.snapshot, findings, journals)
    names = _names(mended.snapshot, findings)
    before = {who: _spelt(label, names) for who, label in before.items()}
    restored = sum(_differ(now[who], label) for who, label in before.items())
    return _with_labels(findings, before), restored


def _labels_of(
    snapshot: Snapshot, findings: Findings, journals: Sequence[Copies]
) -> Labels:
    """Return everybody's label, with what the journals say of it instead, if any."""
    names = _names(snapshot, findings)
    standing = _standing(snapshot, findings)
    elsewhere = standing | left_tabs(snapshot, findings.reading, journals)
    labels: Labels = {}
    copied: set[str] = set()
    for customer, label, is_copied in _beside(snapshot, findings, journals):
        if customer in copied or (customer in labels and not is_copied):
            continue
        if is_copied:
            copied.add(customer)
        elif _key(label) and _key(label) not in names and customer in standing:
            # A person typed over it; nobody leaves a tab for that.
            labels[customer] = {**label, "segment": standing[customer]["segment"]}
            continue
        labels[customer] = label
    everybody = map(str, findings.assignments.frame.index)
    return {who: labels.get(who, elsewhere.get(who, BLANK)) for who in everybody}


def _beside(
    snapshot: Snapshot, findings: Findings, journals: Sequence[Copies]
) -> Iterator[tuple[str, Label, bool]]:
    """Yield each customer's label in the lists of customers, and if it was copied."""
    titles = {table.source for table in findings.tables}
    for tab in snapshot.tabs:
        if tab.title not in titles or "segment" not in tab.owned_columns:
            continue
        tables = [table for table in findings.tables if table.source == tab.title]
        then = labels_then(snapshot, tab, tables, journals)
        for row_index, customer in rows_of(findings, tab).items():
            copied = {**then.everywhere, **then.by_row.get(row_index, {})}
            label = {**BLANK, **_label_at(tab, row_index), **copied}
            yield customer, label, bool(copied)


def _label_at(tab: Tab, row_index: int) -> Label:
    at = tab.owned_columns
    return {key: tab.cell(row_index, at[key]) for key in LABEL_KEYS if key in at}


def _standing(snapshot: Snapshot, findings: Findings) -> Labels:
    """Return the segment and reason of each customer by the segment tabs."""
    tabs = {
        tab.mark.segment: tab
        for tab in snapshot.tabs
        if tab.mark and tab.mark.role == "segment" and not tab.mark.gone
    }
    stand: Labels = {}
    for row in segment_rows(snapshot, findings.reading, segments={}):
        tab = tabs.get(row.segment)
        if tab is not None and not row.again:
            stand[row.customer] = label_in_tab(tab, row.row_index)
    return stand


def _names(snapshot: Snapshot, findings: Findings) -> Mapping[str, str]:
    """Return how each segment is spelt, by how it is compared."""
    rules = findings.configuration.rules.segments
    marked = (tab.mark.segment for tab in snapshot.tabs if tab.mark)
    return {name.casefold(): name for name in (*marked, *rules) if name}


def _spelt(label: Label, names: Mapping[str, str]) -> Label:
    name = names.get(_key(label))
    return {**label, "segment": name} if name else label


def _key(label: Label) -> str:
    return _text(label["segment"]).casefold()


def _differ(one: Label, other: Label) -> bool:
    return any(not same_value(one[key], other[key]) for key in LABEL_KEYS)


def _with_labels(findings: Findings, labels: Labels) -> Findings:
    was = findings.assignments
    everybody = list(map(str, was.frame.index))
    texts = {
        key: [_text(labels[who][key]) for who in everybody]
        for key in ("segment", "why", "previous", "tags")
    }
    since = [date_from_serial(labels[who]["since"]) for who in everybody]
    frame = was.frame.assign(
        since=pd.Series(since, index=was.frame.index, dtype=object),
        **{
            key: pd.Series(cells, index=was.frame.index, dtype=object)
            for key, cells in texts.items()
        },
    )
    assignments = replace(was, frame=frame, moves=was.moves.iloc[:0])
    return replace(
        findings,
        assignments=assignments,
        health=segment_health(
            findings.reading, assignments, findings.configuration.rules
        ),
    )


def _text(value: CellValue) -> str:
    return "" if is_blank(value) else str(value)
