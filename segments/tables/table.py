"""One table of a tab, and how its columns are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from segments.model import Problem, Wording, list_problem
from segments.tables.evidence import Doubt
from segments.values.distinct import read_text


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a tab: where it is, what its columns mean, its raw cells.

    Attributes:
        source: The title of the tab.
        kind: "customers" or "orders".
        header_row_index: Zero-based row of the header.
        fields: Role → column index; of several columns the likeliest.
        headers: Role → header as typed; absent where there is none.
        own_columns: Header as typed → column index, of columns without a role, and
            of those that only fill up a role.
        currencies: Role → currency code its header names.
        hundredths: Roles whose figures are hundredths of the currency, as kobo are.
        origins: Role → column index per row, where several columns have the role.
        body: Index ``row_index``; one column per role and per own column, raw
            cells, None when blank. One row per customer or order line.
        skipped: Rows of the tab that are not body rows, and why; cells that say
            nothing.
        heads: ``row_index`` of its first line, per line of an order that only its
            first line dates and names; other lines are absent.
        doubts: Column index → why what the column means is not certain.
        questions: The same as problems at the heads of those columns.
    """

    source: str
    kind: str
    header_row_index: int
    fields: Mapping[str, int]
    headers: Mapping[str, str]
    own_columns: Mapping[str, int]
    currencies: Mapping[str, str]
    hundredths: frozenset[str]
    origins: Mapping[str, pd.Series]
    body: pd.DataFrame
    skipped: tuple[Problem, ...]
    heads: pd.Series = field(default_factory=lambda: pd.Series(dtype="int64"))
    doubts: Mapping[int, Doubt] = field(default_factory=dict)
    questions: tuple[Problem, ...] = ()


def text_of(table: Table, role: str) -> pd.Series:
    """Return a column as tidy text by ``row_index``; None where blank or absent."""
    if role in table.fields:
        return read_text(table.body[role])
    return pd.Series(None, index=table.body.index, dtype=object)


def list_cells(
    table: Table, role: str, code: str, wording: Wording, *, where: pd.Series
) -> tuple[Problem, ...]:
    """Return a problem per column that has this role in these rows, if any."""
    if not where.to_numpy().any():
        return ()
    rows = where.index[where]
    index = table.fields.get(role)
    if role not in table.origins:
        return list_problem(
            code, wording, source=table.source, row_indexes=rows, column_index=index
        )
    origins = table.origins[role][rows]
    return tuple(
        problem
        for index, mine in origins.groupby(origins)
        for problem in list_problem(
            code,
            wording,
            source=table.source,
            row_indexes=mine.index,
            column_index=int(str(index)),
        )
    )
