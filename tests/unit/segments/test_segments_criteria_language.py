"""The language of a rule cell: every form of it, and what a cell may hold instead."""

import datetime as dt

import pytest

from segments.criteria import (
    AgainstFact,
    AgainstMiddle,
    AllOf,
    AnyOf,
    Blank,
    Comparison,
    CriterionError,
    DayRange,
    InMonth,
    Not,
    OneOf,
    Opposite,
    Period,
    Places,
    Range,
    Rolling,
    Share,
    YesNo,
    forms,
    parse_criterion,
)
from segments.fields import find_fact

OWN = ("Metal", "Budget", "Birthday", "Credit limit")
AVERAGE, GAP, FIRST = map(
    find_fact, ("Average order", "Usual gap (days)", "First order")
)
CREDIT = find_fact("Credit limit", OWN)
NEW_YEAR = dt.date(2026, 1, 1)


def parse(cell, name):
    return parse_criterion(cell, find_fact(name, OWN), OWN)


def same(*figures):
    return AnyOf(tuple(Comparison("=", figure) for figure in figures))


@pytest.mark.parametrize(
    "form", forms(), ids=lambda form: f"{form.name} {form.example}"
)
def test_every_form_has_an_example_that_is_read(form):
    """The reference of the language is itself in the language."""
    assert parse(form.example, form.fact)
    assert form.meaning.endswith(".")


@pytest.mark.parametrize(
    ("cells", "criterion"),
    [
        ((">=3", ">= 3", "≥3 orders", "at least 3", "3+", "3 or more"), (">=", 3)),
        (("3 and above", "no less than 3", "at least three"), (">=", 3)),
        ((">3", "more than 3", "over 3", "above 3", "> 3 orders"), (">", 3)),
        (("<30", "less than 30", "fewer than 30", "under 30", "below 30"), ("<", 30)),
        (("<=3", "≤3", "at most 3", "up to 3", "3 or less", "3 or fewer"), ("<=", 3)),
        (("not more than 3", "no more than 3"), ("<=", 3)),
        (("3", "=3", 3, 3.0, "exactly 3", "3 times", "three"), ("=", 3)),
        ((46023.0,), ("=", 46023)),
    ],
)
def test_a_figure_is_compared(cells, criterion):
    """Signs and plain words say the same."""
    read = {parse(cell, "Orders") for cell in cells}

    assert read == {Comparison(*criterion)}


@pytest.mark.parametrize(
    ("cell", "fact", "criterion"),
    [
        ("5..10", "Orders", Range(5, 10)),
        ("5 to 10", "Orders", Range(5, 10)),
        ("from 5 to 10", "Orders", Range(5, 10)),
        ("between 5 and 10", "Orders", Range(5, 10)),
        ("5 – 10", "Orders", Range(5, 10)),
        ("1, 2", "Orders", same(1, 2)),
        ("1,2", "Orders", same(1, 2)),
        ("1; 2", "Orders", same(1, 2)),
        ("1 or 2", "Orders", same(1, 2)),
        ("1, 2, 5+", "Orders", AnyOf((*same(1, 2).of, Comparison(">=", 5)))),
        ("50,000", "Orders", Comparison("=", 50_000)),
        ("1,23,456", "Spent", Comparison("=", 123_456)),
        ("50,000, 60,000", "Spent", same(50_000, 60_000)),
        ("<>5", "Orders", Opposite(Comparison("=", 5))),
        ("not 5", "Orders", Opposite(Comparison("=", 5))),
        ("not >5", "Orders", Opposite(Comparison(">", 5))),
        ("not 5..10", "Orders", Opposite(Range(5, 10))),
        (">=3 and <10", "Orders", AllOf((Comparison(">=", 3), Comparison("<", 10)))),
        ("<3 or >10", "Orders", AnyOf((Comparison("<", 3), Comparison(">", 10)))),
        (
            "between 5 and 10 and not 7",
            "Orders",
            AllOf((Range(5, 10), Opposite(Comparison("=", 7)))),
        ),
        ("₦50k", "Spent", Comparison("=", 50_000)),
        (">= ₦50,000", "Spent", Comparison(">=", 50_000)),
        ("50 lakh..1 crore", "Spent", Range(5e6, 1e7)),
        ("2 crore+", "Spent", Comparison(">=", 2e7)),
        ("Rs. 500/- or more", "Spent", Comparison(">=", 500)),
        ("1.5m..2m", "Spent", Range(1.5e6, 2e6)),
        ("top 20%", "Spent", Share("top", 20)),
        ("Top 2.5 percent", "Spent", Share("top", 2.5)),
        ("bottom 10%", "Spent", Share("bottom", 10)),
        ("top 10", "Spent", Places("top", 10)),
        ("top 10 customers", "Spent", Places("top", 10)),
        ("not top 20%", "Spent", Opposite(Share("top", 20))),
        ("above average", "Spent", AgainstMiddle(">", "average")),
        ("below the average", "Spent", AgainstMiddle("<", "average")),
        ("above median", "Spent", AgainstMiddle(">", "median")),
        ("> average", "Spent", AgainstMiddle(">", "average")),
        ("> 2x average", "Spent", AgainstMiddle(">", "average", 2)),
        (">= 1.5 x average", "Spent", AgainstMiddle(">=", "average", 1.5)),
        ("more than twice the average", "Spent", AgainstMiddle(">", "average", 2)),
        ("> Average order", "Spent", AgainstFact(">", AVERAGE)),
        (">= 2x Usual gap (days)", "Overdue (x)", AgainstFact(">=", GAP, 2)),
        (">= credit LIMIT", "Spent", AgainstFact(">=", CREDIT)),
        ("> First order", "Last order", AgainstFact(">", FIRST)),
    ],
)
def test_figures_are_asked_for(cell, fact, criterion):
    """Ranges, lists, ranks, averages and other facts, with money as sellers type it."""
    assert parse(cell, fact) == criterion


