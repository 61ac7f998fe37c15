"""Laws of segmentation that hold for any tracker."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd
import pytest
from hypothesis import given, settings
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

AS_OF = dt.date(2026, 11, 1)
NOBODY = pd.DataFrame(
    columns=["segment", "since", "previous"], index=pd.Index([], name="customer")
)
ORDER_HEADER = ("Name", "Phone", "Email", "City", "Date", "Item", "Qty", "Amount (₦)")
CUSTOMER_HEADER = ("Customer", "Phone", "City", "Orders", "Total Spent", "Metal", "Pin")

few = settings(max_examples=6, deadline=None)  # a read is hundreds of pandas calls

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


def label(reading: Reading, scheme: str) -> pd.DataFrame:
    table = fit_scheme(load_scheme(scheme), reading.customers)
    rules = parse_rules(table, own_columns=reading.own.columns)
    return assign(reading, rules, previous=NOBODY, as_of=AS_OF).frame


@pytest.mark.parametrize("scheme", scheme_names())
@few
@given(orders=st.lists(order_rows, max_size=12), people=st.lists(customer_rows))
def test_every_customer_gets_exactly_one_segment(scheme, orders, people):
    """Every customer of any tracker has one segment of the rules, and a reason."""
    reading = read(orders, people)

    frame = label(reading, scheme)

    assert list(frame.index) == list(reading.customers.index)
    assert frame.index.is_unique
    assert frame["segment"].notna().all()
    assert frame["why"].str.len().gt(0).all()


@few
@given(count=st.integers(1, 200), spent=st.sampled_from([0.0, 10.0]))
def test_a_shop_of_equals_is_labelled_alike(count, spent):
    """Customers whose facts are all equal get the same segment."""
    rows = [
        (f"P{n}", f"0803{n:07d}", None, None, 45901, None, 1, spent or None)
        for n in range(count)
    ]

    frame = label(read(rows, []), "starter")

    assert len(frame) == count
    assert len(set(frame["segment"])) == 1


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


@few
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


@few
@given(text=st.text(min_size=1).filter(str.strip), fact=st.sampled_from(FACTS))
def test_any_text_is_a_criterion_or_an_error(text, fact):
    """A rule cell with any text is read or refused with a sentence, never a crash."""
    columns = {"date": "datetime64[s]", "text": "object", "yes or no": "bool"}
    facts = pd.Series([], dtype=columns.get(fact.unit, "float64"))

    try:
        criterion = parse_criterion(text, fact)
    except CriterionError as error:
        sentence = str(error)
    else:
        sentence = "matched" if matches(criterion, facts).empty else ""
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
