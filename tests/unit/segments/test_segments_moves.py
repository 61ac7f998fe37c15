"""What a move from one segment to another means."""

from datetime import date

import pandas as pd
import pytest

from segments.moves import what_happened
from segments.rules import RuleTable, parse_rules
from segments.scores import ScoreSettings
from segments.silence import silent_segments

ORDER = ("Best", "Good", "New", "Quiet", "Gone")


def rules_of(header, *rows):
    """Return rules with a last one for everyone else."""
    table = RuleTable(
        ("Kind", "Segment", *header),
        tuple(("Segment", *row) for row in (*rows, ("Rest",))),
    )
    return parse_rules(table)


@pytest.mark.parametrize(
    ("fact", "criterion", "silent"),
    [
        ("Days since last order", ">90", True),
        ("Days since last order", ">=90", True),
        ("Days since last order", "90..180", True),
        ("Days since last order", "<30", False),
        ("Days since last order", "0..30", False),
        ("Days since last order", ">=0", False),
        ("Overdue (x)", ">3", True),
        ("Overdue (x)", "<3", False),
        ("R", "1", True),
        ("R", "<=2", True),
        ("R", "<3", True),
        ("R", "1..2", True),
        ("R", "3..5", False),
        ("R", ">=4", False),
        ("R", "<=4", False),
        ("RFM", "111, 112, 1?3", True),
        ("RFM", "111, 211", False),
        ("Orders", "0", False),
    ],
)
def test_a_segment_is_silent_by_what_its_rule_asks(fact, criterion, silent):
    """A lower bound on the silence, or the lower half of the recency scores."""
    rules = rules_of([fact], ("Quiet", criterion))

    assert ("Quiet" in silent_segments(rules, levels=5)) is silent


def test_every_rule_of_a_silent_segment_asks_for_silence():
    """One rule that does not is enough to belong there without it."""
    header = ["Days since last order", "Spent"]
    both = rules_of(header, ("Gone", ">90", ">=5"), ("Gone", ">200", None))
    one = rules_of(header, ("Gone", ">90", None), ("Gone", None, ">=5"))

    assert silent_segments(both, levels=5) == {"Gone"}
    assert silent_segments(one, levels=5) == frozenset()


RULES = rules_of(
    ["Orders", "Days since last order"],
    ("Gone", None, ">180"),
    ("Quiet", None, ">90"),
    ("Best", ">=5", None),
    ("Good", ">=2", None),
    ("New", "1", None),
)
MAY = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("origin", "goal", "since", "last_order", "happened"),
    [
        ("Gone", "Good", MAY, "2026-06-01", "Came back"),
        ("Quiet", "Best", MAY, "2026-05-01", "Came back"),
        ("Quiet", "Best", None, "2026-05-01", "Came back"),
        ("Gone", "Good", MAY, "2026-04-01", "Moved up"),
        ("Gone", "Quiet", MAY, "2026-04-01", "Moved up"),
        ("Quiet", "Gone", MAY, "2026-01-01", "Moved down"),
        ("Gone", "Rest", MAY, None, "Changed"),
        ("Best", "Quiet", MAY, "2026-01-01", "Slipped away"),
        ("Elsewhere", "Gone", MAY, "2026-01-01", "Slipped away"),
        ("New", "Good", MAY, "2026-06-01", "Moved up"),
        ("best", "Good", MAY, "2026-06-01", "Moved down"),
        ("Elsewhere", "Good", MAY, "2026-06-01", "Changed"),
    ],
)
def test_a_move_has_a_meaning(origin, goal, since, last_order, happened):
    """Who ordered after a silence came back; the scheme's order tells up from down."""
    moves = pd.DataFrame(
        {
            "from_segment": [origin],
            "to_segment": [goal],
            "since": [since],
            "last_order": [pd.Timestamp(last_order) if last_order else None],
        },
        dtype=object,
    )

    told = what_happened(moves, RULES, scores=ScoreSettings(), value_order=ORDER)

    assert list(told) == [happened]


def test_between_two_schemes_everybody_just_changed():
    """A segment of the same name is another one there."""
    moves = pd.DataFrame(
        {
            "from_segment": ["Gone", "Best"],
            "to_segment": ["Good", "Quiet"],
            "since": [MAY, MAY],
            "last_order": [pd.Timestamp("2026-06-01")] * 2,
        },
        dtype=object,
    )

    told = what_happened(moves, RULES, scores=ScoreSettings(), value_order=None)

    assert set(told) == {"Changed"}


def test_without_moves_nothing_happened():
    """The first refresh has none."""
    columns = ["from_segment", "to_segment", "since", "last_order"]
    none = pd.DataFrame(columns=columns, dtype=object)

    assert what_happened(none, RULES, scores=ScoreSettings()).empty
