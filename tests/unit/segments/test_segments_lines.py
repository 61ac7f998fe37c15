"""Lines between segments, tried on earlier days of the shop."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from segments.customers import look_back
from segments.schemes.figures import shop_figures
from segments.schemes.lines import Lines, best_lines, plain_lines

AS_OF = dt.date(2026, 11, 1)
PLAIN = plain_lines(90)


def orders_of(days_ago):
    """Return an orders frame from customer → days ago of each order."""
    rows = [
        (who, AS_OF - dt.timedelta(ago)) for who in days_ago for ago in days_ago[who]
    ]
    frame = pd.DataFrame(rows, columns=["customer", "day"])
    return frame.assign(day=pd.to_datetime(frame["day"]))


def weekly_shop(people=60, weeks=30):
    """Return a shop in which one half orders weekly and the other stopped for good."""
    stopped = {f"gone {n}": range(7 * (n % 26 + 2), 210, 7) for n in range(people // 2)}
    loyal = {f"loyal {n}": range(n % 7, 7 * weeks, 7) for n in range(people // 2)}
    return orders_of({**stopped, **loyal})


def trial(rows):
    """Return one trial from (orders, recency_days, came_back, how many people)."""
    people = [row[:3] for row in rows for _ in range(row[3])]
    frame = pd.DataFrame(people, columns=["orders", "recency_days", "came_back"])
    return frame.assign(overdue=np.nan)


def test_an_earlier_day_knows_only_what_was_known_then():
    """Orders since then tell who came back, and nothing else."""
    regulars = {f"R{n}": [10, 40, 70, 100] for n in range(3)}
    gone = {f"G{n}": [60, 100] for n in range(3)}

    first, second, *_ = look_back(orders_of({**regulars, **gone}), AS_OF)

    assert first.loc["R0"].to_dict() == {
        "orders": 3,
        "recency_days": 10.0,
        "overdue": pytest.approx(1 / 3),
        "came_back": True,
    }
    assert first.loc["G0", ["orders", "recency_days", "came_back"]].tolist() == [
        *(2, 30.0, False)
    ]
    assert np.isnan(first.loc["G0", "overdue"])
    assert second.loc["R0", "orders"] == 2


@pytest.mark.parametrize(
    "days_ago",
    [{}, {"Ada": [3]}, {f"P{n}": [5, 90] for n in range(9)}, {"Ada": [1], "Bo": [400]}],
    ids=["no orders", "one", "everybody came back", "too few"],
)
def test_a_day_that_tells_nobody_apart_is_left_out(days_ago):
    """A trial needs people who came back and people who did not."""
    assert look_back(orders_of(days_ago), AS_OF) == ()


def test_a_weekly_shop_gets_a_line_of_weeks():
    """Where people order weekly, three months of silence are far too long."""
    orders = weekly_shop()

    lines = best_lines(look_back(orders, AS_OF), PLAIN)

    assert lines.at_risk_days <= 30


def test_the_order_of_rows_does_not_move_a_line():
    """Shuffled orders give the same lines."""
    orders = weekly_shop()
    shuffled = orders.sample(frac=1, random_state=1)

    lines = [best_lines(look_back(rows, AS_OF), PLAIN) for rows in (orders, shuffled)]

    assert lines[0] == lines[1]


@pytest.mark.parametrize(
    "trials",
    [
        (),
        (trial([(1, 5, True, 9), (1, 5, False, 9)]),),
        (
            trial(
                [
                    (1, 5, True, 9),
                    (2, 500, True, 9),
                    (1, 5, False, 9),
                    (2, 500, False, 9),
                ]
            ),
        ),
    ],
    ids=["no history", "all alike", "a coin toss"],
)
def test_plain_lines_stay_where_nothing_can_be_told(trials):
    """Without clearly better lines the plain ones are kept."""
    assert best_lines(trials, PLAIN) == PLAIN


@pytest.mark.parametrize(
    ("usual", "nearest"), [(14, 14), (50, 45), (88, 90), (120, 120), (33, 30)]
)
def test_plain_lines_are_round(usual, nearest):
    """The line at risk is a round number of days; thrice that has lapsed."""
    lines = plain_lines(usual)

    assert (lines.at_risk_days, lines.lapsed_days) == (nearest, 3 * nearest)


def test_nobody_is_at_risk_before_the_usual_gap_or_given_up_within_four_weeks():
    """However quick the shop's best customers, a line leaves time to come back."""
    trials = look_back(weekly_shop(), AS_OF)

    lines = best_lines(trials, PLAIN, usual_gap_days=29)

    assert lines.at_risk_days >= 30
    assert best_lines(trials, PLAIN).lapsed_days >= 28


@pytest.mark.parametrize(
    ("orders", "vip_orders"),
    [
        ([], 3),
        ([1, 1, 1], 3),
        ([2] * 30, 3),
        ([6] * 30, 7),
        ([1] * 50 + [2] * 10 + [4] * 10 + [9] * 10, 5),
    ],
)
def test_vips_order_more_than_half_of_those_who_came_back(orders, vip_orders):
    """Equals are no VIPs, and neither is anybody with one or two orders."""
    series = pd.Series(orders, dtype="int64")

    assert Lines(90, 270, 0.6).vip_orders(series) == vip_orders


def test_no_line_is_beyond_four_months():
    """However slow the shop, a silent customer is at risk after 120 days."""
    slow = {"orders": [3] * 40, "spent": 5.0, "usual_gap_days": 900.0, "overdue": 0.1}

    figures = shop_figures(pd.DataFrame(slow))

    assert (figures["at_risk_days"], figures["latest_days"]) == ("120", "120")
