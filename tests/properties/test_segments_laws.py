"""Laws of segmentation that hold for any tracker."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from segments.assign import assign
from segments.criteria import CriterionError, matches, parse_criterion
from segments.customers import Reading, read_customers
from segments.fields import FACTS
from segments.model import Cell, Grid
from segments.rules import parse_rules
from segments.schemes import fit_scheme, load_scheme, scheme_names
from segments.scores import rfm_scores, score
from segments.tables import find_tables
from tests.laws import tried
from tests.unit.segments.crowds import crowd, label_by

AS_OF = dt.date(2026, 11, 1)
NOBODY = pd.DataFrame(
    columns=["segment", "since", "previous"], index=pd.Index([], name="customer")
)
ORDER_HEADER = ("Name", "Phone", "Email", "City", "Date", "Item", "Qty", "Amount (₦)")
CUSTOMER_HEADER = ("Customer", "Phone", "City", "Orders", "Total Spent", "Metal", "Pin")

few = tried(3)  # a read is hundreds of pandas calls
more = tried(20)

names = st.sampled_from([None, "Ada Obi", "ada  obi", "Bola", "Chi", "Walk-in", "Zoë"])
phones = st.sampled_from(
    [None, None, "08031234567", 8031234567, "+2348121234567", "0812 123 4567", "12"]
)
emails = st.sampled_from([None, None, "ada@shop.test", "ADA@shop.test", "bola@", ""])
cities = st.sampled_from([None, "Lagos", "lagos ", "Abuja"])
dates = st.sampled_from([None, 45901, 46002.75, "3/4/2026", "13/4/2026", "soon", 46400])
amounts = st.sampled_from(
    [None, 0, 12.5, 1200, -1200, "N25k", "₦1,000.10", "$30", "a lot", True]
)
quantities = st.sampled_from([None, 1, 2, -1, "3 pcs", "some"])
items = st.sampled_from([None, "Cake", "cake", "Pie"])
counts = st.sampled_from([None, 0, 1, 3, "2 orders", "many"])
metals = st.sampled_from([None, "gold", 1, True, 2.5])
pins = st.sampled_from([None, None, None, "VIP", "nobody"])

order_rows = st.tuples(names, phones, emails, cities, dates, items, quantities, amounts)
customer_rows = st.tuples(names, phones, cities, counts, amounts, metals, pins)
any_cells = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12)
)
any_headers = st.sampled_from(
    [*ORDER_HEADER, *CUSTOMER_HEADER, "Order ID", "Total", "Status", "Currency", ""]
)


def grid_of(header: Sequence[str | None], rows: Sequence[Sequence[Cell]]) -> Grid:
    return Grid([list(column) for column in zip(header, *rows, strict=True)])


def read(
    orders: Sequence[Sequence[Cell]], customers: Sequence[Sequence[Cell]]
) -> Reading:
    tables = (
        *find_tables("Orders", grid_of(ORDER_HEADER, orders)),
        *find_tables("People", grid_of(CUSTOMER_HEADER, customers)),
    )
    return read_customers(tables, as_of=AS_OF)


def label(reading: Reading, name: str) -> pd.DataFrame:
    scheme = load_scheme(name)
    table = fit_scheme(scheme, reading.customers)
    rules = parse_rules(table, own_columns=reading.own.columns)
    done = assign(reading, rules, previous=NOBODY, as_of=AS_OF, scores=scheme.scores)
    return done.frame


@few
@given(orders=st.lists(order_rows, max_size=12), people=st.lists(customer_rows))
def test_every_customer_gets_exactly_one_segment(orders, people):
    """Every customer of any tracker has one segment, and a reason, by any scheme."""
    reading = read(orders, people)

    for name in scheme_names():
        frame = label(reading, name)

        assert list(frame.index) == list(reading.customers.index)
        assert frame.index.is_unique
        assert frame["segment"].notna().all()
        assert frame["why"].str.len().gt(0).all()


def people_at_random(count: int, seed: int, *, alike: bool) -> Reading:
    """Return customers of every kind, with many ties; or all with the same facts."""
    rng = np.random.default_rng(seed)
    orders = rng.geometric(0.4, count) - 1
    never = orders == 0
    spent = np.round(orders * rng.choice([5.0, 99.99, 1000.0, 25_000.0], count), 2)
    items = rng.choice([np.nan, 1.0, 2.5, 40.0], count)
    facts = pd.DataFrame(
        {
            "orders": orders,
            "spent": spent,
            "average_order": np.where(never, np.nan, spent / np.maximum(orders, 1)),
            "items_per_order": np.where(never, np.nan, items),
            "largest_quantity": np.where(never, np.nan, items),
            "recency_days": np.where(never, np.nan, rng.integers(0, 500, count)),
            "usual_gap_days": np.where(orders > 1, rng.integers(1, 200, count), np.nan),
            "overdue": np.where(never, np.nan, rng.choice([0.5, 2.0, 6.0], count)),
            "replied": rng.random(count) < 0.5,
            "stage": rng.choice(np.array([None, "Hot", "Lost", "New"]), count),
            "last_contact_days": rng.choice([np.nan, 5.0, 30.0, 90.0], count),
            "first_contact_days": rng.choice([np.nan, 5.0, 30.0, 90.0], count),
        }
    )
    if alike:
        facts = facts.iloc[[0] * count]
    return crowd({name: facts[name].tolist() for name in facts})


def obeys_the_laws(name: str, count: int, seed: int, *, alike: bool) -> None:
    """Fail unless everyone has one segment, whatever the order of rows."""
    scheme = load_scheme(name)
    reading = people_at_random(count, seed, alike=alike)
    shuffled = replace(
        reading, customers=reading.customers.sample(frac=1, random_state=seed)
    )

    found = label_by(scheme, reading)

    assert len(found) == count
    assert found.index.is_unique
    assert set(found) <= {rule.label for rule in scheme.rules}
    assert not alike or len(set(found)) == 1
    pd.testing.assert_series_equal(
        found, label_by(scheme, shuffled).reindex(found.index)
    )


@pytest.mark.parametrize("name", scheme_names())
@tried(1)
@example(count=1, seed=1, alike=False)
@example(count=2, seed=2, alike=False)
@example(count=24, seed=3, alike=False)
@example(count=25, seed=4, alike=False)
@example(count=25, seed=5, alike=True)
@given(count=st.integers(1, 300), seed=st.integers(0, 999), alike=st.booleans())
def test_a_shop_of_any_size_is_split_completely(name, count, seed, alike):
    """From 1 to 300 customers: one segment each, the same in any order of rows."""
    obeys_the_laws(name, count, seed, alike=alike)


@pytest.mark.soak
@pytest.mark.parametrize("name", scheme_names())
@settings(max_examples=100, deadline=None)
@example(count=5000, seed=1, alike=True)
@example(count=5000, seed=6, alike=False)
@given(count=st.integers(1, 5000), seed=st.integers(0, 9999), alike=st.booleans())
def test_many_shops_of_any_size_are_split_completely(name, count, seed, alike):
    """The same for a hundred shops of up to 5,000 customers."""
    obeys_the_laws(name, count, seed, alike=alike)


@few
@given(
    orders=st.lists(order_rows, max_size=12),
    people=st.lists(customer_rows, max_size=6),
    data=st.data(),
)
def test_row_order_never_matters(orders, people, data):
    """Shuffled rows give the same customers, own columns, segments and reasons."""
    shuffled = read(
        data.draw(st.permutations(orders)), data.draw(st.permutations(people))
    )

    reading = read(orders, people)

    pd.testing.assert_frame_equal(reading.customers, shuffled.customers)
    pd.testing.assert_frame_equal(reading.own, shuffled.own)
    assert reading.totals == shuffled.totals
    pd.testing.assert_frame_equal(label(reading, "starter"), label(shuffled, "starter"))


@few
@given(
    orders=st.lists(order_rows, min_size=1, max_size=8),
    people=st.lists(customer_rows, min_size=1, max_size=8),
)
def test_where_tables_stand_never_matters(orders, people):
    """Tables side by side in one tab say what they say in tabs of their own."""
    height = max(len(orders), len(people))
    left = [*people, *[(None,) * len(CUSTOMER_HEADER)] * (height - len(people))]
    right = [*orders, *[(None,) * len(ORDER_HEADER)] * (height - len(orders))]
    rows = [(*one, None, *other) for one, other in zip(left, right, strict=True)]
    grid = grid_of((*CUSTOMER_HEADER, None, *ORDER_HEADER), rows)

    beside = read_customers(find_tables("Tab", grid), as_of=AS_OF)

    apart = read(orders, people)
    pd.testing.assert_frame_equal(beside.customers, apart.customers)
    assert beside.totals == apart.totals


@more
@given(
    values=st.lists(st.sampled_from([0.0, 1.0, 2.5, 1e6]), min_size=1),
    levels=st.integers(1, 7),
)
def test_scores_stay_in_bounds_and_ties_score_alike(values, levels):
    """Scores lie in 1…n, equal values score alike, larger ones never score lower."""
    scores = score(pd.Series(values), levels=levels)

    assert scores.between(1, levels).all()
    pairs = sorted(zip(values, scores, strict=True))
    assert len(set(pairs)) == len(set(values))
    assert [one for _, one in pairs] == sorted(scores)


@few
@given(orders=st.lists(order_rows, max_size=8))
def test_only_buyers_are_scored(orders):
    """Frequency and money are scored for exactly those who ordered."""
    customers = read(orders, []).customers

    scores = rfm_scores(customers)

    assert scores["f"].notna().tolist() == customers["orders"].gt(0).tolist()


@more
@given(text=st.text(min_size=1).filter(str.strip), fact=st.sampled_from(FACTS))
def test_any_text_is_a_criterion_or_an_error(text, fact):
    """A rule cell with any text is read or refused with a sentence, never a crash."""
    columns = {"date": "datetime64[s]", "text": "object", "yes or no": "bool"}
    kinds = {one.column: columns.get(one.unit, "float64") for one in FACTS}
    facts = pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in kinds.items()})

    try:
        criterion = parse_criterion(text, fact)
    except CriterionError as error:
        sentence = str(error)
    else:
        found = matches(criterion, fact, facts, AS_OF)
        sentence = "matched" if found.empty else ""
    assert sentence


@few
@given(
    st.lists(
        st.tuples(any_headers, st.lists(any_cells, max_size=5)),
        max_size=7,
    )
)
def test_any_small_tab_is_read(columns):
    """Any tab is read or passed over, and every listed row lies within it."""
    grid = Grid([[header, *cells] for header, cells in columns])

    reading = read_customers(find_tables("Tab", grid), as_of=AS_OF)

    rows = [row for problem in reading.problems for row in problem.row_indexes]
    assert all(0 <= row < grid.row_count for row in rows)
    assert reading.customers.index.is_unique
    assert reading.customers.index.is_monotonic_increasing
