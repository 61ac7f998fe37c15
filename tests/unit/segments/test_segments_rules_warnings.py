"""Rules that work but may surprise: shadowed, against themselves, gaps."""

import datetime as dt

import pandas as pd
import pytest

from segments.errors import InvalidRulesError
from segments.rules import all_warnings, review_rules
from segments.rules.classifying import first_matches, tags_of

AS_OF = dt.date(2026, 11, 1)
OWN = ("Budget", "Exam", "Metal", "Stage of life")
REST = ("Rest",)
TAKES = "“{}” above takes all it asks for"


def warned(rule_set, header, *rows):
    rules = rule_set(header, *rows, own_columns=OWN)
    return [(one.row_index, one.column_index) for one in rules.warnings]


@pytest.mark.parametrize(
    ("fact", "cells", "late"),
    [
        ("Orders", (">=5", ">=8"), [1]),
        ("Orders", (">=5", "8 or more", "6..7"), [1, 2]),
        ("Orders", (">4", ">=5"), [1]),
        ("Spent", (">4", ">=4.5"), [1]),
        ("Spent", (">5", ">=5"), []),
        ("Orders", ("<=3", ">=4", "2..5"), [2]),
        ("Spent", ("<=3", ">=4", "2..5"), []),
        ("Orders", ("not blank", "blank"), []),
        ("Orders", ("0", "blank"), [1]),
        ("Orders", ("1, 2", "1", "2", "3"), [1, 2]),
        ("City", ("Chennai, Pune", "Poona"), [1]),
        ("City", ("<>London", "Paris", "London"), [1]),
        ("City", ("not blank", "Paris", "blank"), [1]),
        ("City", ("*", "Paris"), []),
        ("Has phone", ("yes", "no", "yes"), [2]),
        ("Spent", ("top 20%", "top 10%", "top 30%"), [1]),
        ("Spent", ("above average", "above average"), [1]),
        ("Last order", ("within 30 days", "within 7 days"), [1]),
        ("Last order", ("older than 30 days", "within 30 days"), []),
        ("Last order", ("in 2026", "in March 2026", "on 31 Dec 2025"), [1]),
        ("Budget", ("50 lakh+", "1 crore..2 crore", "gold"), [1]),
        ("Metal", ("gold, silver", "Gold"), [1]),
    ],
)
def test_a_rule_behind_an_earlier_one_is_told(rule_set, fact, cells, late):
    """Alone or together, earlier rules may take all that a rule asks for."""
    rows = [(f"S{place}", cell) for place, cell in enumerate(cells)]

    found = warned(rule_set, ("Segment", fact), *rows, REST)

    assert found == [(row, 0) for row in late]


def test_a_rule_with_more_conditions_is_behind_one_with_fewer(rule_set):
    """Every condition of the earlier rule must hold wherever the later one does."""
    header = ("Segment", "Orders", "Spent")
    rows = [("A", ">=5", None), ("A", ">=7", ">1000"), ("B", ">=2", ">=500")]
    rules = rule_set(header, *rows, ("C", "3", ">=600"), ("D", "3", ">=400"), REST)

    assert [one.row_index for one in rules.warnings] == [1, 3]
    assert rules.warnings[0].message.startswith("This row adds nobody: “A” above")
    assert TAKES.format("B") in rules.warnings[1].message


@pytest.mark.parametrize(
    ("header", "cells", "column"),
    [
        (("Orders",), (">5 and <3",), 1),
        (("Orders",), (">3 and <4",), 1),
        (("Spent",), ("5 and 6",), 1),
        (("Orders", "Orders"), (">5", "<3"), 2),
        (("City",), ("blank and not blank",), 1),
        (("Last order",), ("since 2026 and before 2026",), 1),
    ],
)
def test_a_row_against_itself_is_told(rule_set, header, cells, column):
    """The cell that nothing fits is named, in rules of tags too."""
    for kind in ("Segment", "Tag"):
        table = ("Kind", "Segment", *header)
        rules = rule_set(table, (kind, "It", *cells), ("Segment", *REST))
        (warning,) = rules.warnings

        assert (warning.row_index, warning.column_index) == (0, column + 1)
        assert "matches nobody" in warning.message


