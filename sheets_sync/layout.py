"""What our tabs and columns are called and look like: tables of constants.

Titles and headers are what a seller sees first; after that they may rename and move
them, because tabs and columns are recognised by developer metadata, not by words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from sheets_sync.looks import Looks, date_style, money_style
from sheets_sync.model import Role, Style

TAB_METADATA_KEY: Final = "sheet-segments.tab"
COLUMN_METADATA_KEY: Final = "sheet-segments.column"
BLOCK_METADATA_KEY: Final = "sheet-segments.block-column"
CORRECTION_METADATA_KEY: Final = "sheet-segments.read-as"

TITLES: Final[dict[Role, str]] = {
    "customers": "Customers",
    "overview": "Overview",
    "rules": "Segment rules",
    "check": "Data check",
    "moves": "Segment moves",
}

OVERVIEW_TITLE: Final = "Customer segments"
CHECK_TITLE: Final = "How this tracker was read"
LAST_REFRESHED: Final = "Last refreshed"

Kind = Literal["text", "long_text", "count", "money", "date", "link"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of ours: its lasting key, first header, kind of cells and width.

    ``once`` columns are filled when a row is added and belong to the seller after.
    """

    key: str
    header: str
    kind: Kind = "text"
    width_px: int = 120
    once: bool = False


LABEL_COLUMNS: Final = (
    Column("segment", "Segment"),
    Column("why", "Why", "long_text", 320),
    Column("since", "Segment since", "date", 110),
    Column("previous", "Previous segment", "text", 120),
    Column("tags", "Tags"),
)

FACT_COLUMNS: Final = (
    Column("orders", "Orders", "count", 80),
    Column("spent", "Spent", "money", 110),
    Column("last_order", "Last order", "date", 110),
)

SEGMENT_COLUMNS: Final = (
    Column("customer", "Customer", "text", 180),
    Column("phone", "Phone", "text", 140),
    Column("message", "Message", "link", 170),
    *FACT_COLUMNS,
    Column("why", "Why", "long_text", 520),
)

# Filled from what the orders say of a person; every one of them only where known.
IDENTITY_COLUMNS: Final = (
    Column("customer_id", "Customer ID", "text", 110, once=True),
    Column("name", "Customer", "text", 180, once=True),
    Column("phone", "Phone", "text", 140, once=True),
    Column("email", "Email", "text", 180, once=True),
    Column("handle", "Instagram handle", "text", 140, once=True),
    Column("city", "City", "text", 110, once=True),
)

MOVES_COLUMNS: Final = (
    Column("date", "Date", "date", 110),
    Column("customer", "Customer", "text", 180),
    Column("phone", "Phone", "text", 140),
    Column("from", "From", "text", 120),
    Column("to", "To", "text", 120),
    Column("happened", "What happened", "text", 130),
)
# A log of before has no more than these, and a copy of it is still a copy of ours.
MOVES_SIGNATURE_COUNT: Final = 5

SEGMENT_HEADERS: Final = tuple(column.header for column in SEGMENT_COLUMNS)
LABEL_HEADERS: Final = tuple(column.header for column in LABEL_COLUMNS)
RULES_HEADERS: Final = ("Kind", "Segment")
MOVES_HEADERS: Final = tuple(
    column.header for column in MOVES_COLUMNS[:MOVES_SIGNATURE_COUNT]
)

TEXT: Final = Style(number_type="TEXT", pattern="@")
PLAIN: Final = Style()
LONG_TEXT: Final = Style(wrap_strategy="CLIP")
LINK: Final = Style(wrap_strategy="CLIP")
COUNT: Final = Style("NUMBER", "#,##0")
PERCENT: Final = Style("PERCENT", "0%")
DATE: Final = Style("DATE", "d mmm yyyy")
DATE_TIME: Final = Style("DATE_TIME", "d mmm yyyy hh:mm")
HEADER: Final = Style(bold=True, background="#E8F0EC")
FIGURE_HEADER: Final = replace(HEADER, align="RIGHT")
TITLE: Final = Style(bold=True, font_size=14)

FIGURES: Final = {"count", "money", "date"}
STYLES: Final[Mapping[Kind, Style]] = {
    "text": TEXT,
    "long_text": LONG_TEXT,
    "count": COUNT,
    "link": LINK,
}


def column_style(column: Column, looks: Looks) -> Style:
    """Return how the cells of one of our columns look."""
    if column.kind == "money":
        return money_style(looks)
    if column.kind == "date":
        return date_style(looks)
    return STYLES[column.kind]


def header_style(column: Column) -> Style:
    """Return how the header of one of our columns looks: above figures to the right."""
    return FIGURE_HEADER if column.kind in FIGURES else HEADER
