"""The name and phone cells of a sale, typed anew each time."""

from random import Random

from examples.make.cells import Cell
from examples.make.people import Person
from examples.make.phones import national_digits
from examples.make.spelling import Spellings, spell


def buyer_cells(
    buyer: Person | None, phones: Spellings[str], rng: Random
) -> tuple[Cell, Cell]:
    """Return name and phone; only beside a good number is the name typed carelessly."""
    if buyer is None:
        return None, None
    digits = national_digits(buyer.phone)
    if not digits:
        return buyer.name, buyer.phone or None
    return _careless_name(buyer, rng), spell(digits, phones, rng)


def _careless_name(person: Person, rng: Random) -> str:
    names = (
        person.name,
        person.name.lower(),
        f"{person.name} ",
        person.handle or person.name,
    )
    return rng.choices(names, (86, 5, 5, 4))[0]
