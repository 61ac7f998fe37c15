"""Every error this package raises on purpose."""

from collections.abc import Sequence
from dataclasses import dataclass


class SegmentsError(Exception):
    """The base of all errors of this package; its text is fit for the seller."""


@dataclass(frozen=True, slots=True)
class RuleProblem:
    """One cell of the rule table that cannot be read.

    Attributes:
        row_index: Zero-based row below the header; -1 for the header itself.
        column_index: Zero-based column of the rule table.
        message: What is wrong and what would work.
    """

    row_index: int
    column_index: int
    message: str


class InvalidRulesError(SegmentsError):
    """The rule table cannot be used; ``problems`` names every bad cell."""

    def __init__(self, problems: Sequence[RuleProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(problem.message for problem in self.problems))


class UnknownSchemeError(SegmentsError):
    """No ready-made rule table has this name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        self.name = name
        choice = " or ".join(filter(None, [", ".join(known[:-1]), *known[-1:]]))
        super().__init__(f"There is no scheme “{name}”. Choose {choice}.")
