"""The Segment rules tab as the configuration: read back, or seeded from a scheme."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from segments.customers import Reading
from segments.errors import InvalidRulesError
from segments.errors import UnknownSchemeError as NoSuchScheme
from segments.rules import RuleSet, RuleTable, parse_rules
from segments.schemes import fit_scheme, load_scheme
from sheets_sync.a1 import cell_address
from sheets_sync.cells import is_blank
from sheets_sync.errors import UnknownSchemeError, UnreadableRulesError
from sheets_sync.model import CellValue, Snapshot, Tab, TabMark
from sheets_sync.sources import find_rules_header

Schedule = Literal["off", "daily", "weekly", "monthly"]
DEFAULT_SCHEME: Final = "starter"
SCHEME_LABEL: Final = "Scheme"
SCHEDULE_LABEL: Final = "Refresh by itself"


@dataclass(frozen=True, slots=True)
class Configuration:
    """What decides the segments; ``seed`` is the rule table to write, if it is new."""

    scheme: str
    schedule: Schedule
    rules: RuleSet
    seed: RuleTable | None = None


@dataclass(frozen=True, slots=True)
class _Setting:
    value: str
    address: str


def read_configuration(
    snapshot: Snapshot, reading: Reading, scheme: str | None = None
) -> Configuration:
    """Return the rules tab's configuration, or a scheme fitted to this shop.

    The rules are seeded when there is no rules tab, when ``scheme`` asks for another
    one, and when the seller changed the tab's Scheme cell.

    Raises:
        UnreadableRulesError: Cells of the rules tab that cannot be read, all of them.
        UnknownSchemeError: ``scheme`` names none that exists.
    """
    tab = snapshot.own_tab(TabMark("rules"))
    own_columns = tuple(str(column) for column in reading.own.columns)
    if tab is None:
        name = scheme or DEFAULT_SCHEME
        return _seeded(name, "off", reading, own_columns)
    schedule = read_schedule(snapshot)
    chosen = scheme or _chosen_scheme(tab)
    if tab.mark and chosen != tab.mark.scheme:
        return _seeded(chosen, schedule, reading, own_columns)
    return Configuration(chosen, schedule, _rules_of(tab, own_columns))


def read_schedule(snapshot: Snapshot) -> Schedule:
    """Return how often the tracker wants to be refreshed by itself.

    Raises:
        UnreadableRulesError: The cell holds none of the words we know.
    """
    tab = snapshot.own_tab(TabMark("rules"))
    setting = _setting(tab, SCHEDULE_LABEL) if tab else None
    if tab is None or setting is None or not setting.value:
        return "off"
    for word in get_args(Schedule):
        if setting.value.casefold() == word:
            schedule: Schedule = word
            return schedule
    message = f"“{setting.value}” should be one of {', '.join(get_args(Schedule))}."
    raise UnreadableRulesError(tab.title, [(setting.address, message)])


def _seeded(
    name: str, schedule: Schedule, reading: Reading, own_columns: Sequence[str]
) -> Configuration:
    try:
        table = fit_scheme(load_scheme(name), reading.customers)
    except NoSuchScheme as error:
        raise UnknownSchemeError(str(error)) from error
    return Configuration(
        name, schedule, parse_rules(table, own_columns=own_columns), seed=table
    )


def _chosen_scheme(tab: Tab) -> str:
    setting = _setting(tab, SCHEME_LABEL)
    seeded_from = tab.mark.scheme if tab.mark else DEFAULT_SCHEME
    if setting is None or not setting.value:
        return seeded_from
    try:
        load_scheme(setting.value.casefold())
    except NoSuchScheme as error:
        raise UnreadableRulesError(
            tab.title, [(setting.address, str(error))]
        ) from error
    return setting.value.casefold()


def _rules_of(tab: Tab, own_columns: Sequence[str]) -> RuleSet:
    header_row_index = find_rules_header(tab)
    if header_row_index is None:
        message = "There is no header row that begins with “Kind” and “Segment”."
        raise UnreadableRulesError(tab.title, [("A1", message)])
    try:
        return parse_rules(
            _rule_table_of(tab, header_row_index), own_columns=own_columns
        )
    except InvalidRulesError as error:
        raise UnreadableRulesError(
            tab.title,
            [
                (
                    cell_address(
                        header_row_index + 1 + problem.row_index,
                        problem.column_index,
                    ),
                    problem.message,
                )
                for problem in error.problems
            ],
        ) from error


def _setting(tab: Tab, label: str) -> _Setting | None:
    """Return the setting whose label stands in the first column above the rules."""
    header_row_index = find_rules_header(tab)
    last = tab.used_row_count if header_row_index is None else header_row_index
    for row_index in range(last):
        if tab.cell(row_index, 0) == label:
            value = tab.cell(row_index, 1)
            text = "" if is_blank(value) else str(value).strip()
            return _Setting(text, cell_address(row_index, 1))
    return None


def _rule_table_of(tab: Tab, header_row_index: int) -> RuleTable:
    """Return the rule rows of the rules tab down to its last row."""
    width = tab.used_column_count

    def row(row_index: int) -> tuple[CellValue, ...]:
        return tuple(tab.cell(row_index, index) for index in range(width))

    return RuleTable(
        header=tuple(
            "" if cell is None else str(cell) for cell in row(header_row_index)
        ),
        rows=tuple(
            row(index) for index in range(header_row_index + 1, tab.used_row_count)
        ),
    )
