"""What the columns under a header mean: its words claim it, the values bear it out.

What the seller said goes before both.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from segments.headers import (
    ORDERS,
    SAID_AGAIN,
    claims_of,
    is_other_date,
    match_roles,
    roles_of_kind,
    roles_said_again,
)
from segments.model import Cell, Grid
from segments.tables.evidence import Doubt, contradicts, is_value, role_of_content
from segments.tables.kinds import PEOPLE
from segments.values.distinct import cell_text, is_blank

_SAMPLE_ROWS: Final = 50


@dataclass(frozen=True, slots=True)
class Claimed:
    """The roles that headers claim, and those of them that their values bear out.

    Attributes:
        roles: Role → column index, as the words of the header have it.
        sure: The same where nothing speaks against it, and what values say alone.
        again: Role → further columns of that role, the likeliest first.
        doubts: Column index → why its meaning is not certain.
    """

    roles: Mapping[str, int]
    sure: Mapping[str, int]
    again: Mapping[str, tuple[int, ...]]
    doubts: Mapping[int, Doubt]


_NOTHING: Final = Claimed({}, {}, {}, {})


class Samples:
    """The filled cells of each column among the first full rows below a header.

    Rows with little in them, such as totals and names of months, do not speak for
    their columns, nor does the header where it is repeated.
    """

    def __init__(self, grid: Grid, rows: range, columns: Collection[int]) -> None:
        """Take the rows below a header and the columns that may be of its table."""
        self.columns = columns
        self._grid = grid
        self.header = [grid.cell(rows.start - 1, index) for index in columns]
        self._header_row_index = rows.start - 1
        held = {
            row: sum(not is_blank(grid.cell(row, index)) for index in columns)
            for row in rows[:_SAMPLE_ROWS]
        }
        fullest = max(held.values(), default=0)
        self._rows = [row for row in held if held[row] * 2 > fullest]
        self._cells: dict[int, list[Cell]] = {}

    def cells(self, column_index: int) -> list[Cell]:
        """Return the cells of a column; none is blank."""
        if column_index not in self._cells:
            header = self._grid.cell(self._header_row_index, column_index)
            found = (self._grid.cell(row, column_index) for row in self._rows)
            self._cells[column_index] = [
                cell for cell in found if not is_blank(cell) and cell != header
            ]
        return self._cells[column_index]

    def texts(self, column_index: int) -> list[str]:
        """Return the cells of a column as text."""
        return [cell_text(cell) for cell in self.cells(column_index)]


def claim_roles(
    texts: Sequence[str], kind: str, samples: Samples, said: Mapping[int, str]
) -> Claimed:
    """Return what the columns of a table mean.

    Args:
        texts: Their headers without currency; empty where there is none.
        kind: "customers" or "orders".
        samples: Their cells.
        said: Column index → role or "own", as the seller said or an export has it.
    """
    told, told_again = _told_roles(said, kind)
    mute = ["" if index in said else text for index, text in enumerate(texts)]
    claims = claims_of(mute, kind)
    if not claims and not said:
        return _NOTHING
    doubtful = {
        (index, role)
        for index, role in claims
        if contradicts(role, samples.cells(index))
    }
    said_once = {index: role for role, index in told.items()}
    roles = match_roles(mute, kind, told=said_once, doubtful=doubtful)
    known = told.values()
    sure = {r: i for r, i in roles.items() if i in known or (i, r) not in doubtful}
    if not PEOPLE.intersection(sure):
        # Somebody has to be meant: odd names are better than nobody.
        sure |= {role: index for role, index in roles.items() if role in PEOPLE}
    doubts = {i: Doubt.NOT_AS_HEADED for r, i in roles.items() if r not in sure}
    free = [i for i in samples.columns if i not in {*sure.values(), *said}]
    by_content = _by_content(mute, kind, samples, free) if claims else {}
    for role, found in by_content.items():
        if role not in sure:
            alone = len(found) == 1
            if alone:
                sure[role] = found[0]
            doubts |= dict.fromkeys(found, Doubt.BY_CONTENT if alone else Doubt.UNSURE)
    again = roles_said_again(mute, kind, sure, but={*said, *doubts})
    for role, indexes in told_again.items():
        again[role] = (*indexes, *again.get(role, ()))
    return Claimed({**roles, **sure}, sure, again, doubts)


def _told_roles(
    said: Mapping[int, str], kind: str
) -> tuple[dict[str, int], dict[str, tuple[int, ...]]]:
    """Return role → column, and role → further columns where several can have it.

    A role that this kind of table has not is none.
    """
    possible = roles_of_kind(kind)
    roles: dict[str, int] = {}
    again: dict[str, tuple[int, ...]] = {}
    for index, role in sorted(said.items()):
        if role in possible and role not in roles:
            roles[role] = index
        elif role in SAID_AGAIN:
            again[role] = (*again.get(role, ()), index)
    return roles, again


def _by_content(
    texts: Sequence[str], kind: str, samples: Samples, free: Collection[int]
) -> Mapping[str, list[int]]:
    """Return role → columns whose values say what no header says.

    A row that holds values itself is no header of others.
    """
    if any(map(is_value, samples.header)):
        return {}
    found: dict[str, list[int]] = {}
    for index in sorted(free):
        role = role_of_content(samples.cells(index))
        of_others = kind != ORDERS or is_other_date(texts[index])
        if role and not (role == "order_date" and of_others):
            found.setdefault(role, []).append(index)
    return found
