"""Recency, frequency and monetary value as scores."""

import math

import pandas as pd
import pytest

from segments.scores import (
    SCORE_LABELS,
    ScoreSettingError,
    ScoreSettings,
    rfm_scores,
    score,
    score_cut_offs,
)

UNKNOWN = float("nan")


def people(*rows):
    """Return customers of rows (recency_days, orders, spent)."""
    columns = ["recency_days", "orders", "spent"]
    keys = pd.RangeIndex(len(rows), name="customer")
    return pd.DataFrame(rows, columns=columns, index=keys)


GOLDEN = people((1, 2, 3), (37, 1, 2), (33, 3, 9), (2, 3, 18), (20, 3, 12), (5, 1, 5))
"""The six people of two packages' tests, as of 7 February 2015."""


def codes(customers, **settings):
    return rfm_scores(customers, ScoreSettings(**settings))["rfm"].tolist()


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, ["532", "111", "243", "445", "344", "313"]),
        ({"levels": 3}, ["321", "111", "132", "333", "233", "212"]),
        ({"levels": 1}, ["111"] * 6),
        (
            {"levels": 10},
            ["10-5-3", "1-2-1", "3-8-6", "8-8-10", "5-8-8", "6-2-5"],
        ),
        (
            {"r_days": (2, 20), "f_orders": (2, 3), "m_spent": (5, 12)},
            ["321", "111", "132", "333", "233", "212"],
        ),
        ({"f_orders": (3,)}, ["512", "111", "223", "425", "324", "313"]),
    ],
    ids=["fifths", "thirds", "one score", "tenths", "cut-offs", "one cut-off"],
)
def test_scores_of_the_golden_table(settings, expected):
    """Scores by rank or by cut-offs, of a published table; ties score alike."""
    assert codes(GOLDEN, **settings) == expected


@pytest.mark.parametrize("levels", [1, 2, 3, 5, 10, 20])
@pytest.mark.parametrize("method", ["ranks", "quantiles"])
@pytest.mark.parametrize("count", [1, 2, 30])
def test_a_shop_of_equals_scores_alike(levels, method, count):
    """One customer, or any number who are all equal, have one code, within bounds."""
    settings = ScoreSettings(levels=levels, method=method)

    scores = rfm_scores(people(*[(9, 2, 50.0)] * count), settings)

    assert len(set(scores["rfm"])) == 1
    assert scores[["r", "f", "m"]].min(axis=None) >= 1
    assert scores[["r", "f", "m"]].max(axis=None) <= levels


def test_who_has_not_ordered_has_no_score():
    """People without orders neither have scores nor change those of others."""
    scores = rfm_scores(people((UNKNOWN, 0, 0.0), (3, 1, 9.0)))

    assert scores.loc[0, ["r", "f", "m", "fm"]].isna().all()
    assert scores["rfm"].tolist() == [None, "333"]


def test_nobody_has_no_scores():
    """A shop without customers has a table of scores without rows."""
    assert list(rfm_scores(people()).columns) == ["r", "f", "m", "fm", "rfm"]


def test_an_unknown_last_order_leaves_the_code_empty():
    """Without a date there is no R and no code, but F and M."""
    scores = rfm_scores(people((UNKNOWN, 4, 90.0), (3, 1, 9.0)))

    assert math.isnan(scores.loc[0, "r"])
    assert scores.loc[0, ["f", "m"]].notna().all()
    assert scores["rfm"].tolist()[0] == ""


def test_the_days_of_a_cut_off_belong_to_the_better_score():
    """Within 180 days is 180 too; 5 orders and more begins with 5."""
    customers = people((180, 4, 99.5), (181, 5, 100), (365, 5, 100), (366, 5, 100))

    found = codes(customers, r_days=(180, 365), f_orders=(5,), m_spent=(100,))

    assert found == ["311", "222", "222", "122"]


def test_fm_is_the_mean_of_f_and_m():
    """FM goes in half steps from frequency and money."""
    assert rfm_scores(GOLDEN)["fm"].tolist() == [2.5, 1.0, 3.5, 4.5, 4.0, 2.0]


