"""A rule table as typed, and the rules in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from segments.criteria import Criterion, OneOf, compared_facts, parts_of
from segments.errors import RuleProblem
from segments.fields import Fact
from segments.model import Cell

EVERYONE_ELSE: Final = "Everyone else"
"""The segment of customers no rule matches, when no last rule matches everyone."""


@dataclass(frozen=True, slots=True)
class RuleTable:
    """The rule table as it stands in the spreadsheet.

    Attributes:
        header: Kind, Segment, fact names, Meaning, Message, Best time, in any order.
        rows: Cells, as many per row as there are headers.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """One cell of a rule: a fact and what it must be.

    Attributes:
        fact: Named in the header.
        criterion: As read.
        column_index: Zero-based column of the rule table.
        cell: As typed.
    """

    fact: Fact
    criterion: Criterion
    column_index: int = 0
    cell: str = ""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Return every fact it speaks of: its own and those it compares with."""
        return (self.fact, *compared_facts(self.criterion))

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the texts it names; patterns such as "*ring" name none."""
        return tuple(
            text
            for part in parts_of(self.criterion)
            if isinstance(part, OneOf)
            for text in part.texts
            if not {*text} & {"*", "?"}
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: all its conditions must hold.

    Attributes:
        label: The segment or tag it gives.
        conditions: None for everyone.
        row_index: Zero-based row below the header.
    """

    label: str
    conditions: tuple[Condition, ...]
    row_index: int


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All rules of a tracker.

    Attributes:
        segments: Segment names in order of first appearance; every customer gets
            exactly one of them.
        tags: Tag names in order of first appearance.
        segment_rules: Tried in order; the first that matches wins.
        tag_rules: Every one that matches gives its tag.
        texts: Column ("meaning", "message", "best time") → label → text.
        warnings: Cells of rules that work but may surprise; ``review_rules`` has
            more, once the customers are known.
    """

    segments: tuple[str, ...]
    tags: tuple[str, ...]
    segment_rules: tuple[Rule, ...]
    tag_rules: tuple[Rule, ...]
    texts: Mapping[str, Mapping[str, str]]
    warnings: tuple[RuleProblem, ...] = ()

    def conditions(self) -> Iterator[tuple[Rule, Condition]]:
        """Yield every condition with its rule: of segments first, then of tags."""
        for rule in (*self.segment_rules, *self.tag_rules):
            for condition in rule.conditions:
                yield rule, condition

    def message(self, label: str) -> str:
        """Return the message for a segment or tag; empty when there is none."""
        return self.texts["message"].get(label, "")

    def best_time(self, label: str) -> str:
        """Return the best time to send it; empty when there is none."""
        return self.texts["best time"].get(label, "")

    def meaning(self, label: str) -> str:
        """Return what the segment or tag means; empty when nothing is typed."""
        return self.texts["meaning"].get(label, "")
