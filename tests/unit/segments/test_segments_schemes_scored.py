"""The schemes that stand on scores: every combination, enumerated."""

from dataclasses import replace
from itertools import product

import pytest

from segments.rules import EVERYONE_ELSE, RuleTable
from segments.schemes import fit_scheme, load_scheme
from segments.scores import ScoreSettings
from tests.unit.segments.crowds import crowd, segments_of

NEVER = float("nan")

SHOPIFY_GRID = {
    # FM    up to 1      up to 2        up to 3            up to 4     above
    5: ("New", "Active", "Active", "Champions", "Champions"),
    4: ("Promising", "Active", "Active", "Loyal", "Loyal"),
    3: ("Almost lost", "Almost lost", "Needs attention", "Loyal", "Loyal"),
    2: ("Dormant", "Dormant", "At risk", "At risk", "Previously loyal"),
    1: ("Dormant", "Dormant", "At risk", "At risk", "Previously loyal"),
}
KLAVIYO_CODES = {
    "Champions": "333 332 323",
    "Loyal": "321 322 331 232 233",
    "Recent": "312 313 311 222 223",
    "Needs Attention": "213 221 123 132 133",
    "At Risk": "231 212 122 131 211",
    "Inactive": "111 112 113 121",
}


def everyone_scored(levels):
    """Return a shop with one customer per code, one who never ordered, and settings.

    Days, orders and spend are such that the settings' cut-offs score them 1, 2, 3…
    """
    codes = list(product(range(1, levels + 1), repeat=3))
    reading = crowd(
        {
            "recency_days": [*(float(levels - r) for r, _, _ in codes), NEVER],
            "orders": [*(f for _, f, _ in codes), 0],
            "spent": [*(float(m) for _, _, m in codes), 0.0],
        }
    )
    steps = tuple(map(float, range(2, levels + 1)))
    days = tuple(map(float, range(levels - 1)))
    return codes, reading, ScoreSettings(levels, "ranks", days, steps, steps)


def rows_matching(table, reading, scores):
    """Return how many rows but the last match each customer."""
    count = 0
    for row in table.rows[:-1]:
        alone = segments_of(reading, RuleTable(table.header, (row,)), scores)
        count = count + (alone != EVERYONE_ELSE).astype(int)
    return count.tolist()


def shopify_group(r, f, m):
    """Return the group of the published grid; its columns end at whole figures."""
    column = -(-(f + m) // 2) - 1
    return SHOPIFY_GRID[r][column]


def test_shopify_gives_each_of_125_score_combinations_its_one_group():
    """R × F × M: one row each, the published group, and Prospects without orders."""
    codes, reading, scores = everyone_scored(5)
    table = fit_scheme(load_scheme("shopify"), reading.customers)

    found = segments_of(reading, table, scores)

    wanted = [shopify_group(*code) for code in codes]
    assert len(codes) == 125
    assert found.tolist() == [*wanted, "Prospects"]
    assert set(rows_matching(table, reading, scores)) == {1}


def test_shopify_has_eleven_groups():
    """The groups are eleven, each with a row of its own."""
    scheme = load_scheme("shopify")

    named = {group for row in SHOPIFY_GRID.values() for group in row} | {"Prospects"}
    assert len(named) == 11
    assert {rule.label for rule in scheme.rules} == named


def test_klaviyo_gives_each_of_27_codes_its_one_published_group():
    """All codes: one row each, the published group, and a row without orders."""
    codes, reading, scores = everyone_scored(3)
    table = fit_scheme(load_scheme("klaviyo"), reading.customers)

    found = segments_of(reading, table, scores)

    published = {
        code: group for group, text in KLAVIYO_CODES.items() for code in text.split()
    }
    wanted = [published["".join(map(str, code))] for code in codes]
    assert len(published) == len(codes) == 27
    assert found.tolist() == [*wanted, "No orders yet"]
    assert set(rows_matching(table, reading, scores)) == {1}


def test_klaviyo_scores_recency_by_fixed_days_and_the_rest_in_thirds():
    """3 within 180 days, 2 within 365; orders and spend by the shop's thirds."""
    scheme = load_scheme("klaviyo")
    reading = crowd(
        {
            "recency_days": [180.0, 365.0, 366.0],
            "orders": [1, 2, 3],
            "spent": [10.0, 20.0, 30.0],
        }
    )

    found = segments_of(reading, fit_scheme(scheme, reading.customers), scheme.scores)

    assert scheme.scores == ScoreSettings(levels=3, r_days=(180, 365))
    assert found.tolist() == ["Recent", "Recent", "Needs Attention"]


@pytest.mark.parametrize("name", ["shopify", "klaviyo"])
def test_who_ordered_nobody_knows_when_is_labelled_too(name):
    """Without any date of an order, buyers need attention and the rest is apart."""
    scheme = load_scheme(name)
    reading = crowd(
        {"recency_days": [NEVER] * 3, "orders": [5, 1, 0], "spent": [50.0, 1.0, 0.0]}
    )

    found = segments_of(reading, fit_scheme(scheme, reading.customers), scheme.scores)

    assert [one.casefold() for one in found[:2]] == ["needs attention"] * 2
    assert found.iloc[2] in {"Prospects", "No orders yet"}


def test_other_cut_offs_move_customers_between_groups():
    """The same rules follow the score settings a seller types."""
    reading = crowd({"recency_days": [100.0], "orders": [9], "spent": [9.0]})
    scheme = load_scheme("klaviyo")
    table = fit_scheme(scheme, reading.customers)
    strict = replace(scheme.scores, r_days=(7.0, 30.0), f_orders=(2.0, 3.0))

    found = segments_of(reading, table, strict)

    assert found.tolist() == ["Needs Attention"]
