"""The clothing seller's tracker: four tabs, typed as she types."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from random import Random

from examples.make.buyers import buyer_cells
from examples.make.cells import Formula, Row, Tab, sum_of_numbers
from examples.make.lagos_sales import GOODS, sell
from examples.make.money import NAIRA
from examples.make.people import Person, read_people
from examples.make.phones import NIGERIAN_PHONES, as_listed
from examples.make.sales import Line
from examples.make.spelling import LAGOS_DATES, spell
from examples.make.truth import expect
from examples.make.workbook import Example

SEED = "isale threads"
BLANK_ROW_SHARE = 0.5  # months that end in a blank row

CUSTOMER_HEADER = (
    "Name",
    "WhatsApp No.",
    "IG handle",
    "City",
    "Birthday month",
    "Notes",
)
ORDER_HEADER = (
    "Date",
    "Customer Name",
    "Phone",
    "Item",
    "Qty",
    "Amount (₦)",
    "Status",
)
WALK_IN_HEADER = ("Date", "Name", "Phone", "What they bought", "Paid (N)")
PRICE_HEADER = ("Item", "Old price", "Price now", "Sizes")

DELIVERED_AFTER = date(2026, 11, 4)  # younger orders are paid and still on the way
STATUSES = {
    "": (
        "Delivered",
        "Delivered",
        "Delivered",
        "delivered",
        "Paid",
        "Paid ",
        "DELIVERED",
    ),
    "new": ("Paid", "Paid", "paid"),
    "cancelled": ("Cancelled", "cancelled"),
    "pending": ("Pending", "Pending "),
    "refunded": ("Refunded",),
    "unreadable": ("Paid",),
}


def build() -> Example:
    """Return the tracker and its truth."""
    people = read_people("lagos_people.csv")
    lines = sell(people)
    online = [line for line in lines if not line.is_walk_in]
    walk_ins = [line for line in lines if line.is_walk_in]
    tabs = (_customers(people), _orders(online), _walk_ins(walk_ins), _price_list())
    expected = expect(people, lines, country_code="+234")
    return Example(tabs, "dd/mm/yyyy", expected)


def _customers(people: Sequence[Person]) -> Tab:
    rows: list[Row] = [("ISALE THREADS - CUSTOMER LIST (WhatsApp + IG)",), ()]
    rows.append(CUSTOMER_HEADER)
    rows.extend(_customer_row(person) for person in people if person.is_listed)
    return Tab("Customers", rows, header_row=2, widths=(22, 20, 20, 14, 14, 34))


def _customer_row(person: Person) -> Row:
    return (
        person.name,
        as_listed(person.phone),
        person.handle or None,
        person.city or None,
        person.birthday or None,
        person.notes or None,
    )


def _orders(lines: Sequence[Line]) -> Tab:
    rows: list[Row] = [ORDER_HEADER, *_by_month(lines)]
    plain = sum_of_numbers(rows, ORDER_HEADER.index("Amount (₦)"))
    total = Formula(f"=SUM(F2:F{len(rows)})", plain)
    rows += [(), ("TOTAL", None, None, None, None, total)]
    return Tab("Orders 2026", rows, header_row=0, widths=(14, 22, 20, 32, 6, 14, 12))


def _by_month(lines: Sequence[Line]) -> Iterator[Row]:
    for month, sold in groupby(lines, key=lambda line: f"{line.day:%B %Y}".upper()):
        rng = Random(f"{SEED} {month}")
        yield (month,)
        yield from (_order_row(line, rng) for line in sold)
        if rng.random() < BLANK_ROW_SHARE:
            yield ()


def _order_row(line: Line, rng: Random) -> Row:
    return (
        spell(line.day, LAGOS_DATES, rng),
        *buyer_cells(line.buyer, NIGERIAN_PHONES, rng),
        _item(line.item, rng),
        line.quantity,
        "ask Tolu" if line.mark == "unreadable" else spell(line.amount, NAIRA, rng),
        _status(line, rng),
    )


def _item(item: str, rng: Random) -> str:
    return rng.choices((item, item.lower(), f"{item} "), (88, 8, 4))[0]


def _status(line: Line, rng: Random) -> str:
    is_new = not line.mark and line.day >= DELIVERED_AFTER
    return rng.choice(STATUSES["new" if is_new else line.mark])


def _walk_ins(lines: Sequence[Line]) -> Tab:
    rng = Random(f"{SEED} shop")
    rows = [WALK_IN_HEADER, *(_walk_in_row(line, rng) for line in lines)]
    return Tab("Walk-ins", rows, header_row=0, widths=(14, 20, 18, 30, 12))


def _walk_in_row(line: Line, rng: Random) -> Row:
    buyer = buyer_cells(line.buyer, NIGERIAN_PHONES, rng)
    return line.day, *buyer, line.item, spell(line.amount, NAIRA, rng)


def _price_list() -> Tab:
    rows: list[Row] = [("PRICE LIST - from 1 March 2026",), PRICE_HEADER]
    rows.extend(_price_row(good) for good in GOODS)
    rows += [(), ("Delivery: Lagos 2500, outside Lagos 4000 - 6500",)]
    return Tab("Price list", rows, header_row=1, widths=(28, 12, 12, 18))


def _price_row(good: dict[str, str]) -> Row:
    prices = int(good["price_2025"]), int(good["price_2026"])
    return good["item"], *prices, good["sizes"] or None
