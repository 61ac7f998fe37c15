"""Laws of rule cells: whatever is typed, and whoever the customers are."""

import datetime as dt

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from segments.criteria import CriterionError, matches, parse_criterion
from segments.fields import FACTS, Unit, find_fact
from segments.rules.bounds import spell_bound
from segments.rules.regions import join, meet, region_of
from tests.laws import tried

AS_OF = dt.date(2026, 11, 1)
OWN = ("Anything", "Delivery area")
ASKED = (*FACTS, *(find_fact(name, OWN) for name in OWN))

WORDS = [
    *(">=", "<=", ">", "<", "=", "<>", "not", "at least", "at most", "more than", "+"),
    *("or", "and", ",", ";", "..", "to", "between", "from", "top", "bottom", "20%"),
    *("10", "3", "1.5", "2x", "50,000", "5 lakh", "₦50k", "average", "median", "-5"),
    *("within", "last", "older than", "days", "30", "months", "month", "this", "next"),
    *("before", "after", "since", "1 Jan 2026", "3/4/2026", "in", "March", "2026"),
    *("blank", "yes", "no", "*gold*", "London", "Chennai", "“", '"', "(", "[", "?"),
    *("\\", "🎂", "Orders", "Anything", "Spent", "Last order", "%", "contains"),
]
typed = st.one_of(
    st.text(max_size=30),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map("".join),
    st.floats(),
    st.integers(-5, 60_000),
    st.booleans(),
)
FIGURES = [0.0, 1.0, 3.0, 2.5, 30.0, 50_000.0, float("nan")]
TEXTS = [None, "London", "Londn", "gold ring", "30", "1 Jan 2026", "-"]
VALUES = {
    Unit.TEXT: TEXTS,
    Unit.DATE: ["2026-10-15", None, "2026-01-01", "2025-03-04"],
    Unit.YES_NO: [True, False],
    Unit.ANY: [*TEXTS, *FIGURES, True, 46023],
}
KINDS = {
    Unit.DATE: "datetime64[s]",
    Unit.YES_NO: "bool",
    Unit.TEXT: "object",
    Unit.ANY: "object",
}
CROWD = 20


def _column(fact, place):
    """Return a value for each of the crowd, in another order for each fact."""
    values = VALUES.get(fact.unit, FIGURES)
    drawn = [values[(who * (place + 1) + place) % len(values)] for who in range(CROWD)]
    return pd.Series(drawn, dtype=KINDS.get(fact.unit, "float64"))


EVERYBODY = pd.DataFrame(
    {fact.column: _column(fact, place) for place, fact in enumerate(ASKED)}
)
customers = st.lists(st.integers(0, CROWD - 1), max_size=6).map(
    lambda who: EVERYBODY.iloc[who].reset_index(drop=True)
)


def read(cell, fact):
    """Return what a cell asks for; None where it is refused."""
    try:
        return parse_criterion(cell, fact, OWN)
    except CriterionError:
        return None


@tried(50)
@given(cell=typed, fact=st.sampled_from(ASKED), facts=customers, data=st.data())
def test_any_cell_is_refused_or_asked_of_anybody(cell, fact, facts, data):
    """A cell is read or refused; what is read is answered, whatever the row order."""
    asked = read(cell, fact)
    if asked is None:
        return

    held = matches(asked, fact, facts, AS_OF)

    order = data.draw(st.permutations(range(len(facts))))
    shuffled = matches(asked, fact, facts.iloc[order], AS_OF)
    assert held.dtype == bool
    assert held.tolist() == shuffled.reindex(facts.index).tolist()
    assert "  " not in spell_bound(asked, fact, "NGN")


@tried(50)
@given(one=typed, other=typed, fact=st.sampled_from(ASKED), facts=customers)
def test_sets_of_criteria_agree_with_what_they_match(one, other, fact, facts):
    """What two criteria both take, or either, is what the customers show."""
    asked = [read(one, fact), read(other, fact)]
    if None in asked:
        return
    regions = [region_of(criterion, fact) for criterion in asked]
    first, second = (matches(criterion, fact, facts, AS_OF) for criterion in asked)

    both, either = meet(regions), join(regions)

    assert both is None or not both.is_empty or not (first & second).any()
    everything = either is not None and either.complement().is_empty
    assert not everything or fact.unit is Unit.ANY or (first | second).all()
