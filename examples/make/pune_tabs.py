"""The jeweller's tracker: a client list and a sales register."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from random import Random

from examples.make.buyers import buyer_cells
from examples.make.cells import Formula, Row, Tab, sum_of_numbers
from examples.make.money import RUPEES, RUPEES_GIVEN_BACK
from examples.make.people import Person, read_people
from examples.make.phones import INDIAN_PHONES, as_listed
from examples.make.pune_sales import sell
from examples.make.sales import Line
from examples.make.spelling import PUNE_DATES, spell
from examples.make.truth import expect
from examples.make.workbook import Example

SEED = "chandrakor"

CLIENT_HEADER = ("Client", "Mobile", "Area/City", "Metal", "Language", "Remarks")
REGISTER_TITLE = (
    ("CHANDRAKOR ALANKAR, PUNE 30",),
    ("Sales register from Nov 2024",),
    (),
)
REGISTER_HEADER = (
    "Bill No",
    "Bill Date",
    "Party Name",
    "Mobile No",
    "Particulars",
    "Weight (g)",
    "Rate",
    "Amt (Rs.)",
    "Mode",
)
CASH_UP_TO = 20_000
MODES_SMALL = ("Cash", "UPI", "UPI", "upi", "Card")
MODES_LARGE = ("Card", "NEFT", "Cheque", "UPI")


def build() -> Example:
    """Return the tracker and its truth."""
    people = read_people("pune_people.csv")
    lines = sell(people)
    expected = expect(people, lines, country_code="+91")
    return Example((_clients(people), _register(lines)), "dd-mm-yyyy", expected)


def _clients(people: Sequence[Person]) -> Tab:
    rows = [CLIENT_HEADER, *(_client_row(each) for each in people if each.is_listed)]
    return Tab("Client list", rows, header_row=0, widths=(22, 26, 18, 10, 12, 34))


def _client_row(person: Person) -> Row:
    return (
        person.name,
        as_listed(person.phone),
        person.city or None,
        person.metal or None,
        person.language or None,
        person.notes or None,
    )


def _register(lines: Sequence[Line]) -> Tab:
    rows: list[Row] = [*REGISTER_TITLE, REGISTER_HEADER]
    first = len(rows)
    for quarter, sold in groupby(lines, key=_quarter):
        start = len(rows)
        rows.extend(_bill_rows(list(sold)))
        rows.append(_sum_row(f"Sub-total {quarter}", rows, start))
    rows.append(_sum_row("GRAND TOTAL", rows, first))
    widths = (9, 12, 22, 18, 30, 11, 9, 16, 9)
    return Tab("Sales register", rows, header_row=first - 1, widths=widths)


def _quarter(line: Line) -> str:
    start = (line.day.month - 1) // 3
    months = ("Jan-Mar", "Apr-Jun", "Jul-Sep", "Oct-Dec")
    return f"{months[start]} {line.day.year}"


def _sum_row(label: str, rows: Sequence[Row], start: int) -> Row:
    plain = sum_of_numbers(rows[start:], REGISTER_HEADER.index("Amt (Rs.)"))
    # SUBTOTAL skips other SUBTOTAL cells, so that the grand total counts a line once.
    formula = Formula(f"=SUBTOTAL(9,H{start + 1}:H{len(rows)})", plain)
    return (None, None, None, None, label, None, None, formula)


def _bill_rows(lines: Sequence[Line]) -> Iterator[Row]:
    for bill, bill_lines in groupby(lines, key=lambda line: line.bill):
        rng = Random(f"{SEED} {bill}")
        yield from _one_bill(list(bill_lines), rng)


def _one_bill(lines: Sequence[Line], rng: Random) -> Iterator[Row]:
    day = spell(lines[0].day, PUNE_DATES, rng)
    buyer = buyer_cells(lines[0].buyer, INDIAN_PHONES, rng)
    due = sum(line.amount for line in lines)
    mode = rng.choice(MODES_SMALL if due < CASH_UP_TO else MODES_LARGE)
    for line in lines:
        amount = spell(
            line.amount, RUPEES if line.amount > 0 else RUPEES_GIVEN_BACK, rng
        )
        goods = (line.item, line.grams, line.rate, amount)
        yield (line.bill, day, *buyer, *goods, mode)