@pytest.mark.parametrize(
    ("settings", "r", "f", "m"),
    [
        (
            ScoreSettings(levels=3),
            [2.0, 20.0],
            [3.0, 2.0],
            [12.0, 5.0],
        ),
        (
            ScoreSettings(r_days=(180, 365), f_orders=(2, 5), m_spent=(10, 20)),
            [180.0, 365.0],
            [5.0, 2.0],
            [20.0, 10.0],
        ),
        (
            ScoreSettings(levels=3, method="quantiles"),
            [4.0 + 1, 24.33 + 1],
            [3.0 + 1, 1.67 + 1],
            [10.0 + 1, 4.33 + 1],
        ),
    ],
    ids=["ranks", "cut-offs", "quantiles"],
)
def test_what_a_score_takes_can_be_shown(settings, r, f, m):
    """From the highest score to 2: at most so many days, at least so many orders."""
    found = score_cut_offs(GOLDEN, settings)

    assert found.index.tolist() == [3, 2]
    assert found["r"].round(2).tolist() == r
    assert found["f"].round(2).tolist() == f
    assert found["m"].round(2).tolist() == m


def test_cut_offs_by_rank_give_the_scores():
    """Whoever keeps a shown cut-off has that score, and nobody else."""
    scores, cut_offs = rfm_scores(GOLDEN), score_cut_offs(GOLDEN)

    for step, row in cut_offs.iterrows():
        assert (scores["r"] >= step).equals(GOLDEN["recency_days"] <= row["r"])
        assert (scores["f"] >= step).equals(GOLDEN["orders"] >= row["f"])
        assert (scores["m"] >= step).equals(GOLDEN["spent"] >= row["m"])


def test_settings_are_read_as_typed():
    """Every setting has a label, and figures are typed as sellers type them."""
    texts = ["3", " Quantiles ", "365 days, 180", "2;5", "10k, 1 lakh"]

    found = ScoreSettings.from_texts(dict(zip(SCORE_LABELS, texts, strict=True)))

    assert found == ScoreSettings(3, "quantiles", (180, 365), (2, 5), (10_000, 100_000))


@pytest.mark.parametrize(
    ("label", "text", "figures"),
    [
        ("R cut-offs (days)", "180,365", (180, 365)),
        ("M cut-offs (spent)", "1,000, 5,000", (1000, 5000)),
        ("M cut-offs (spent)", "99.5", (99.5,)),
        ("M cut-offs (spent)", "₦500; ₦2,500", (500, 2500)),
    ],
)
def test_commas_stand_between_figures_or_in_them(label, text, figures):
    """A comma and a space part two figures; within a figure it marks thousands."""
    found = ScoreSettings.from_texts({label: text})

    assert figures in {found.r_days, found.m_spent}


@pytest.mark.parametrize(
    "settings",
    [
        ScoreSettings(),
        ScoreSettings(7, "quantiles"),
        ScoreSettings(r_days=(30,), m_spent=(1234.5, 1e9)),
    ],
)
def test_settings_written_out_are_read_back(settings):
    """Only what differs from the default is written, and means the same again."""
    assert ScoreSettings.from_texts(settings.texts()) == settings
    assert ScoreSettings().texts() == {}


@pytest.mark.parametrize(
    ("label", "text", "says"),
    [
        ("Score levels", "0", "“0” should be a whole number from 1 to 20."),
        ("Score levels", "2.5", "“2.5” should be a whole number from 1 to 20."),
        ("Score levels", "five", "“five” should be a whole number from 1 to 20."),
        ("Score method", "deciles", "“deciles” should be ranks or quantiles."),
        (
            "R cut-offs (days)",
            "soon, 365",
            "“soon, 365” cannot be read. Write figures with commas, as 180, 365.",
        ),
        (
            "R cut-offs (days)",
            "180365",
            "“180365” is longer than a hundred years. Write days: 180, 365.",
        ),
        (
            "F cut-offs (orders)",
            "-2, 5",
            "“-2, 5” cannot be read. Write figures with commas, as 2, 5.",
        ),
        (
            "F cut-offs (orders)",
            "5, 5",
            "“5, 5” has a figure twice. Each one starts another score.",
        ),
        (
            "M cut-offs (spent)",
            "100,500",
            "“100,500” may be one figure or several. Write 100500 or 100; 500.",
        ),
        (
            "M cut-offs (spent)",
            "; ".join(map(str, range(20))),
            "has too many figures. 19 are the most.",
        ),
    ],
)
def test_a_bad_setting_says_what_would_work(label, text, says):
    """A setting that cannot be read names its label and what to write."""
    with pytest.raises(ScoreSettingError) as caught:
        ScoreSettings.from_texts({label: text})

    assert caught.value.label == label
    assert says in caught.value.message


def test_equal_values_score_alike_and_larger_ones_higher():
    """Ties share the score of their average rank."""
    assert score(pd.Series([1, 1, 1, 2, 3])).tolist() == [2, 2, 2, 4, 5]