@pytest.mark.parametrize(
    ("cell", "criterion"),
    [
        ("within 30 days", Comparison("<=", 30)),
        ("last 30 days", Comparison("<=", 30)),
        ("in the last 3 months", Comparison("<=", 90)),
        ("older than 90 days", Comparison(">", 90)),
        ("more than 90 days ago", Comparison(">", 90)),
        ("not within 30 days", Opposite(Comparison("<=", 30))),
        (">120 days", Comparison(">", 120)),
        ("30+ days", Comparison(">=", 30)),
        ("> 2 weeks", Comparison(">", 14)),
        ("30..90", Range(30, 90)),
    ],
)
def test_days_are_figures_where_the_fact_counts_them(cell, criterion):
    """A number of days is asked for as a figure or in words."""
    assert parse(cell, "Days since last order") == criterion


@pytest.mark.parametrize(
    ("cell", "criterion"),
    [
        ("within 30 days", Rolling("within", 30, "day")),
        ("last 3 months", Rolling("within", 3, "month")),
        ("within a year", Rolling("within", 1, "year")),
        ("older than 90 days", Rolling("older", 90, "day")),
        ("> 3 months ago", Rolling("older", 3, "month")),
        ("not within 30 days", Opposite(Rolling("within", 30, "day"))),
        ("next 30 days", Rolling("next", 30, "day")),
        ("before 1 Jan 2026", DayRange(None, dt.date(2025, 12, 31))),
        ("< 2026-01-01", DayRange(None, dt.date(2025, 12, 31))),
        ("after 1 Jan 2026", DayRange(dt.date(2026, 1, 2), None)),
        ("after March 2026", DayRange(dt.date(2026, 4, 1), None)),
        ("since 1 Jan 2026", DayRange(NEW_YEAR, None)),
        (">=2026-01-01", DayRange(NEW_YEAR, None)),
        ("on or after 1 Jan 2026", DayRange(NEW_YEAR, None)),
        ("1 Jan 2026 or later", DayRange(NEW_YEAR, None)),
        ("on or before 1 Jan 2026", DayRange(None, NEW_YEAR)),
        ("until 1 Jan 2026", DayRange(None, NEW_YEAR)),
        ("1 Jan 2026", DayRange(NEW_YEAR, NEW_YEAR)),
        ("on 1/1/2026", DayRange(NEW_YEAR, NEW_YEAR)),
        (46023.0, DayRange(NEW_YEAR, NEW_YEAR)),
        (46023.75, DayRange(NEW_YEAR, NEW_YEAR)),
        ("46023", DayRange(NEW_YEAR, NEW_YEAR)),
        ("in March 2026", DayRange(dt.date(2026, 3, 1), dt.date(2026, 3, 31))),
        ("in 2025", DayRange(dt.date(2025, 1, 1), dt.date(2025, 12, 31))),
        (2025, DayRange(dt.date(2025, 1, 1), dt.date(2025, 12, 31))),
        ("Jan 2026 to Mar 2026", DayRange(NEW_YEAR, dt.date(2026, 3, 31))),
        ("1 Jan 2026..31 Mar 2026", DayRange(NEW_YEAR, dt.date(2026, 3, 31))),
        (
            "between 1 Jan 2026 and 31 Mar 2026",
            DayRange(NEW_YEAR, dt.date(2026, 3, 31)),
        ),
        ("in March", InMonth(3)),
        ("this month", Period("month", 0)),
        ("last month", Period("month", -1)),
        ("this year", Period("year", 0)),
        ("yesterday", Period("day", -1)),
        ("<>1 Jan 2026", Opposite(DayRange(NEW_YEAR, NEW_YEAR))),
        (
            "before 1 Jan 2026 or blank",
            AnyOf((DayRange(None, dt.date(2025, 12, 31)), Blank())),
        ),
        ("top 10", Places("top", 10)),
    ],
)
def test_days_are_asked_for(cell, criterion):
    """A date is asked for by the calendar, or counted from the refresh."""
    assert parse(cell, "Last order") == criterion


