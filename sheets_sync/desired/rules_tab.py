"""The Segment rules tab, written when rules are seeded and the seller's after that."""

from typing import Final

from segments.rules import RuleTable
from sheets_sync.configure import SCHEDULE_LABEL, SCHEME_LABEL, Configuration
from sheets_sync.desired.model import BlockCell, BlockTab
from sheets_sync.layout import HEADER, PLAIN, TEXT, TITLE, TITLES
from sheets_sync.model import CellValue, Style, TabMark

HOW_TO: Final = (
    "Read from the top: the first row that fits a customer decides. "
    "Cells in a row must all fit; an empty cell fits everyone. Change any cell."
)
WIDE_PX: Final = {"Meaning": 360, "Message": 620}
NARROWEST_PX: Final = 120
LETTER_PX: Final = 8


def rules_block(configuration: Configuration, seed: RuleTable) -> BlockTab:
    """Return the tab with its settings above and the rules of the scheme below."""
    header = tuple(BlockCell(text, HEADER) for text in seed.header)
    rows = tuple(
        tuple(BlockCell(cell, _style(cell)) for cell in row) for row in seed.rows
    )
    return BlockTab(
        mark=TabMark("rules", scheme=configuration.scheme),
        title=TITLES["rules"],
        rows=(
            (BlockCell("How customers are sorted", TITLE),),
            (BlockCell(SCHEME_LABEL, HEADER), BlockCell(configuration.scheme)),
            (BlockCell(SCHEDULE_LABEL, HEADER), BlockCell(configuration.schedule)),
            (BlockCell(HOW_TO),),
            (),
            header,
            *rows,
        ),
        widths_px=tuple(
            WIDE_PX.get(text, max(NARROWEST_PX, LETTER_PX * len(text)))
            for text in seed.header
        ),
        frozen_row_count=0,
    )


def _style(cell: CellValue) -> Style:
    """Criteria stay text: Sheets would read ``5..10`` or ``>3`` its own way."""
    return TEXT if isinstance(cell, str) else PLAIN
