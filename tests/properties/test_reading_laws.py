"""Laws of reading: what a tracker says does not hang on how it is laid out."""

import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from segments.customers import Reading, read_customers
from segments.headers import KINDS, roles_of_kind
from segments.model import Cell, Grid
from segments.tables import Told, find_tables
from segments.tables.told import OWN
from tests.laws import tried

AS_OF = dt.date(2026, 11, 1)
EPOCH = dt.date(1899, 12, 30)
NAMES = ("Ada Obi", "Bisi Ade", "Chike Eze", "Dayo Ola", "Efe Udo")
CITIES = ("Lagos", "Abuja", "Ibadan")
few = tried(3)  # a read is hundreds of pandas calls

Row = list[Cell]


@dataclass(frozen=True)
class Order:
    """What was sold to whom on which day."""

    who: int
    day: dt.date
    amount: int


@dataclass(frozen=True)
class Style:
    """How a seller keeps a tracker."""

    date: Callable[[dt.date], Cell] = lambda day: (day - EPOCH).days
    money: Callable[[int], Cell] = float
    titles: int = 0
    junk_rows: tuple[tuple[int, int], ...] = ()
    junk_columns: tuple[int, ...] = ()
    seed: int | None = None
    tabs: tuple[str, str] = ("Orders", "Customers")


def ordinal(day: dt.date) -> str:
    """Return a day as “1st March 2026”."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10 * (day.day // 10 != 1), "th")
    return f"{day.day}{ending} {day:%B %Y}"


def european(amount: int) -> str:
    """Return an amount as “12.500,00”."""
    return f"{amount:,}".replace(",", ".") + ",00"


def indian(amount: int) -> str:
    """Return an amount as “₹1,23,456.00”."""
    head, tail = divmod(amount, 1000)
    groups = f"{tail:03}" if head else str(tail)
    while head:
        head, pair = divmod(head, 100)
        groups = f"{pair:02}," + groups if head else f"{pair},{groups}"
    return f"₹{groups}.00"


DATES = (
    lambda day: (day - EPOCH).days,
    lambda day: (day - EPOCH).days + 0.75,
    lambda day: f"{day:%Y-%m-%d}",
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day:%d-%b-%y}",
    lambda day: f"{day:%d.%m.%Y}",
    lambda day: f"{day:%b} {day.day}, {day:%Y}",
    lambda day: f"{day:%Y-%m-%d} 11:13:25 -0500",
    ordinal,
)
MONEY = (
    float,
    str,
    european,
    indian,
    lambda amount: f"₦{amount:,}",
    lambda amount: f"N{amount / 1000:g}k",
    lambda amount: f"Rs. {amount}/-",
    lambda amount: f"NGN {amount:,}.00",
    lambda amount: f"{amount} naira",
)


def total_row(header: Row) -> Row:
    """Return a row that adds up the amounts, if there are any."""
    figures = [999_999 if name == "Amount" else None for name in header]
    figures[header[0] == "Amount"] = "TOTAL"
    return figures


JUNK_ROWS = (
    lambda header: [None for _ in header],
    lambda header: ["  ", *(None for _ in header[1:])],
    lambda header: ["March 2026", *(None for _ in header[1:])],
    total_row,
)
JUNK_COLUMNS = (
    ("Colour", ("red", None, "blue")),
    ("Packed", (True, False)),
    ("Extra", (0, 2500, None)),
    ("Delivery date", (46000, "soon", None)),
    ("Size", ("M", 12, None)),
)

orders = st.lists(
    st.builds(
        Order,
        st.integers(0, len(NAMES) - 1),
        st.dates(dt.date(2026, 1, 13), dt.date(2026, 10, 31)),
        st.integers(1, 9000).map(lambda hundreds: hundreds * 100),
    ),
    min_size=4,
    max_size=8,
    unique_by=lambda order: (order.who, order.day),
)
junk_rows = st.lists(
    st.tuples(st.integers(0, len(JUNK_ROWS) - 1), st.integers(1, 9)), max_size=3
)
styles = st.builds(
    Style,
    date=st.sampled_from(DATES),
    money=st.sampled_from(MONEY),
    titles=st.integers(0, 2),
    junk_rows=junk_rows.map(tuple),
    junk_columns=st.lists(
        st.integers(0, len(JUNK_COLUMNS) - 1), unique=True, max_size=2
    ).map(tuple),
    seed=st.integers(0, 999),
    tabs=st.sampled_from([("Sheet1", "Sheet2"), ("2026", "Orders"), ("Sales", "📒")]),
)
any_cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(
        [
            *("#REF!", "#N/A", "=SUM(A1:A9)", "\x00\x07", "x" * 5000, 10**40, -0.0),
            *(46_300, "2026-02-30", "31/02/2026", "₦12,5OO", "0803 000 0101", "TOTAL"),
            *("Ada Obi", "ada@shop.test", "@ada", "Walk-in", "March", "paid", "1E+400"),
        ]
    ),
)
any_headers = st.one_of(
    any_cells,
    st.sampled_from(
        [
            *("Name", "Phone", "E-mail", "City", "Date", "Amount", "Order ID", "Qty"),
            *("Total", "Status", "Orders", "Total spent", "Last order", "Currency"),
            *("Unit price", "Refund", "First name", "Customer", "Contact", "Instagram"),
        ]
    ),
)

told = st.builds(
    Told,
    st.sampled_from([None, None, *KINDS]),
    st.dictionaries(
        st.integers(0, 6),
        st.sampled_from(
            [OWN, *(role for kind in KINDS for role in roles_of_kind(kind))]
        ),
        max_size=3,
    ),
)


def phone_of(who: int) -> str:
    """Return a person's number as typed."""
    return f"+234 803 000 010{who}"


