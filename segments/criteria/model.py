"""What a criterion can be."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from segments.fields import Fact

Operator = Literal[">=", ">", "<=", "<", "="]
Side = Literal["top", "bottom"]
Middle = Literal["average", "median"]
Span = Literal["day", "week", "month", "quarter", "year"]
When = Literal["within", "older", "next"]


class CriterionError(ValueError):
    """A rule cell that cannot be read; the text says what would work."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """At least, more than, at most, less than or exactly a figure."""

    operator: Operator
    figure: float


@dataclass(frozen=True, slots=True)
class Range:
    """From one figure to another, both included."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class DayRange:
    """From one day to another, both included; None where it is open."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Rolling:
    """So long before the day of the refresh at most, longer ago, or after it.

    Months and years are those of the calendar.
    """

    when: When
    count: int
    span: Span


@dataclass(frozen=True, slots=True)
class Period:
    """The day, week (from Monday), month, quarter or year of the refresh.

    Attributes:
        span: Which of them.
        offset: -1 for the one before, 1 for the one after.
    """

    span: Span
    offset: int


@dataclass(frozen=True, slots=True)
class InMonth:
    """In this month of any year, as birthdays are; January is 1."""

    month: int


@dataclass(frozen=True, slots=True)
class Share:
    """Among so many per cent of the customers, by average rank."""

    side: Side
    percent: float


@dataclass(frozen=True, slots=True)
class Places:
    """Among so many customers; whoever equals the last of them is in."""

    side: Side
    count: int


@dataclass(frozen=True, slots=True)
class AgainstMiddle:
    """Compared with so many times the average or the median of the customers."""

    operator: Operator
    middle: Middle
    times: float = 1.0


@dataclass(frozen=True, slots=True)
class AgainstFact:
    """Compared with so many times another fact of the same customer."""

    operator: Operator
    fact: Fact
    times: float = 1.0


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of some texts; ``*`` stands for any letters and ``?`` for one."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The word not before a text: "not London", but "not interested" is a stage.

    It is the very text where a customer has it, else whatever is none of the others.

    Attributes:
        text: With the word not.
        others: Without it.
    """

    text: OneOf
    others: OneOf


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

    of: "Criterion"


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of them matches."""

    of: tuple["Criterion", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of them matches."""

    of: tuple["Criterion", ...]


Figures = Comparison | Range
Days = DayRange | Rolling | Period | InMonth
Population = Share | Places | AgainstMiddle
Texts = OneOf | Not | Blank | YesNo
Joined = Opposite | AllOf | AnyOf
Criterion = Figures | Days | Population | AgainstFact | Texts | Joined


def parts_of(criterion: Criterion) -> tuple[Criterion, ...]:
    """Return the criterion itself and all criteria within it."""
    if isinstance(criterion, Opposite):
        return (criterion, *parts_of(criterion.of))
    if isinstance(criterion, AllOf | AnyOf):
        return (criterion, *(part for one in criterion.of for part in parts_of(one)))
    return (criterion,)


def compared_facts(criterion: Criterion) -> tuple[Fact, ...]:
    """Return the other facts a criterion compares with."""
    found = [part.fact for part in parts_of(criterion) if isinstance(part, AgainstFact)]
    return tuple(dict.fromkeys(found))
