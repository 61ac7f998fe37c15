"""Scores, and the facts that headers of a rule table name."""

import pandas as pd
import pytest

from segments.fields import find_fact, nearest_names
from segments.scores import score


@pytest.mark.parametrize(
    ("values", "scores"),
    [
        ([5.0], [3]),
        ([5.0, 5.0, 5.0], [3, 3, 3]),
        ([1.0, 2.0, 3.0, 4.0, 5.0], [1, 2, 3, 4, 5]),
        ([1.0, 1.0, 1.0, 1.0, 9.0], [3, 3, 3, 3, 5]),
        ([1.0, None, 2.0], [2, None, 4]),
        ([], []),
    ],
)
def test_scores_come_from_average_ranks(values, scores):
    """Equal values score alike; one value scores in the middle; NaN stays NaN."""
    found = score(pd.Series(values, dtype="float64"))

    assert found.astype(object).where(found.notna(), None).tolist() == scores


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("Orders", "orders"),
        ("days SINCE last-order", "recency_days"),
        ("Overdue (x)", "overdue"),
        ("Favorite product", "favourite_product"),
        ("metal", "own: Metal"),
        ("R", "r"),
    ],
)
def test_a_header_names_a_fact(name, column):
    """Facts are found by name or other name, and own columns by their header."""
    assert find_fact(name, ["Metal"]).column == column


def test_near_names_are_offered():
    """An unknown header is compared with all facts and own columns."""
    assert find_fact("Ordrs") is None
    assert nearest_names("Ordrs")[0] == "Orders"
    assert nearest_names("Mettal", ["Metal"]) == ("Metal",)
