"""The Segment rules tab, written when rules are seeded and the seller's after that."""

from datetime import date
from typing import Final, get_args

from segments.rules import RuleTable
from segments.schemes import scheme_names
from segments.values.spelling import spell_day
from sheets_sync.cells import shown_value
from sheets_sync.configure import (
    NOTES_LABEL,
    NOTES_WORDS,
    REFIT_LABEL,
    REFIT_WORDS,
    SCHEDULE_LABEL,
    SCHEME_LABEL,
    Configuration,
    Schedule,
    Seed,
    fingerprint,
)
from sheets_sync.desired.model import BlockCell, BlockTab, Choices
from sheets_sync.layout import HEADER, PLAIN, TEXT, TITLE, TITLES
from sheets_sync.model import CellValue, Snapshot, Style, Tab, TabMark
from sheets_sync.sources import find_rules_header

RULES_TITLE: Final = "How customers are sorted"
HOW_TO: Final = (
    "Read from the top: the first row that fits a customer decides. "
    "Cells in a row must all fit; an empty cell fits everyone. Change any cell."
)
WIDE_PX: Final = {"Meaning": 360, "Message": 620}
NARROWEST_PX: Final = 120
FIRST_PX: Final = 190
LETTER_PX: Final = 8
_FIRST_SETTING: Final = 1
_WORDS: Final = (scheme_names(), get_args(Schedule), NOTES_WORDS, REFIT_WORDS)
"""What may be chosen for the settings, in their order."""

Row = tuple[BlockCell, ...]


def rules_block(
    snapshot: Snapshot, configuration: Configuration, seed: Seed, as_of: date
) -> BlockTab:
    """Return the tab with its settings above and the rules of the scheme below.

    Rules that are kept give their title to the new tab, and get one that says until
    when they held.
    """
    tab = snapshot.own_tab(TabMark("rules"))
    rows = (*_above(configuration), *_table_rows(seed.table))
    scheme = configuration.scheme
    return BlockTab(
        mark=TabMark("rules", scheme=scheme, fingerprint=_fingerprint(rows)),
        title=tab.title if tab else TITLES["rules"],
        rows=rows,
        widths_px=tuple(
            _width_px(text, is_first=index == 0)
            for index, text in enumerate(seed.table.header)
        ),
        frozen_row_count=0,
        choices=Choices(
            row_index=_FIRST_SETTING,
            column_index=1,
            words=_WORDS,
            offered=_offered(tab) if tab and not seed.keeps else range(0),
        ),
        sets_aside=_title_until(tab, as_of) if tab and seed.keeps else "",
    )


def rules_header_row_index(snapshot: Snapshot, configuration: Configuration) -> int:
    """Return the row in which the rules' header stands, or will stand when written."""
    tab = snapshot.own_tab(TabMark("rules"))
    found = find_rules_header(tab) if tab and not configuration.seed else None
    return len(_above(configuration)) if found is None else found


def _above(configuration: Configuration) -> tuple[Row, ...]:
    """Return what stands above the header: a title, the settings, how to read it."""
    switches = (
        (SCHEME_LABEL, configuration.scheme),
        (SCHEDULE_LABEL, configuration.schedule),
        (NOTES_LABEL, NOTES_WORDS[configuration.label_in_notes]),
        (REFIT_LABEL, REFIT_WORDS[0]),
    )
    return (
        (BlockCell(RULES_TITLE, TITLE),),
        *(_setting(*switch, PLAIN) for switch in switches),
        *(_setting(*one, TEXT) for one in configuration.scores.texts().items()),
        (BlockCell(HOW_TO),),
        (),
    )


def _setting(label: str, value: str, style: Style) -> Row:
    return (BlockCell(label, HEADER), BlockCell(value, style))


def _table_rows(table: RuleTable) -> tuple[Row, ...]:
    header = tuple(BlockCell(text, HEADER) for text in table.header)
    rows = (tuple(BlockCell(cell, _style(cell)) for cell in row) for row in table.rows)
    return (header, *rows)


def _fingerprint(rows: tuple[Row, ...]) -> str:
    return fingerprint([shown_value(cell.content) for cell in row] for row in rows)


def _offered(tab: Tab) -> range:
    """Return the rows that offer words; in an older tab of ours none did."""
    has_words = bool(tab.mark and tab.mark.fingerprint)
    count = len(_WORDS) if has_words else 0
    return range(_FIRST_SETTING, _FIRST_SETTING + count)


def _title_until(tab: Tab, as_of: date) -> str:
    scheme = tab.mark.scheme if tab.mark else ""
    until = f"until {spell_day(as_of)}"
    return f"{tab.title} ({', '.join(filter(None, (scheme, until)))})"


def _width_px(text: str, *, is_first: bool) -> int:
    narrowest = FIRST_PX if is_first else NARROWEST_PX
    return WIDE_PX.get(text, max(narrowest, LETTER_PX * len(text)))


def _style(cell: CellValue) -> Style:
    """Criteria stay text: Sheets would read ``5..10`` or ``>3`` its own way."""
    return TEXT if isinstance(cell, str) else PLAIN
