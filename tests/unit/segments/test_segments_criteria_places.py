"""Places: other names, slips of spelling, and what is left as it is."""

import datetime as dt

import pandas as pd
import pytest

from segments.criteria.places import is_place, place_key, read_spellings
from segments.fields import find_fact
from segments.rules import review_rules
from segments.rules.classifying import first_matches

AS_OF = dt.date(2026, 11, 1)
CITY = frozenset({"city"})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bombay", "MUMBAI"),
        ("Bangalore", "Bengaluru"),
        ("Calcutta", "Kolkata"),
        ("Madras", "Chennai"),
        ("Poona", "Pune"),
        ("PH", "Port-Harcourt"),
        ("Abuja, FCT", "abuja"),
        ("U.K.", "United Kingdom"),
        ("Chennai - 600 001", "Chennai"),
        ("Mumbai 400001", "Bombay"),
    ],
)
def test_one_place_may_have_several_names(one, other):
    """Well-known other names and postcodes do not tell places apart."""
    assert place_key(one) == place_key(other)


@pytest.mark.parametrize(
    ("name", "said"),
    [("City", True), ("Delivery area", True), ("Home town", True), ("Metal", False)],
)
def test_a_header_says_whether_a_column_holds_places(name, said):
    """Our own facts of place, and columns whose header has a word for one."""
    assert is_place(find_fact(name, [name])) == said


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Chenai", "Chennai"),
        ("Chennnai", "Chennai"),
        ("Londn", "London"),
        ("Banglore", "Bangalore"),
        ("Port Harcout", "Port Harcourt"),
        ("Ikeja, Lagos", "Lagos"),
        ("Madras", "Chennai"),
        ("Berlin", None),
        ("Puna", "Pune"),
        ("Goa", None),
        ("Sangalore", "Bangalore"),
        ("Dondon", None),
        ("Londonderry", None),
        ("Salem", None),
        ("London2", None),
    ],
)
def test_a_spelling_is_read_as_a_place_of_the_rules(typed, name):
    """A letter or two off is a slip; a place of its own never is."""
    names = ["Bangalore", "Bern", "Chennai", "Lagos", "London", "Port Harcourt", "Pune"]

    found = read_spellings(pd.Series([typed, None]), [*names, "Selem"])

    assert [one.name for one in found] == ([name] if name else [])


@pytest.mark.parametrize(
    ("column", "read"),
    [
        (["Chenai"] * 2 + ["Chennai"], {("Chenai", False)}),
        (["Chenai"] * 3 + ["Chennai"], {("Chenai", True)}),
        (["Chenai"] * 3 + ["Chennai"] * 16, {("Chenai", False)}),
        (["Puni"] + ["Puno"] * 3 + ["Pune"] * 30, {("Puno", False)}),
    ],
)
def test_a_spelling_of_several_customers_may_be_another_place(column, read):
    """What many write is left as it is, and so is what is as near to it."""
    found = read_spellings(pd.Series(column), ["Chennai", "Pune"])

    assert {(one.typed, one.left) for one in found} == read


def test_a_slip_between_two_places_of_the_rules_is_none():
    """Where two names are as near, neither is meant."""
    assert read_spellings(pd.Series(["Lanos"]), ["Lagos", "Lands"]) == ()


def test_rules_match_a_slip_and_say_so(rule_set):
    """The customer is in the segment, and the seller is told how the city was read."""
    rules = rule_set(("Segment", "City"), ("South", "Chennai"), ("Rest", None))
    facts = pd.DataFrame(
        {"city": ["Chenai", "Madras", "chennai", "Pune", None], "orders": 1}
    )

    first = first_matches(rules, facts, available=CITY, as_of=AS_OF)
    told = review_rules(rules, facts, CITY, AS_OF)

    assert first.tolist() == [0, 0, 0, 1, 1]
    assert [(one.row_index, one.column_index, one.message) for one in told] == [
        (0, 1, "“Chenai” was read as Chennai; “Madras” was read as Chennai.")
    ]


def test_a_slip_is_not_the_opposite(rule_set):
    """Whoever wrote Londn is no customer outside London."""
    rules = rule_set(("Segment", "City"), ("Away", "<>London"), ("Rest", None))
    facts = pd.DataFrame({"city": ["Londn", "Leeds", None], "orders": 1})

    assert first_matches(rules, facts, available=CITY, as_of=AS_OF).tolist() == [
        1,
        0,
        0,
    ]
