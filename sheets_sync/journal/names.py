"""Columns as people know them: by their header, and which of that header they are."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sheets_sync.journal.layout import BLANK_PRINT, Part, Row, print_of, row_of
from sheets_sync.model import Tab
from sheets_sync.own_tabs import words_of

Name = tuple[str, int]
ROWS_LOOKED_AT = 50


def named(header: Sequence[str], width: int) -> list[Name]:
    """Return the name of each column of a table that is so wide, from its prints."""
    seen: Counter[str] = Counter()
    names: list[Name] = []
    for at in range(width):
        text = header[at] if at < len(header) else BLANK_PRINT
        names.append((text, seen[text]))
        seen[text] += 1
    return names


def prints_of(row: Row) -> list[str]:
    """Return the fingerprint of each cell of a row."""
    return [print_of(cell) for cell in row]


def header_then(part: Part, header: Row, rows: Iterable[Row]) -> list[str]:
    """Return the prints of a tab's headers where the columns stood that were copied.

    Where rows moved, what was copied as the header is another row; then the header may
    be among the ``rows`` that were copied for another reason. Or else the columns are
    taken to stand where they were read.
    """
    known = part.header_print.split()
    words = set(known) - {BLANK_PRINT}
    for row in (header, *rows):
        found = prints_of(row)
        if 2 * len(words & set(found)) >= len(words):
            return found
    return known


def header_row_now(tab: Tab, header: Sequence[str]) -> int:
    """Return the row of a seller's tab that has most of these headers."""
    words = set(header) - {BLANK_PRINT}

    def shared(row_index: int) -> int:
        return len(words.intersection(prints_of(row_of(tab, row_index))))

    rows = range(min(tab.used_row_count, ROWS_LOOKED_AT))
    return max(rows, key=lambda row: (shared(row), -row), default=0)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where columns as they were copied stand in their tab now.

    Attributes:
        then: the name of each column when it was copied.
        places: where a column is now, for those that are still there.
        ours: which of the copied ones are ours.
    """

    then: Sequence[Name]
    places: Mapping[int, int]
    ours: frozenset[int]


def columns_now(
    tab: Tab, header: Sequence[str], width: int, made: Collection[int] = ()
) -> Columns:
    """Return where the columns under headers of these prints stand in the tab now.

    Those that the batch itself ``made`` were none of them yet.

    A column whose header is gone, or that never had one, is looked for beside the
    columns that were its neighbours.
    """
    row_index = tab.own_header_row if tab.mark else header_row_now(tab, header)
    then = named(header, width)
    count = max(tab.used_column_count, width)
    prints = [print_of(tab.cell(row_index, at)) for at in range(count)]
    now = {name: at for at, name in enumerate(named(prints, count))}
    for key, word in words_of(tab).items():
        # Our own are known by their metadata, whatever stands in their header.
        if key in tab.owned_columns and (print_of(word), 1) not in then:
            now[print_of(word), 0] = tab.owned_columns[key]
    known = {name for name in then if name[0] != BLANK_PRINT}
    places = {at: now[name] for at, name in enumerate(then) if name in known & {*now}}
    free = {*range(count)} - {now[name] for name in known & {*now}}
    for at in range(width):
        if at not in places:
            _place_beside(at, places, free - {*places.values()}, width)
    bare = [at for at in range(width) if then[at][0] == BLANK_PRINT]
    left = sorted(free - {*places.values()})
    places |= zip((at for at in bare if at not in places), left, strict=False)
    places = {then: now for then, now in places.items() if then not in made}
    owned = set(tab.owned_columns.values())
    return Columns(then, places, frozenset(a for a, b in places.items() if b in owned))


def _place_beside(
    column: int, places: dict[int, int], free: Collection[int], width: int
) -> None:
    """Place a column as far from a neighbour as it was, if it can be there."""
    left = next((at for at in range(column - 1, -1, -1) if at in places), None)
    right = next((at for at in range(column + 1, width) if at in places), None)
    for beside in (left, right):
        if beside is not None and (there := places[beside] + column - beside) in free:
            places[column] = there
            return
    if column in free or (left is None and right is None):
        places[column] = column