@pytest.mark.parametrize(
    ("fact", "cells", "between"),
    [
        (
            "Budget",
            ("50 lakh..1 crore", "2 crore+"),
            "more than 1 crore and less than 2 crore of Budget",
        ),
        ("Orders", ("1..3", ">=6"), "4 to 5 of Orders"),
        ("Orders", ("1..3", "5..6"), "4 of Orders"),
        ("Orders", ("1..3", ">=4"), None),
        ("Orders", ("<=3", ">=4"), None),
        ("Orders", ("0", ">=5"), None),
        ("Spent", ("1..3", ">3"), None),
        ("Spent", ("1..3", ">=4"), "more than 3 and less than 4 of Spent"),
        ("Days since last order", ("0..30", "31..90", ">90"), None),
        (
            "Last order",
            ("Jan 2026 to Mar 2026", "since June 2026"),
            "1 Apr 2026 to 31 May 2026 of Last order",
        ),
        ("City", ("Pune", "Goa"), None),
    ],
)
def test_a_gap_between_bands_is_told(rule_set, fact, cells, between):
    """Where bands of a fact leave something out, its ends are named as typed."""
    rows = [(f"S{place}", cell) for place, cell in enumerate(cells)]

    rules = rule_set(("Segment", fact), *rows, REST, own_columns=OWN)

    told = [one.message for one in rules.warnings]
    assert told == ([f"Nothing covers {between}."] if between else [])


@pytest.mark.parametrize(
    ("rows", "cell", "says"),
    [
        (
            [("Segment", "VIP", ">5"), ("Tag", "vip", ">6")],
            (1, 1),
            "names a segment too",
        ),
        ([("Tag", "Cash", ">5"), ("", "CASH", ">6")], (1, 1), "names a tag too"),
        ([("", "x" * 101, ">5")], (0, 1), "This name has 101 characters"),
    ],
)
def test_names_that_cannot_be_are_refused(rule_set, rows, cell, says):
    """A name is the title of a tab, and belongs to segments or to tags."""
    with pytest.raises(InvalidRulesError) as error:
        rule_set(("Kind", "Segment", "Orders"), *rows, ("", "Rest", None))

    (problem,) = error.value.problems
    assert (problem.row_index, problem.column_index) == cell
    assert says in problem.message


@pytest.fixture
def facts():
    texts = {
        "city": ["Pune", None, "Lagos and Abuja"],
        "own: Budget": ["1.5 crore", "75 lakh", None],
        "own: Exam": ["JEE", "not decided", None],
        "own: Stage of life": ["18-24", None, None],
    }
    columns = {name: pd.Series(cells, dtype=object) for name, cells in texts.items()}
    return pd.DataFrame({"orders": [1, 2, 0], "spent": [5.0, 9.0, 0.0], **columns})


GIVEN = frozenset({"orders", "spent", "city"})


@pytest.mark.parametrize(
    ("fact", "cell", "says"),
    [
        (
            "State",
            "<>London",
            (
                "State is not available: it needs a column such as State."
                " This rule matches nobody."
            ),
        ),
        ("Has phone", "no", "Has phone is not available: it needs a column of phone"),
        ("Country", "blank", "Country is not available"),
        ("Spent", "> Largest order", "Largest order is not available: it needs"),
        ("Exam", "not decided", "“not decided” was read as the very text"),
        ("Exam", ">=5", "Exam holds no figure, so “>=5” fits nobody."),
        ("Exam", "before 1 Jan 1990", "Exam holds no date"),
        ("Stage of life", "25-34", "For a range, write 25..34."),
        ("City", "Pune and Goa", "For any of them, write Pune or Goa."),
        ("City", "Lagos and Abuja", None),
        ("Stage of life", "18-24", None),
        ("Budget", ">1 crore", None),
        ("City", "Pune", None),
    ],
)
def test_customers_show_what_a_rule_cannot_do(rule_set, facts, fact, cell, says):
    """The review names the cell, what is missing and what would work."""
    rules = rule_set(("Segment", fact), ("It", cell), REST, own_columns=OWN)

    told = review_rules(rules, facts, GIVEN, AS_OF)

    assert [(one.row_index, one.column_index) for one in told] == (
        [(0, 1)] if says else []
    )
    assert all(says in one.message for one in told)


def test_customers_in_a_gap_are_counted(rule_set, facts):
    """A gap that customers fall into says how many."""
    rows = [("Mid", "50 lakh..1 crore"), ("Top", "2 crore+"), REST]
    rules = rule_set(("Segment", "Budget"), *rows, own_columns=OWN)

    (told,) = review_rules(rules, facts, GIVEN, AS_OF)

    assert told.message == (
        "1 customer has more than 1 crore and less than 2 crore of Budget, which"
        " nothing covers."
    )


@pytest.mark.parametrize("cell", ["<>London", "London", "blank", "not blank"])
def test_a_rule_on_a_missing_fact_takes_nobody(rule_set, facts, cell):
    """Not even its opposite takes everybody, and no tag is given by it."""
    rules = rule_set(
        ("Kind", "Segment", "State"),
        ("Segment", "It", cell),
        ("Tag", "Here", cell),
        ("Segment", "Rest", None),
    )

    first = first_matches(rules, facts, available=GIVEN, as_of=AS_OF)
    tags = tags_of(rules, facts, available=GIVEN, as_of=AS_OF)

    assert first.tolist() == [1, 1, 1]
    assert tags.tolist() == ["", "", ""]


