"""What the jeweller in Pune billed: people, goods and metal rates → bill lines."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby
from random import Random

from examples.make.goods import Good, choose
from examples.make.people import Person, Visit, own_rng, read_table, visits
from examples.make.sales import Line

GOODS = read_table("pune_goods.csv")
RATES = read_table("pune_rates.csv")
FIRST_BILL = 1187
LAKH = 100_000

MAKING = {"gold": 1.12, "silver": 1.18}  # making charge on top of the metal
OLD_GOLD = 0.96  # share of the day's rate paid for old gold
TRADE = {"trade", "corporate"}
BOXES = (5, 6, 8, 10)  # pieces on a trade bill

COUNTER = (
    Line(date(2025, 1, 14), None, "Polish + repair", 350),
    Line(date(2025, 10, 18), None, "Silver coin Laxmi 20 g", 3_900),
    Line(date(2026, 8, 28), None, "Silver rakhi", 500),
)


def sell(people: list[Person]) -> list[Line]:
    """Return every bill line by day, numbered as one running bill book."""
    lines = [line for person in people for line in _bought_by(person)]
    by_day = sorted([*lines, *COUNTER], key=lambda line: line.day)
    bills = groupby(by_day, key=lambda line: (line.day, line.buyer))
    return [
        replace(line, bill=number)
        for number, (_, bill) in enumerate(bills, FIRST_BILL)
        for line in bill
    ]


def _bought_by(person: Person) -> Iterator[Line]:
    rng = own_rng("pune", person)
    for visit in visits(person, rng):
        for good in choose(GOODS, visit, rng):
            yield _line(person, visit, good, rng)
        if visit.mark == "exchange":
            yield _old_gold(person, visit.day, rng)


def _line(person: Person, visit: Visit, good: Good, rng: Random) -> Line:
    if good["metal"]:
        return _by_weight(person, visit, good, rng)
    price = int(good["price"])
    if visit.mark == "return":
        return Line(visit.day, person, f"Return - {good['item']}", -price)
    return Line(visit.day, person, good["item"], price)


def _by_weight(person: Person, visit: Visit, good: Good, rng: Random) -> Line:
    pieces = rng.choice(BOXES) if TRADE & {*visit.shelves} else 1
    item = f"{good['item']} x {pieces}" if pieces > 1 else good["item"]
    rate = _rate(visit.day, good["metal"])
    grams = pieces * _grams(good, rng)
    amount = _rounded(grams * rate * MAKING[good["metal"]])
    return Line(visit.day, person, item, amount, grams=grams, rate=rate)


def _old_gold(person: Person, day: date, rng: Random) -> Line:
    grams = rng.randrange(60, 140) / 10
    rate = _rate(day, "gold")
    amount = -_rounded(grams * rate * OLD_GOLD)
    return Line(day, person, "Less: exchange old gold", amount, grams=-grams, rate=rate)


def _grams(good: Good, rng: Random) -> float:
    low, high = (float(good[bound]) for bound in ("grams_low", "grams_high"))
    return round(rng.uniform(low, high), 2 if good["metal"] == "gold" else 0)


def _rate(day: date, metal: str) -> int:
    known = [row for row in RATES if row["from"] <= day.isoformat()]
    return int(known[-1][metal])


def _rounded(amount: float) -> int:
    """Round off as a jeweller does: to ten rupees, from a lakh on to a thousand."""
    step = 1_000 if amount >= LAKH else 10
    return step * round(amount / step)
