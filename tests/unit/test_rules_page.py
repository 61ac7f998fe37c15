"""The seller's page on rules: every table and every cell on it is run."""

import datetime as dt
import re
from typing import NamedTuple, get_args

import pandas as pd
import pytest

from segments.assign import assign, facts_frame
from segments.criteria import (
    CriterionError,
    compared_facts,
    forms,
    matches,
    parse_criterion,
)
from segments.customers import read_customers
from segments.fields import FACTS, Unit, find_fact
from segments.model import Grid
from segments.rules import RuleTable, all_warnings, parse_rules
from segments.schemes import load_scheme, scheme_names
from segments.schemes.figures import shop_figures
from segments.schemes.lines import LATEST_DAYS, OVERDUE_FROM_DAYS, OVERDUE_TIMES
from segments.scores import DEFAULT_SCORES, SCORE_LABELS, ScoreSettings
from segments.tables import find_tables
from segments.values.dates import read_date
from sheets_sync import configure
from sheets_sync.a1 import cell_address
from tests.conftest import ROOT

AS_OF = dt.date(2026, 11, 1)
PAGE = (ROOT / "docs/rules.md").read_text("utf-8")
HEADER_ROW_INDEX = 7  # of the rules, below the title, four settings and a hint
SPENT_BY_TEN = (*range(10, 100, 10), 1000)
NOBODY = pd.DataFrame(
    columns=["segment", "since", "previous"], index=pd.Index([], name="customer")
)


class Table(NamedTuple):
    """A table of the page, under the heading above it."""

    heading: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def _cells(line):
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def _tables():
    heading, found = "", []
    for block in re.split(r"\n{2,}", PAGE.strip()):
        lines = block.strip().splitlines()
        if lines[0].startswith("#"):
            heading = lines[0].lstrip("# ")
        if lines[0].startswith("|"):
            header, _, *rows = map(_cells, lines)
            found.append(Table(heading, header, tuple(rows)))
    return found


def _spans(text):
    return re.findall(r"`([^`]+)`", text)


TABLES = _tables()
RECIPES = [table for table in TABLES if table.header[0] == "Kind"]
CELLS = [
    (cell, of, fits, fits_not)
    for table in TABLES
    if table.header[:2] == ("in a cell", "of")
    for spans, of, fits, fits_not in table.rows
    for cell in _spans(spans)
]


def _plain(cell):
    return cell.strip("`") or None


def _reading(heading):
    tabs = [
        table
        for table in TABLES
        if table.heading == heading
        and table.header[0] in {"Name", "Customer", "Order date"}
    ]
    found = []
    for position, table in enumerate(tabs):
        width = len(table.header) - (table.header[-1] == "Gets")
        rows = [table.header, *table.rows]
        columns = [[_plain(row[at]) for row in rows] for at in range(width)]
        found += find_tables(f"Tab {position}", Grid(columns))
    locale = "en_IN" if "₹" in str(tabs) else "en_NG"
    return tabs, read_customers(found, as_of=AS_OF, locale=locale)


def _rules(table, reading):
    rows = tuple(tuple(map(_plain, row)) for row in table.rows)
    return parse_rules(RuleTable(table.header, rows), own_columns=reading.own.columns)


@pytest.mark.parametrize(
    "recipe",
    [one for one in RECIPES if one.heading != "When something is wrong"],
    ids=lambda recipe: recipe.heading,
)
def test_a_recipe_gives_each_customer_what_the_page_says(recipe):
    """Segment and tags, letter by letter, and nothing about the rules surprises."""
    tabs, reading = _reading(recipe.heading)
    rules = _rules(recipe, reading)

    done = assign(reading, rules, previous=NOBODY, as_of=AS_OF)

    people = done.frame.set_index(reading.customers["name"])
    gets = {
        name: segment + (f" + {tags}" if tags else "")
        for name, segment, tags in people[["segment", "tags"]].itertuples(name=None)
    }
    said = {
        row[0]: row[-1]
        for table in tabs
        if table.header[-1] == "Gets"
        for row in table.rows
        if row[-1]
    }
    assert gets == said
    facts = facts_frame(reading)
    warnings = all_warnings(rules, facts, reading.available, AS_OF)
    assert {one.message for one in warnings} <= {
        "“Londn” was read as London.",
        "“Madras” was read as Chennai.",
    }


def _value(text, unit):
    if text == "blank":
        return None
    if unit in {Unit.NUMBER, Unit.MONEY, Unit.DAYS}:
        return float(text)
    if unit is Unit.DATE:
        return pd.Timestamp(read_date(text))
    return text == "yes" if unit is Unit.YES_NO else text


def _facts(cell, of, values):
    fact = find_fact(of)
    others = compared_facts(parse_criterion(cell, fact))
    columns = {
        fact.column: [_value(one.partition(" beside ")[0], fact.unit) for one in values]
    }
    for other in others:
        columns[other.column] = [
            _value(one.partition(" beside ")[2], other.unit) for one in values
        ]
    return fact, pd.DataFrame(columns)


