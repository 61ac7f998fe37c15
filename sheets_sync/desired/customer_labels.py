"""Our columns beside the seller's customers, and the customers tab we may have to make.

A tracker that has only orders gets a customers tab of ours; from then on sellers may
add people and columns there, as in a tab of their own.
"""

from typing import Final

from sheets_sync.desired.findings import Findings
from sheets_sync.desired.model import LabelColumns, TableTab
from sheets_sync.desired.people import Everyone
from sheets_sync.layout import FACT_COLUMNS, IDENTITY_COLUMNS, LABEL_COLUMNS, TITLES
from sheets_sync.model import Snapshot, Tab, TabMark
from sheets_sync.sources import is_sellers

MARK: Final = TabMark("customers")
LABEL_KEYS: Final = tuple(column.key for column in LABEL_COLUMNS)


def label_columns(
    snapshot: Snapshot, findings: Findings, everyone: Everyone
) -> tuple[LabelColumns, ...]:
    """Return our label columns for every customers table in a tab of the seller's."""
    return tuple(
        LabelColumns(
            sheet_id=tab.sheet_id,
            header_row_index=table.header_row_index,
            columns=LABEL_COLUMNS,
            rows={
                row_index: everyone[customer].contents(LABEL_KEYS)
                for row_index, customer in rows_of(findings, tab).items()
            },
        )
        for table in findings.tables
        for tab in (snapshot.tab_titled(table.source),)
        if table.kind == "customers" and is_sellers(snapshot, table)
    )


def customers_table(
    snapshot: Snapshot, findings: Findings, everyone: Everyone
) -> tuple[TableTab, ...]:
    """Return the customers tab of ours, where the seller keeps none."""
    tab = snapshot.own_tab(MARK)
    seller_keeps_one = any(
        table.kind == "customers" and is_sellers(snapshot, table)
        for table in findings.tables
    )
    if tab is None and seller_keeps_one:
        return ()
    known = {
        column.key
        for column in IDENTITY_COLUMNS
        if any(getattr(person, column.key) for person in everyone.values())
    }
    known |= set(tab.owned_columns) if tab else set()
    columns = (
        *(column for column in IDENTITY_COLUMNS if column.key in known),
        *FACT_COLUMNS,
        *LABEL_COLUMNS,
    )
    keys = tuple(column.key for column in columns)
    return (
        TableTab(
            mark=MARK,
            title=TITLES["customers"],
            columns=columns,
            rows={key: person.contents(keys) for key, person in everyone.items()},
            standing=rows_of(findings, tab) if tab else {},
            drops_leavers=False,
        ),
    )


def rows_of(findings: Findings, tab: Tab) -> dict[int, str]:
    """Return row index → customer for the customer rows of one tab."""
    rows = findings.reading.rows
    mine = rows[rows["source"] == tab.title]
    return {
        int(row_index): str(customer)
        for row_index, customer in zip(mine["row_index"], mine["customer"], strict=True)
    }