@pytest.mark.parametrize(
    ("cell", "criterion"),
    [
        ("Chennai, Pune", OneOf(("Chennai", "Pune"))),
        ("Lagos or Abuja", OneOf(("Lagos", "Abuja"))),
        ("Lagos\nAbuja", OneOf(("Lagos", "Abuja"))),
        ('"Lagos, Island"; Abuja', OneOf(("Lagos, Island", "Abuja"))),
        ("=London", OneOf(("London",))),
        ("<>London", Opposite(OneOf(("London",)))),
        ("not London", Opposite(OneOf(("London",)))),
        ("<>London, Paris", Opposite(OneOf(("London", "Paris")))),
        ("not London or Paris", Opposite(OneOf(("London", "Paris")))),
        ("*bridal*", OneOf(("*bridal*",))),
        ("contains gold or silver", OneOf(("*gold*", "*silver*"))),
        ("does not contain gold", Opposite(OneOf(("*gold*",)))),
        ("starts with Port", OneOf(("Port*",))),
        ("blank", Blank()),
        ("Not Blank", Opposite(Blank())),
        ("Lagos, blank", AnyOf((OneOf(("Lagos",)), Blank()))),
        (
            "not blank and <>London",
            AllOf((Opposite(Blank()), Opposite(OneOf(("London",))))),
        ),
        ("*gold* and *ring*", AllOf((OneOf(("*gold*",)), OneOf(("*ring*",))))),
        ("Trinidad and Tobago", OneOf(("Trinidad and Tobago",))),
        (3.0, OneOf(("3",))),
        ("((((", OneOf(("((((",))),
        ("[a-z]+.*", OneOf(("[a-z]+.*",))),
        ("🎂", OneOf(("🎂",))),
        (True, OneOf(("TRUE",))),
    ],
)
def test_texts_are_asked_for(cell, criterion):
    """Lists, opposites, parts of words; letters of other languages mean themselves."""
    assert parse(cell, "City") == criterion


def test_the_word_not_may_belong_to_the_text():
    """A stage may be called "not interested", which is no opposite."""
    assert parse("not interested", "Stage") == Not(
        OneOf(("not interested",)), OneOf(("interested",))
    )


@pytest.mark.parametrize(
    ("cell", "criterion"),
    [
        ("gold", OneOf(("gold",))),
        ("single", OneOf(("single",))),
        ("gift", OneOf(("gift",))),
        ("25-34", OneOf(("25-34",))),
        ("Bread or Cake", OneOf(("Bread", "Cake"))),
        ("Over the moon", OneOf(("Over the moon",))),
        ("= gold", OneOf(("gold",))),
        ("no", YesNo(wanted=False)),
        (True, YesNo(wanted=True)),
        ("> 10 g", Comparison(">", 10)),
        (">20%", Comparison(">", 0.2)),
        ("5..10", Range(5, 10)),
        ("25 to 34", Range(25, 34)),
        ("50 lakh..1 crore", Range(5e6, 1e7)),
        ("2 crore+", Comparison(">=", 2e7)),
        (7.0, AnyOf((Comparison("=", 7), OneOf(("7",))))),
        ("7", AnyOf((Comparison("=", 7), OneOf(("7",))))),
        (0.2, AnyOf((Comparison("=", 0.2), OneOf(("0.2",))))),
        (
            46023.0,
            AnyOf(
                (
                    Comparison("=", 46023),
                    OneOf(("46023",)),
                    DayRange(NEW_YEAR, NEW_YEAR),
                )
            ),
        ),
        ("before 1 Jan 1990", DayRange(None, dt.date(1989, 12, 31))),
        (
            "1 Jan 1990..31 Dec 1999",
            DayRange(dt.date(1990, 1, 1), dt.date(1999, 12, 31)),
        ),
        ("in March", InMonth(3)),
        ("above average", AgainstMiddle(">", "average")),
        (">= Credit limit", AgainstFact(">=", CREDIT)),
        (
            "not blank and <>gold",
            AllOf((Opposite(Blank()), Opposite(OneOf(("gold",))))),
        ),
    ],
)
def test_a_column_of_the_sellers_own_takes_any_of_them(cell, criterion):
    """What the cell looks like decides; a plain word is a text."""
    assert parse(cell, "Metal") == criterion


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        (("yes", True, 1, "Y", "✓", "not blank"), True),
        (("no", False, "not yes", "blank"), False),
    ],
)
def test_yes_and_no_are_asked_for(cells, wanted):
    """A ticked box and words for it; blank is no."""
    assert {parse(cell, "Has phone") for cell in cells} == {YesNo(wanted)}


