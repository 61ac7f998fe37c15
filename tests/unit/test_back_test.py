"""How labels are measured against who ordered again."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.back_test_auc import area_under_curve
from benchmarks.back_test_model import expected_orders
from benchmarks.back_test_peers import SIX, histories, rank_by_eleven
from benchmarks.back_test_search import lowest_point

NOBODY, EVERYBODY = [False] * 3, [True] * 3


@pytest.mark.parametrize(
    ("ranking", "came_back", "area"),
    [
        ([3, 2, 1, 0], [True, True, False, False], 1.0),
        ([3, 2, 1, 0], [False, False, True, True], 0.0),
        ([7, 7, 7, 7], [True, False, False, True], 0.5),
        ([2, 1, 1, 0], [True, True, False, False], 7 / 8),
        ([2, 1, 0], [True, False, True], 0.5),
    ],
)
def test_area_is_the_share_of_pairs_in_the_right_order(
    ranking: list[int], came_back: list[bool], area: float
) -> None:
    """Who ordered again stands above who did not; a tie is worth half."""
    assert area_under_curve(pd.Series(ranking), pd.Series(came_back)) == area


@pytest.mark.parametrize("came_back", [NOBODY, EVERYBODY, []])
def test_area_needs_both_kinds_of_customers(came_back: list[bool]) -> None:
    """Where all or nobody came back, no ranking is better than another."""
    ranking = pd.Series(range(len(came_back)), dtype=float)
    assert math.isnan(area_under_curve(ranking, pd.Series(came_back, dtype=bool)))


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=2, max_size=9))
def test_area_counts_pairs_whatever_the_order_of_rows(
    customers: list[tuple[int, bool]],
) -> None:
    """It equals counting all pairs one by one, forwards and backwards."""
    pairs = [
        float(above > below) + (above == below) / 2
        for above, came in customers
        for below, came_too in customers
        if came and not came_too
    ]
    for rows in (customers, customers[::-1]):
        frame = pd.DataFrame(rows, columns=["ranking", "came_back"])
        area = area_under_curve(frame["ranking"], frame["came_back"])
        assert area == pytest.approx(np.mean(pairs) if pairs else np.nan, nan_ok=True)


def test_lowest_point_is_found_in_a_curved_valley() -> None:
    """Rosenbrock's valley ends at (1, 1)."""

    def height(point: np.ndarray) -> float:
        x, y = point
        return float((1 - x) ** 2 + 100 * (y - x**2) ** 2)

    assert lowest_point(height, np.array([-1.2, 1.0])) == pytest.approx(
        [1, 1], abs=1e-3
    )


def test_model_expects_most_of_who_orders_often_and_lately() -> None:
    """Silence after many orders counts against a customer more than after one."""
    history = pd.DataFrame(
        {
            "orders": [10, 10, 1, 3, 2, 1, 1, 4],
            "last_days": [350, 90, 0, 200, 30, 0, 0, 300],
            "age_days": [360, 360, 360, 300, 200, 100, 30, 330],
        },
        index=["steady", "gone", "once", "d", "e", "f", "g", "h"],
    )
    expected = expected_orders(history, 91)
    assert expected["steady"] == expected.max()
    assert 0 <= expected["gone"] < expected["once"]


def test_peers_rank_by_the_orders_known_by_a_date() -> None:
    """Later orders change nothing, and the strongest history stands highest."""
    days = {"A": [1, 20, 30], "B": [1, 29], "C": [2], "D": [15], "E": [3, 40]}
    orders = pd.DataFrame(
        [
            (customer, pd.Timestamp(2026, 1, 1) + pd.Timedelta(days=day), 10.0)
            for customer, when in days.items()
            for day in when
        ],
        columns=["customer", "day", "amount"],
    )
    history = histories(orders, pd.Timestamp(2026, 1, 31))
    assert history.loc["E"].to_dict() == {
        "orders": 1,
        "spent": 10.0,
        "recency_days": 27,
        "last_days": 0,
        "age_days": 27,
    }
    assert rank_by_eleven(history).idxmax() == "A"


def test_six_groups_hold_every_code_once() -> None:
    """Three scores from 1 to 3 make 27 codes."""
    codes = [code for group in SIX.values() for code in group.split()]
    assert sorted(codes) == [f"{r}{f}{m}" for r in "123" for f in "123" for m in "123"]
