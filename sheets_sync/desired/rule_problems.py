"""What may surprise about the rules, as lines that name a cell of the rules tab."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import pandas as pd

from segments.customers import Reading
from segments.model import Problem
from segments.rules import all_warnings
from sheets_sync.configure import Configuration
from sheets_sync.desired.rules_tab import rules_header_row_index
from sheets_sync.ids import free_sheet_id, free_title, taken_titles
from sheets_sync.layout import TITLES
from sheets_sync.model import Snapshot, TabMark
from sheets_sync.problems import RULE

MARK: Final = TabMark("rules")


def rule_problems(
    snapshot: Snapshot,
    configuration: Configuration,
    reading: Reading,
    facts: pd.DataFrame,
    as_of: date,
) -> Iterator[Problem]:
    """Yield a problem per cell of the rules tab that works but may surprise.

    Args:
        snapshot: As read.
        configuration: The rules, and whether they are about to be written.
        reading: Says which facts the tracker gives.
        facts: Index ``customer``; every fact.
        as_of: The day of the refresh.
    """
    tab = snapshot.own_tab(MARK)
    header_row_index = rules_header_row_index(snapshot, configuration)
    title = tab.title if tab else free_title(TITLES["rules"], taken_titles(snapshot))
    rules = configuration.rules
    for one in all_warnings(rules, facts, reading.available, as_of):
        yield Problem(
            code=RULE,
            message=one.message,
            source=title,
            column_index=one.column_index,
            row_indexes=(header_row_index + 1 + one.row_index,),
            each=one.message,
        )


def rules_sheet_id(snapshot: Snapshot, configuration: Configuration) -> int:
    """Return the id of the rules tab, or the one it will have when it is new."""
    tab = snapshot.own_tab(MARK)
    seed = configuration.seed
    if tab and not (seed and seed.keeps):
        return tab.sheet_id
    return free_sheet_id(MARK, {one.sheet_id for one in snapshot.tabs})
