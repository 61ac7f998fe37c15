"""Which customers a rule cell matches."""

import datetime as dt
import random

import pandas as pd
import pytest

from segments.criteria import forms, matches, parse_criterion
from segments.fields import find_fact

AS_OF = dt.date(2026, 11, 1)
DAYS = ["2026-01-30", "2026-10-02", "2026-11-01", None, "2025-08-01"]
WHO = list("abcde")


def matched(cell, fact_name, values, **others):
    fact = find_fact(fact_name, [fact_name])
    facts = pd.DataFrame({fact.column: values, **others}, index=WHO[: len(values)])
    asked = parse_criterion(cell, fact, [name.removeprefix("own: ") for name in others])
    held = matches(asked, fact, facts, AS_OF)
    return "".join(facts.index[held])


@pytest.mark.parametrize(
    ("cell", "values", "who"),
    [
        (">=3", [2, 3, None], "b"),
        ("<>3", [2, 3, None], "ac"),
        ("2..3", [1, 2, 3, 4], "bc"),
        ("1, 2", [1, 2, 3], "ab"),
        (">=2 and <4", [1, 2, 3, 4], "bc"),
        ("<2 or >3", [1, 2, 3, 4], "ad"),
        ("not >2", [1, 3, 2, None], "acd"),
        ("blank", [1, None], "b"),
        ("not blank", [1, None], "a"),
    ],
)
def test_figures_are_matched(cell, values, who):
    """What is not known matches no comparison, and the opposite of each."""
    assert matched(cell, "Usual gap (days)", [*map(_float, values)]) == who


def _float(value):
    return float("nan") if value is None else float(value)


@pytest.mark.parametrize(
    ("cell", "who"),
    [
        (">=2026-10-02", "bc"),
        ("within 30 days", "bc"),
        ("within 29 days", "c"),
        ("last 3 months", "bc"),
        ("older than 30 days", "ae"),
        ("older than 29 days", "abe"),
        ("not within 30 days", "ade"),
        ("this month", "c"),
        ("last month", "b"),
        ("this year", "abc"),
        ("this quarter", "bc"),
        ("this week", ""),
        ("today", "c"),
        ("next 30 days", "c"),
        ("in 2025", "e"),
        ("in January", "a"),
        ("before Oct 2026", "ae"),
        ("blank", "d"),
        ("top 1", "c"),
        ("bottom 1", "e"),
    ],
)
def test_days_are_matched(cell, who):
    """Days are counted back from the day of the refresh, both ends included."""
    values = pd.to_datetime(DAYS).to_numpy()
    if cell == "this week":  # 1 November 2026 is a Sunday: its week began on Monday
        values = pd.to_datetime(["2026-10-25", "2026-11-02"]).to_numpy()

    assert matched(cell, "Messaged on", values) == who


@pytest.mark.parametrize(
    ("cell", "as_of", "day", "held"),
    [
        ("last 1 month", dt.date(2026, 3, 31), "2026-02-28", True),
        ("last 1 month", dt.date(2026, 3, 31), "2026-02-27", False),
        ("last 1 year", dt.date(2024, 2, 29), "2023-02-28", True),
        ("last month", dt.date(2026, 1, 5), "2025-12-31", True),
        ("last quarter", dt.date(2026, 1, 5), "2025-10-01", True),
        ("next 2 weeks", dt.date(2026, 12, 20), "2027-01-03", True),
    ],
)
def test_months_are_those_of_the_calendar(cell, as_of, day, held):
    """Short months and the turn of the year are no trap."""
    fact = find_fact("Last order")
    facts = pd.DataFrame({"last_order": pd.to_datetime([day])})

    found = matches(parse_criterion(cell, fact), fact, facts, as_of)

    assert found.tolist() == [held]


@pytest.mark.parametrize(
    ("cell", "values", "who"),
    [
        ("top 20%", [1, 2, 3, 4, 5], "e"),
        ("top 40%", [5, 1, 2, 3, 4], "ae"),
        ("bottom 20%", [1, 2, 3, 4, 5], "a"),
        ("top 20%", [1, 1, 1, 9, 9], "de"),
        ("top 20%", [1, 1, 9, 9, 9], ""),
        ("top 20%", [7], ""),
        ("top 50%", [7, 7, 7], "abc"),
        ("top 49%", [7, 7, 7], ""),
        ("top 2", [1, 5, 5, 5], "bcd"),
        ("top 2", [1, 3, 5, None], "bc"),
        ("top 10", [1], "a"),
        ("above average", [1, 2, 3, None], "c"),
        (">= average", [1, 2, 3, None], "bc"),
        ("above average", [0.1, 0.1, 0.1], ""),
        (">= average", [0.1, 0.2, 0.3], "bc"),
        ("below average", [0.1, 0.1, 0.1], ""),
        ("above average", [None, None], ""),
        ("> 2x average", [1, 1, 1, 9], "d"),
        ("above median", [1, 2, 9, None], "c"),
        ("at most 0.5x median", [1, 2, 9], "a"),
    ],
)
def test_customers_are_compared_with_each_other(cell, values, who):
    """Equals are treated alike, and only those with a known figure count."""
    assert matched(cell, "Usual gap (days)", [*map(_float, values)]) == who


def test_who_has_not_ordered_is_in_no_average_of_orders():
    """Prospects spent nothing; they neither lower the average nor are below it."""
    spent = [0.0, 0.0, 10.0, 20.0]
    orders = [0, 0, 1, 1]

    assert matched("below average", "Spent", spent, orders=orders) == "c"
    assert matched("bottom 50%", "Spent", spent, orders=orders) == "c"
    assert matched("blank", "Spent", spent, orders=orders) == "ab"


