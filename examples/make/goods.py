"""What a shop has on its shelves, and what somebody takes from them."""

from collections.abc import Sequence
from random import Random

from examples.make.people import Visit

Good = dict[str, str]
"""One row of a goods table; `tastes` names the shelves the thing lies on."""


def choose(goods: Sequence[Good], visit: Visit, rng: Random) -> list[Good]:
    """Take as many different things from the visit's shelves as the visit has lines."""
    shelves = {*visit.shelves}
    return rng.sample(
        [good for good in goods if shelves & {*good["tastes"].split("|")}],
        visit.lines,
    )