@pytest.mark.parametrize(
    ("cell", "of", "fits", "fits_not"),
    CELLS,
    ids=[f"{one[1]} {one[0]}" for one in CELLS],
)
def test_a_cell_fits_what_the_page_says(cell, of, fits, fits_not):
    """Each way to write it, of each value beside it."""
    values = [one for text in (fits, fits_not) for one in text.split("; ") if one]
    crowd = [str(one) for one in SPENT_BY_TEN] if _is_of_population(cell) else []
    fact, facts = _facts(
        cell, of, [*values, *(one for one in crowd if one not in values)]
    )

    found = matches(parse_criterion(cell, fact), fact, facts, AS_OF)

    assert dict(zip(values, found, strict=False)) == {
        one: one in fits.split("; ") for one in values
    }


def _is_of_population(cell):
    return re.search("top|bottom|average$|median", cell) is not None


def test_every_form_of_the_language_is_on_the_page():
    """The list of forms is the reference; the page shows an example of each."""
    shown = {(cell, of) for cell, of, _, _ in CELLS}
    cells = {cell for cell, _ in shown}

    assert [form for form in forms() if form.example not in cells] == []


def _table(header):
    (found,) = (one for one in TABLES if one.header[: len(header)] == header)
    return found


@pytest.mark.parametrize(
    ("cell", "of", "said"), _table(("in a cell", "under")).rows, ids=str
)
def test_an_error_is_quoted_as_it_is(cell, of, said):
    """The sentence on the page is the one the seller reads."""
    with pytest.raises(CriterionError) as refused:
        parse_criterion(cell, find_fact(of))

    assert str(refused.value) == said


def test_what_may_surprise_is_quoted_as_it_is():
    """Each cell and each sentence, and nothing that the page does not show."""
    heading = "When something is wrong"
    (shown,) = (one for one in RECIPES if one.heading == heading)
    _, reading = _reading(heading)
    rules = _rules(shown, reading)

    facts = facts_frame(reading)
    found = all_warnings(rules, facts, reading.available, AS_OF)

    said = {
        (
            cell_address(HEADER_ROW_INDEX + 1 + one.row_index, one.column_index),
            one.message,
        )
        for one in found
    }
    assert said == {*_table(("cell", "what it says")).rows}


def test_every_fact_stands_under_its_topic_with_what_it_needs():
    """As the Data check tab says it."""
    shown = [
        (topic, name, needs)
        for topic, cell in _table(("topic",)).rows
        for names, needs in re.findall(r"\*\*(.+?)\*\*: (.+?)(?:; (?=\*\*)|$)", cell)
        for name in names.split(", ")
    ]

    facts = [(fact.topic.value, fact.name, fact.needs) for fact in FACTS]
    assert sorted(shown) == sorted(facts)


def test_every_scheme_is_described_as_it_describes_itself():
    """With its segments from the most to the least valuable."""
    assert _table(("scheme",)).rows == tuple(
        (name, scheme.description, ", ".join(scheme.value_order))
        for name, scheme in ((name, load_scheme(name)) for name in scheme_names())
    )


def test_every_setting_above_the_rules_is_on_the_page():
    """With each word that it may say."""
    settings = {name: _spans(text) for name, text in _table(("setting",)).rows}

    words = {
        configure.SCHEME_LABEL: [*scheme_names()],
        configure.SCHEDULE_LABEL: [*get_args(configure.Schedule)],
        configure.REFIT_LABEL: [*configure.REFIT_WORDS],
    }
    assert {*settings} == {*words, configure.NOTES_LABEL, *SCORE_LABELS}
    assert {name: settings[name] for name in words} == words
    assert settings[configure.NOTES_LABEL][:2] == [*configure.NOTES_WORDS]


def test_the_score_settings_on_the_page_can_be_read():
    """They say what the page says of them."""
    rows = dict(_table(("setting",)).rows)
    texts = {label: _spans(rows[label])[0] for label in SCORE_LABELS}

    read = ScoreSettings.from_texts(texts)

    assert read == ScoreSettings(5, "ranks", (180, 365), (2, 5), (10000, 50000))
    assert (read.levels, read.method) == (DEFAULT_SCORES.levels, DEFAULT_SCORES.method)


def test_the_lines_of_starter_are_as_the_page_says():
    """Days, gaps, shares and orders are the ones that are worked with."""
    rest = PAGE[PAGE.index("### Where the lines of starter") :]
    figures = [int(one) for one in re.findall(r"\d+", rest.partition("## Pins")[0])]
    reading = _reading("Segment rules")[1]
    plain = shop_figures(reading.customers)

    assert figures == [25, 14, 120, int(plain["at_risk_days"]), OVERDUE_FROM_DAYS]
    assert int(plain["lapsed_days"]) == 3 * int(plain["at_risk_days"])
    assert (OVERDUE_TIMES, LATEST_DAYS) == (4, 120)