@pytest.mark.parametrize(
    ("cell", "values", "other", "who"),
    [
        ("> Limit", [1, 5, None, 5], ["3", 3, 1, None], "b"),
        (">= 2x Limit", [6, 5, 0.6], ["3", 3, 0.3], "ac"),
        ("= Limit", [0.3, 1], [0.3, 2], "a"),
    ],
)
def test_a_fact_is_compared_with_another(cell, values, other, who):
    """Each customer is compared with their own; what is not known is not compared."""
    others = {"own: Limit": pd.Series(other, dtype=object, index=WHO[: len(other)])}

    assert matched(cell, "Average order", [*map(_float, values)], **others) == who


def test_dates_are_compared_with_each_other():
    """A date of ours is compared with one in a column of the seller's own."""
    days = pd.to_datetime(["2026-01-02", "2026-01-02"]).to_numpy()
    own = {"own: Visit": ["1 Jan 2026", 46030.0]}

    assert matched("> Visit", "Last order", days, **own) == "a"


@pytest.mark.parametrize(
    ("cell", "values", "who"),
    [
        ("chennai, PUNE", ["Pune ", "London", None], "a"),
        ("<>London", ["Pune", "london", None], "ac"),
        ("*an*", ["Durban", "Pune"], "a"),
        ("P?ne", ["Pune", "Prune"], "a"),
        ("Zoe", ["Zoë"], "a"),
        ("st johns", ["St. John's", "Saint John"], "a"),
        ("a+b", ["a+b", "aab"], "a"),
        ("(Lagos)", ["Lagos", "lagos "], "ab"),
        ("blank", ["Pune", None, "n/a"], "bc"),
        ("*", ["Pune", None], "a"),
        ("Pune or blank", ["Pune", "Goa", None], "ac"),
    ],
)
def test_texts_are_matched(cell, values, who):
    """Case, accents, punctuation and spaces do not matter."""
    assert matched(cell, "Source", pd.Series(values, dtype=object).to_numpy()) == who


@pytest.mark.parametrize(
    ("cell", "values", "who"),
    [
        (">10", ["12 g", 9, "gold", None], "a"),
        ("yes", ["Yes", True, "no", None], "ab"),
        ("7", [7.0, "7", 8], "ab"),
        ("gold", ["gold, silver", "Gold", "golden"], "ab"),
        ("A+", ["A+", "A", "A-"], "a"),
        ("50 lakh..1 crore", ["75 lakh", "₹1.2 crore", "50-75 lakh", 8e6, None], "ad"),
        (">=20%", ["25%", 0.3, 0.1], "ab"),
        ("25..34", ["25", 34.0, "35", "25-34"], "ab"),
        ("25-34", ["25-34", 30], "a"),
        (
            "before 1 Jan 1990",
            ["12 Mar 1985", 31000.0, "3/15/1992", "soon", 34.0],
            "ab",
        ),
        (46023.0, ["1 Jan 2026", 46023.0, "2 Jan 2026"], "ab"),
        ("above average", ["1", 2.0, "9", "many"], "c"),
        ("not interested", ["not interested", "interested", "cold"], "a"),
        ("not gold", ["silver", "gold", None], "ac"),
        ("blank", ["-", None, "x"], "ab"),
    ],
)
def test_the_sellers_own_columns_are_matched(cell, values, who):
    """Figures, texts, days and ticks are read as they stand in the cells."""
    assert matched(cell, "Anything", pd.Series(values, dtype=object).to_numpy()) == who


def test_one_of_the_products_bought_is_enough():
    """A list of products is looked into product by product."""
    products = ["Cake, Pie", "Cupcake", None]

    assert matched("cake", "Products bought", products) == "a"
    assert matched("*cake*", "Products bought", products) == "ab"
    assert matched("<>Pie", "Products bought", products) == "bc"


def test_many_wildcards_take_no_time():
    """A cell full of stars is answered at once, whatever the text."""
    cell = "*a" * 40 + "*b"

    assert matched(cell, "Notes", ["a" * 20_000]) == ""


@pytest.mark.parametrize("count", [0, 1, 7])
def test_every_form_is_asked_of_any_number_of_customers(count):
    """No form fails on nobody, on one or on equals, and shuffling changes nothing."""
    chance = random.Random(count)
    for form in forms():
        fact = find_fact(form.fact)
        facts = _facts(count)
        asked = parse_criterion(form.example, fact)
        held = matches(asked, fact, facts, AS_OF)
        shuffled = facts.sample(frac=1, random_state=chance.randrange(100))
        again = matches(asked, fact, shuffled, AS_OF).reindex(facts.index)

        assert held.dtype == bool
        assert held.tolist() == again.tolist()


def _facts(count):
    day = pd.Timestamp("2026-03-01")
    columns = {
        "orders": [n % 3 for n in range(count)],
        "spent": [0.1 * (n % 3) for n in range(count)],
        "average_order": [0.1 if n % 3 else float("nan") for n in range(count)],
        "largest_order": [0.2] * count,
        "recency_days": [10.0 * n for n in range(count)],
        "usual_gap_days": [5.0] * count,
        "has_phone": [n % 2 == 0 for n in range(count)],
    }
    texts = {
        "city": [["Pune", None][n % 2] for n in range(count)],
        "favourite_product": [["Cake", "gold ring", None][n % 3] for n in range(count)],
    }
    dates = {
        name: pd.Series([day] * count, dtype="datetime64[s]")
        for name in ("first_order", "last_order", "messaged_on")
    }
    text_columns = {
        name: pd.Series(cells, dtype=object) for name, cells in texts.items()
    }
    return pd.DataFrame({**columns, **text_columns, **dates})
