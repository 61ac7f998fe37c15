"""Who stands in no tab leaves one as somebody who is no more, so nothing is lost."""

from dataclasses import replace

from sheets_sync.desired.model import DesiredState, TableTab


def with_room_for_all(desired: DesiredState) -> DesiredState:
    """Return the same, with the rows of customers without a tab as those of nobody.

    What people typed goes along with a customer who leaves one segment tab for
    another. Who has no segment, or one without a tab, goes nowhere: then the row stays
    where somebody typed beside it, and the next refresh knows it again.
    """
    placed = {
        customer
        for table in desired.tables
        if table.mark.role == "segment"
        for customer in table.rows
    }

    def kept(table: TableTab) -> TableTab:
        if table.mark.role != "segment":
            return table
        return replace(
            table,
            standing={at: who for at, who in table.standing.items() if who in placed},
            doubles={at: who for at, who in table.doubles.items() if who in placed},
        )

    return replace(desired, tables=tuple(map(kept, desired.tables)))
