"""What the seller should look at, of all that was found."""

from collections.abc import Iterable
from typing import Final

from segments.model import Problem
from sheets_sync.model import Snapshot

RULE: Final = "rule"
"""The code of what may surprise about a rule."""

# In the customers tab that we made, people are who the orders say; only what a seller
# can have typed there is worth a line, and so are the rules.
TYPED_BY_SELLERS: Final = frozenset(
    {"bad_phone", "two_phones", "bad_email", "bad_handle", "unknown_pin", RULE}
)


# Of these there is only the number, on the Data check tab: nothing is to be done.
NOT_LISTED: Final = frozenset({"blank_row"})


def worth_a_look(snapshot: Snapshot, found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems in the order a seller should mend them.

    What concerns no single row comes first; then the fewer rows a problem has, the
    sooner it is mended.
    """
    ours = {tab.title for tab in snapshot.tabs if tab.mark}
    shown = [
        problem
        for problem in found
        if problem.code not in NOT_LISTED
        and (problem.source not in ours or problem.code in TYPED_BY_SELLERS)
    ]
    shown.sort(key=lambda p: (len(p.row_indexes), p.source, p.code, p.row_indexes))
    return tuple(shown)
