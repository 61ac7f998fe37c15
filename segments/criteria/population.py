"""Forms that compare a customer with the others: "top 20%", "above average"."""

import re
from typing import Final, cast

from segments.criteria.figures import SIGNS, read_times
from segments.criteria.forms import FIGURES, RANKED, Asked, Build, Form, verbose
from segments.criteria.model import (
    AgainstMiddle,
    Criterion,
    CriterionError,
    Middle,
    Operator,
    Places,
    Share,
    Side,
)

_SIDES: Final[dict[Side, str]] = {
    "top": r"(?: top | best | highest | largest | most\ recent | latest )",
    "bottom": r"(?: bottom | worst | lowest | smallest | least\ recent | earliest )",
}
_MIDDLE: Final = r"(?:the\ )? (?P<middle> average | mean | avg\.? | median )"
_TIMES: Final = (
    r"(?: (?P<times> \d+(?:\.\d+)? | twice | double ) \s* (?:x|×|\*|times\b)? \s* )?"
)
_ALL: Final = 100


def _share(side: Side) -> Build:
    def build(found: re.Match[str], _asked: Asked) -> Criterion:
        percent = float(found["percent"])
        if not 0 < percent < _ALL:
            raise CriterionError(
                f"“{found[0]}” must lie between 0% and 100%. Write {side} 20%."
            )
        return Share(side, percent)

    return build


def _places(side: Side) -> Build:
    def build(found: re.Match[str], _asked: Asked) -> Criterion:
        count = int(found["count"])
        if not count:
            raise CriterionError(f"“{found[0]}” is nobody. Write {side} 10.")
        return Places(side, count)

    return build


def _middle(operator: Operator) -> Build:
    def build(found: re.Match[str], _asked: Asked) -> Criterion:
        said = found["middle"].casefold()
        middle: Middle = "median" if said == "median" else "average"
        return AgainstMiddle(operator, middle, read_times(found["times"]))

    return build


def _ranked(side: Side) -> tuple[Form, Form]:
    high = "highest" if side == "top" else "lowest"
    return (
        Form(
            f"{side.capitalize()} share",
            f"{side} 20%",
            "Spent",
            f"Among the fifth of the customers whose figure is {high}.",
            RANKED,
            verbose(
                rf"(?:in\ )?(?:the\ )? {_SIDES[side]} \s*"
                r" (?P<percent>\d{1,4}(?:\.\d{1,4})?) \s* (?:%|per\s?cent)"
            ),
            _share(side),
        ),
        Form(
            f"{side.capitalize()} customers",
            f"{side} 10",
            "Spent",
            f"The 10 customers whose figure is {high}; equals of the tenth too.",
            RANKED,
            verbose(
                rf"(?:in\ )?(?:the\ )? {_SIDES[side]} \s+ (?P<count>\d{{1,6}})"
                r" (?: \s+ (?:customers|people|buyers) )?"
            ),
            _places(side),
        ),
    )


_MIDDLES: Final = {
    ">": ("above average", "More than the average customer; also: > average."),
    "<": ("below average", "Less than the average customer; also: below median."),
    ">=": (">= 1.5 x average", "At least one and a half times the average."),
    "<=": ("at most 0.5x median", "At most half of the median."),
}


def _against(operator: Operator) -> Form:
    example, meaning = _MIDDLES[operator]
    pattern = verbose(rf"(?:is\ )?{SIGNS[operator]} \s* {_TIMES} {_MIDDLE}")
    name = f"Average {operator}"
    return Form(name, example, "Spent", meaning, FIGURES, pattern, _middle(operator))


POPULATION_FORMS: Final = (
    *_ranked("top"),
    *_ranked("bottom"),
    *(_against(cast("Operator", operator)) for operator in _MIDDLES),
)
"""In the order in which they are tried."""