def laid_out(header: Row, rows: list[Row], style: Style) -> Grid:
    """Return a table as its seller keeps it."""
    chance = random.Random(style.seed)
    rows = [list(row) for row in rows]
    if style.seed is not None:
        chance.shuffle(rows)
    columns = list(zip(header, *rows, strict=True))
    for kind in style.junk_columns:
        name, cells = JUNK_COLUMNS[kind]
        columns.append((name, *(chance.choice(cells) for _ in rows)))
    if style.seed is not None:
        chance.shuffle(columns)
    header, *rows = ([*row] for row in zip(*columns, strict=True))
    for kind, at in style.junk_rows:
        rows.insert(min(at, len(rows)), JUNK_ROWS[kind](header))
    titles = [["My shop", *[None] * (len(header) - 1)]] * style.titles
    return Grid(list(zip(*titles, header, *rows, strict=True)))


def read(sold: Sequence[Order], style: Style) -> Reading:
    """Return what is read of a tracker with these orders and all the people."""
    orders_tab = laid_out(
        ["Date", "Customer", "Phone", "Amount"],
        [
            [style.date(o.day), NAMES[o.who], phone_of(o.who), style.money(o.amount)]
            for o in sold
        ],
        style,
    )
    people_tab = laid_out(
        ["Name", "Phone", "City"],
        [
            [name, phone_of(who), CITIES[who % len(CITIES)]]
            for who, name in enumerate(NAMES)
        ],
        replace(style, junk_columns=()),
    )
    tables = (
        *find_tables(style.tabs[0], orders_tab),
        *find_tables(style.tabs[1], people_tab),
    )
    return read_customers(tables, as_of=AS_OF)


def facts_read(reading: Reading) -> list[tuple]:
    """Return what is known of each customer."""
    known = reading.customers
    return sorted(
        (
            one.display_name,
            one.phone,
            one.city,
            int(one.orders),
            round(float(one.spent), 2),
            None if one.last_order != one.last_order else one.last_order.date(),
        )
        for one in known.itertuples()
    )


def facts_meant(sold: Sequence[Order]) -> list[tuple]:
    """Return what the seller knows of each customer."""
    return [
        (
            name,
            f"+234803000010{who}",
            CITIES[who % len(CITIES)],
            len([o for o in sold if o.who == who]),
            float(sum(o.amount for o in sold if o.who == who)),
            max((o.day for o in sold if o.who == who), default=None),
        )
        for who, name in enumerate(NAMES)
    ]


@few
@given(orders, styles)
def test_the_facts_do_not_hang_on_the_layout(sold, style):
    """Order of rows and columns, titles, junk, names and styles change no fact."""
    assert facts_read(read(sold, style)) == facts_meant(sold)


@few
@given(
    st.lists(
        st.tuples(any_headers, st.lists(any_cells, max_size=7)), min_size=1, max_size=6
    ),
    st.integers(0, 2),
    told,
)
def test_every_row_of_any_tab_is_used_or_listed(columns, blanks, said):
    """Whatever is in the cells and was said of them, no row goes missing."""
    grid = Grid([[*[None] * blanks, header, *cells] for header, cells in columns])
    tables = find_tables("Tab", grid, told=said)

    reading = read_customers(tables, as_of=AS_OF)

    listed = {row for one in reading.problems for row in one.row_indexes}
    used = set(reading.rows["row_index"])
    rows = {row for table in tables for row in table.body.index}
    assert len(rows - used - listed) <= reading.totals["order_lines"]
