"""Whether segments tell people apart, when people moved, and what messages did."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from segments.health.distinctness import find_alike, separations
from segments.health.movement import latest_moves, moved_on
from segments.health.reach import best_hours, broadcast_lists, responses
from segments.health.warnings import warnings_of

MAY, JUNE = dt.date(2026, 5, 1), dt.date(2026, 6, 1)
AB = pd.Index(["A", "B"], name="segment")


def frame(rows, columns):
    return pd.DataFrame(
        rows, columns=columns, index=[f"c{n}" for n in range(len(rows))]
    )


def buyers(**figures):
    """Return customers with these recency_days, orders or spent, 1 where not given."""
    count = len(next(iter(figures.values())))
    plain = {name: [1.0] * count for name in ("recency_days", "orders", "spent")}
    index = [f"c{n}" for n in range(count)]
    return pd.DataFrame({**plain, **figures}, index=index, dtype="float64")


def labels(text, people):
    return pd.Series(list(text), index=people.index)


@pytest.mark.parametrize(
    ("spent", "delta"),
    [
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 1.0),
        ([1, 2, 3, 4, 5, 1, 2, 3, 4, 5], 0.0),
        ([5, 5, 5, 5, 5, 5, 5, 5, 5, 5], 0.0),
        # 6 wins, 10 losses and 9 ties of 25 pairs.
        ([1, 1, 2, 2, 3, 1, 2, 2, 2, 3], 0.16),
        # One whale is one person, whatever they spent: 11 wins, 10 losses.
        ([1, 2, 3, 4, 1e9, 1, 2, 3, 4, 5], 0.04),
    ],
)
def test_separation_is_cliffs_delta(spent, delta):
    """It counts wins less losses over pairs, ties for neither."""
    people = buyers(spent=spent)

    apart = separations(people, labels("AAAAABBBBB", people), AB)

    assert apart.loc["A", "B"] == apart.loc["B", "A"] == pytest.approx(delta)
    assert np.isnan(apart.loc["A", "A"])


def test_separation_is_that_of_all_pairs_counted_one_by_one():
    """The fast count agrees with the slow one, and rows may stand in any order."""
    chance = np.random.default_rng(7)
    people = buyers(
        **{name: chance.integers(1, 9, 60) for name in ("orders", "spent")},
        recency_days=np.where(chance.random(60) < 0.2, np.nan, chance.integers(0, 9)),
    )
    who = pd.Series(chance.choice(["A", "B", "C"], 60), index=people.index)
    order = chance.permutation(60)

    apart = separations(people, who, pd.Index(["A", "B", "C"]))
    shuffled = separations(people.iloc[order], who, pd.Index(["A", "B", "C"]))

    def delta(fact):
        one, other = people[fact][who == "A"], people[fact][who == "C"]
        signs = np.sign(np.subtract.outer(one.dropna().values, other.dropna().values))
        return abs(signs.mean())

    slow = max(map(delta, people))
    assert apart.loc["A", "C"] == pytest.approx(slow)
    pd.testing.assert_frame_equal(apart, shuffled)


@pytest.mark.parametrize(
    ("text", "orders"), [("AAAABBBBBB", 1), ("AAAAABBBBB", 0)], ids=["few", "no buyers"]
)
def test_few_people_and_people_without_orders_are_not_compared(text, orders):
    """Nothing is said of segments with fewer than five buyers."""
    people = buyers(orders=[orders] * 10)

    assert separations(people, labels(text, people), AB).isna().all(axis=None)


def test_a_segment_that_asks_for_something_else_is_never_alike():
    """Only segments that sort by these facts alone are held against each other."""
    people = buyers(spent=[1, 2, 3, 4, 5] * 3)
    three = pd.Index(["A", "B", "Lagos"])
    who = pd.Series(["A"] * 5 + ["B"] * 5 + ["Lagos"] * 5, index=people.index)
    apart = separations(people, who, three)

    assert find_alike(apart, ("A", "B")) == {"A": "B", "B": "A"}
    assert find_alike(apart, ("A",)) == {}


def test_alike_segments_are_said_in_words():
    """B3: the sentence names the nearest segment and what they are alike in."""
    figures = pd.DataFrame(
        {"customers": 9, "share": 0.5, "reachable_share": 1.0}, index=AB
    )
    people = buyers(orders=[1, 2], spent=[0, 0])

    told = warnings_of(figures, {"A": "B"}, people)

    assert told == [["Hard to tell from B: they order as often and as lately."], []]


def test_moves_are_those_of_the_latest_day_of_moves():
    """They stay the same at rest; a first label is no move."""
    moves = frame(
        [
            ("A", JUNE, "B"),
            ("B", MAY, "A"),
            ("A", dt.date(2026, 7, 1), ""),
            ("A", JUNE, "Gone"),
        ],
        ["segment", "since", "previous"],
    )

    assert moved_on(moves) == JUNE
    assert latest_moves(moves, AB).to_numpy().tolist() == [[2, 0], [0, 1]]


def test_before_the_first_move_nothing_is_known_of_moves():
    """No day, and no figures."""
    first = frame([("A", MAY, "")], ["segment", "since", "previous"])

    assert moved_on(first) is None
    assert latest_moves(first, AB).isna().all(axis=None)


@pytest.mark.parametrize(("numbers", "lists"), [(0, 0), (1, 1), (256, 1), (257, 2)])
def test_a_broadcast_list_takes_256_people(numbers, lists):
    """K7: only numbers of people who did not opt out count."""
    rows = [(True, False)] * numbers + [(True, True), (False, False)]
    people = frame(rows, ["has_phone", "opted_out"])
    who = pd.Series("A", index=people.index)

    assert broadcast_lists(people, who, AB).tolist() == [lists, 0]


@pytest.mark.parametrize(
    ("hours", "best"), [([9, 18, 18], 18), ([18, 9], 9), ([None, 7], 7)]
)
def test_the_best_hour_is_when_most_of_a_segment_order(hours, best):
    """R4: of several the earliest; blank where nobody's hour is known."""
    people = frame([(hour,) for hour in hours], ["usual_hour"]).astype("float64")
    who = pd.Series("A", index=people.index)

    found = best_hours(people, who, AB)

    assert found["A"] == best
    assert pd.isna(found["B"])


def test_responses_count_for_the_segment_people_were_in_when_messaged():
    """K10, R5, W4: messaged, replied and ordered within 14 days, by segment."""
    people = frame(
        [
            (MAY, True, 14),
            (MAY, False, 15),
            (JUNE, False, 0),
            (None, True, 3),
        ],
        ["messaged_on", "replied", "response_days"],
    )
    labelled = frame(
        [
            ("A", JUNE, "B"),
            ("A", MAY, "B"),
            ("A", JUNE, ""),
            ("A", JUNE, "B"),
        ],
        ["segment", "since", "previous"],
    )

    told = responses(people, labelled, AB)

    assert told.to_dict("index") == {
        "A": {"messaged": 2, "replied": 0, "ordered_after": 1},
        "B": {"messaged": 1, "replied": 1, "ordered_after": 1},
    }


def test_without_a_column_of_messages_there_are_no_responses():
    """What a tracker does not say is left out, not nought."""
    people = frame([(None, True)], ["messaged_on", "replied"])
    labelled = frame([("A", MAY, "")], ["segment", "since", "previous"])

    assert responses(people, labelled, AB).isna().all(axis=None)
