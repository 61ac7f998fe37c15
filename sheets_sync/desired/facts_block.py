"""What rules can ask of this tracker's customers, and what it needs for the rest."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import pandas as pd

from segments.fields import FACTS, Fact, Topic, Unit, own_column
from sheets_sync.cells import literal_text
from sheets_sync.desired.model import BlockCell
from sheets_sync.layout import COUNT, HEADER, TITLE

Row = tuple[BlockCell, ...]
FACTS_TITLE: Final = "What your rules can ask"
FACTS_HEADERS: Final = ("Topic", "Known for", "Fact", "Available")
AVAILABLE: Final = "yes"


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact: whether the tracker gives it, and of how many customers it is known.

    ``needs`` is what the tracker lacks for it, empty where it is available.
    """

    topic: str
    name: str
    available: bool
    needs: str
    known: int

    @property
    def says(self) -> str:
        """Return whether it can be used, in words."""
        return AVAILABLE if self.available else f"not available: it needs {self.needs}"


def fact_lines(
    facts: pd.DataFrame, available: Collection[str], own_columns: Collection[str]
) -> tuple[FactLine, ...]:
    """Return every fact of ours by topic, then the seller's own columns.

    Args:
        facts: Index ``customer``; every fact, own columns too.
        available: The columns of it that the tracker gives.
        own_columns: The headers of the seller's own columns.
    """
    own = [
        Fact(name, own_column(name), Unit.ANY, Topic.OWN, needs="")
        for name in sorted(own_columns)
    ]
    topics = list(Topic)
    ours = sorted(FACTS, key=lambda fact: topics.index(fact.topic))
    given = {*available, *(fact.column for fact in own)}
    known = facts.count()
    return tuple(
        FactLine(
            topic=fact.topic.value,
            name=fact.name,
            available=fact.column in given,
            needs="" if fact.column in given else fact.needs,
            known=int(known.get(fact.column, 0)) if fact.column in given else 0,
        )
        for fact in (*ours, *own)
    )


def facts_block(lines: Collection[FactLine]) -> tuple[Row, ...]:
    """Return the block: a title, a header, and a line per fact."""
    return (
        (BlockCell(FACTS_TITLE, TITLE),),
        tuple(BlockCell(text, HEADER) for text in FACTS_HEADERS),
        *(_row(line) for line in lines),
    )


def _row(line: FactLine) -> Row:
    return (
        BlockCell(line.topic),
        BlockCell(line.known, COUNT),
        BlockCell(literal_text(line.name)),
        BlockCell(line.says),
    )
