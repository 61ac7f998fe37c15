"""What a criterion can be."""

from dataclasses import dataclass
from typing import Literal

Operator = Literal[">=", ">", "<=", "<", "="]


class CriterionError(ValueError):
    """A rule cell that cannot be read; the text says what would work."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """At least, more than, at most, less than or exactly a figure.

    The figure of a date is its serial number.
    """

    operator: Operator
    figure: float


@dataclass(frozen=True, slots=True)
class Range:
    """From one figure to another, both included."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of some texts; ``*`` stands for any letters and ``?`` for one."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """Nothing is known."""


@dataclass(frozen=True, slots=True)
class YesNo:
    """Yes, or no; blank is no."""

    wanted: bool


@dataclass(frozen=True, slots=True)
class Opposite:
    """Whatever the other criterion does not match, blanks included."""

    of: "Comparison | OneOf | Blank"


Criterion = Comparison | Range | OneOf | Blank | YesNo | Opposite