@pytest.mark.parametrize(
    ("cell", "fact", "hint"),
    [
        ("=>3", "Orders", "Did you mean >=3?"),
        ("=<3", "Orders", "Did you mean <=3?"),
        ("=>3 and <10", "Orders", "“=>3” cannot be read for Orders. Did you mean >=3?"),
        ("top20", "Spent", "Did you mean top 20%?"),
        ("20%", "Spent", "Did you mean top 20%?"),
        ("5-10", "Orders", "Did you mean 5..10?"),
        ("50k-100k", "Spent", "Did you mean 50k..100k?"),
        ("10..5", "Orders", "write the smaller figure first. Did you mean 5..10?"),
        ("more then 3", "Orders", "Did you mean more than 3?"),
        ("average", "Spent", "Did you mean above average?"),
        ("above averagee", "Spent", "Did you mean above average?"),
        ("2x average", "Spent", "Did you mean > 2x average?"),
        (">= 3 cakes", "Orders", "Did you mean >= 3?"),
        ("1,5", "Spent", "Write 1; 5 or 1.5."),
        ("top 0", "Spent", "Write top 10."),
        ("top 100%", "Spent", "must lie between 0% and 100%. Write top 20%."),
        ("> Averag order", "Spent", "Did you mean Average order"),
        ("> Credit limits", "Spent", "Did you mean Credit limit?"),
        (">= lots", "Orders", "Write something like 3, >=3, <10 or 5..10."),
        ("> City", "Spent", "one is an amount, the other a text"),
        ("> Last order", "Spent", "one is an amount, the other a date"),
        ("lots", "Spent", "Write something like >=50000, >=50k"),
        ("5000 + tip", "Spent", "Write something like >=50000"),
        (">", "Orders", "Write something like 3, >=3"),
        ("((((", "Orders", "Write something like 3, >=3"),
        (True, "Orders", "Write something like 3, >=3"),
        ("before 1 Jan 2026", "Days since last order", "column headed Last order."),
        ("last 30", "Last order", "Did you mean last 30 days?"),
        (">90", "Last order", "Did you mean older than 90 days?"),
        ("<30", "Last order", "Did you mean within 30 days?"),
        (">=3/4/2026", "Last order", "can be 3 Apr 2026 or 4 Mar 2026"),
        ("31 Mar 2026..1 Jan 2026", "Last order", "write the earlier day first"),
        ("soon", "Last order", "Write something like within 30 days"),
        (">5", "City", "Write something like Chennai, Pune"),
        (", ;", "City", "Write something like Chennai, Pune"),
        ("=>5", "Metal", "Did you mean >=5?"),
        (">Foo", "Metal", "Write something like gold, silver"),
        ("perhaps", "Has phone", "Write something like yes or no"),
        ("x" * 10_000, "City", "10,000 characters, of at most 5,000"),
        ("9" * 4_000, "Orders", "…” cannot be read for Orders"),
        ("not " * 1_000, "Orders", "cannot be read for Orders"),
    ],
)
def test_a_bad_cell_is_refused_with_the_nearest_that_would_work(cell, fact, hint):
    """The sentence names what was typed, and something that can be read."""
    with pytest.raises(CriterionError) as error:
        parse(cell, fact)

    assert hint in str(error.value)
    assert len(str(error.value)) < 300