def test_nobody_shows_nothing(rule_set, facts):
    """A tracker without customers has no surprises but facts that are missing."""
    rules = rule_set(("Segment", "City", "State"), ("It", "Pune", "Goa"), REST)

    told = review_rules(rules, facts.head(0), GIVEN, AS_OF)

    assert ["State" in one.message for one in told] == [True]


def test_a_missing_fact_is_told_once_with_how_many_rules_ask_for_it(rule_set, facts):
    """Rules and tags apart, each at the first cell that asks."""
    rules = rule_set(
        ("Kind", "Segment", "State", "Orders"),
        ("Segment", "It", "Goa", None),
        ("Segment", "They", "Kerala", ">=1"),
        ("Tag", "Here", "Goa", None),
        ("Segment", "Rest", None, None),
    )

    told = review_rules(rules, facts, GIVEN, AS_OF)

    said = "State is not available: it needs a column such as State."
    assert [(one.row_index, one.message) for one in told] == [
        (0, f"{said} The 2 rules that ask for it match nobody."),
        (2, f"{said} Nobody gets this tag."),
    ]


@pytest.mark.parametrize(
    ("taker", "told"),
    [
        ((">100", None), ["1 customer has 2 of Orders, which nothing covers."]),
        (("9", None), []),
    ],
)
def test_a_gap_is_told_once_and_only_of_customers_whom_no_rule_takes(
    rule_set, facts, taker, told
):
    """The person with two orders lies between the bands, or spent 9 and is taken."""
    rules = rule_set(
        ("Segment", "Spent", "Orders"),
        ("Big", *taker),
        ("None", None, "0..1"),
        ("Many", None, "3..9"),
        ("Rest", None, None),
    )

    found = all_warnings(rules, facts, GIVEN, AS_OF)

    assert [one.message for one in found] == told


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        (("Silvr",), ["“Silvr”. Did you mean Silver?"]),
        (("gold, silvre",), ["“silvre”. Did you mean Silver?"]),
        (("Silvr", "Silver"), []),
        (("Silvr*",), []),
        (("Platinum", "gold"), []),
        (("Tin",), []),
    ],
)
def test_a_text_that_nobody_has_but_for_a_slip_is_told(rule_set, facts, cells, says):
    """What another rule names is another thing, and short texts are too alike."""
    rows = [(f"S{place}", cell) for place, cell in enumerate(cells)]
    rules = rule_set(("Segment", "Metal"), *rows, REST, own_columns=OWN)
    metals = pd.Series(["Silver", "gold, brass", "Tan"], dtype=object)

    told = review_rules(rules, facts.assign(**{"own: Metal": metals}), GIVEN, AS_OF)

    assert [one.message.removeprefix("Nobody's Metal is ") for one in told] == says


def test_where_nothing_tells_of_orders_everyone_has_none(rule_set, facts):
    """A list of contacts is one of prospects, not of whoever the last row is for."""
    rules = rule_set(
        ("Segment", "Orders", "Spent"),
        ("Poor", None, "<9"),
        ("Prospect", "0", None),
        REST,
    )
    contacts = facts.assign(orders=0, spent=0.0)

    first = first_matches(rules, contacts, available={"city"}, as_of=AS_OF)
    told = review_rules(rules, contacts, {"city"}, AS_OF)

    assert first.tolist() == [1, 1, 1]
    assert [one.message for one in told][1] == (
        "Orders is not available: it needs orders, or a column such as Orders."
        " Until then everyone counts as having none."
    )


def test_what_only_orders_tell_goes_without_saying_where_there_are_none(
    rule_set, facts
):
    """A new shop is not told of every rule that waits for its first order."""
    rules = rule_set(
        ("Segment", "Days since last order", "State"),
        ("Gone", ">90", None),
        ("Near", None, "Goa"),
        REST,
    )
    new = facts.assign(orders=0)

    told = {
        available: [one.column_index for one in review_rules(rules, new, given, AS_OF)]
        for available, given in (("told", GIVEN), ("not told", GIVEN - {"orders"}))
    }

    assert told == {"told": [2], "not told": [1, 2]}


def test_only_the_first_rules_of_a_very_long_table_are_compared(rule_set):
    """And the row from which they are not is named."""
    rows = [(f"S{place}", f"{place}..{place + 9}") for place in range(305)]

    found = rule_set(("Segment", "Orders"), *rows, REST).warnings

    (told,) = [one for one in found if one.message.startswith("Only the 300 rules")]
    assert told.row_index == 300
    assert not [one for one in found if one.row_index > 300]
