"""The generator of the examples: its notation, its spellings, and the cut."""

from datetime import date
from itertools import pairwise

import pytest

from examples.make.money import in_lakhs, in_words
from examples.make.online_retail import choose_lines
from examples.make.people import Person, own_rng, visits
from examples.make.phones import as_listed, national_digits


def buyer(buys):
    return Person(
        name="Chioma Okafor",
        phone="",
        city="",
        notes="",
        taste="ankara|adire",
        buys=buys,
        flag="",
    )


def read_visits(buys):
    person = buyer(buys)
    return list(visits(person, own_rng("test", person)))


@pytest.mark.parametrize(
    ("word", "day", "lines", "shelves", "mark"),
    [
        ("2026-02-14", date(2026, 2, 14), 1, ("ankara", "adire"), ""),
        ("2026-02-14x3", date(2026, 2, 14), 3, ("ankara", "adire"), ""),
        ("2026-02-14x2:lace", date(2026, 2, 14), 2, ("lace",), ""),
        ("2026-02-14:lace!refunded", date(2026, 2, 14), 1, ("lace",), "refunded"),
    ],
)
def test_a_visit_is_one_word(word, day, lines, shelves, mark):
    """Day, number of lines, shelf and outcome are read from one word."""
    (visit,) = read_visits(word)

    assert (visit.day, visit.lines, visit.shelves, visit.mark) == (
        day,
        lines,
        shelves,
        mark,
    )


def test_a_rhythm_keeps_its_ends_and_wanders_between():
    """A monthly buyer starts and stops on the given days, three days loose between."""
    days = [visit.day for visit in read_visits("2026-01-03..2026-06-02/30")]

    steps = [(later - day).days for day, later in pairwise(days)]
    assert (days[0], days[-1], len(days)) == (date(2026, 1, 3), date(2026, 6, 2), 6)
    assert all(24 <= step <= 36 for step in steps)


def test_a_question_is_no_visit():
    """Someone who only asked has no visits."""
    assert read_visits("2026-02-14!asked") == []


def test_a_misspelt_visit_is_refused():
    """A word that is not a visit stops the generator and names the person."""
    with pytest.raises(ValueError, match="Chioma Okafor: cannot read '14/02/2026'"):
        read_visits("14/02/2026")


@pytest.mark.parametrize(
    ("amount", "figures", "words"),
    [
        (500, "500", "Rs. 500/-"),
        (1_200, "1,200", "Rs. 1,200/-"),
        (123_456, "1,23,456", "Rs. 1,23,456/-"),
        (462_000, "4,62,000", "4.62 lakh"),
        (12_345_678, "1,23,45,678", "Rs. 1,23,45,678/-"),
    ],
)
def test_rupees_are_grouped_by_lakhs(amount, figures, words):
    """Three digits, then pairs; round amounts from a lakh on are said in lakhs."""
    assert in_lakhs(amount) == figures
    assert in_words(amount) == words


@pytest.mark.parametrize(
    ("typed", "digits", "cell"),
    [
        ("0803 000 0101", "8030000101", "0803 000 0101"),
        ("2347060000106", "7060000106", 2347060000106),
        ("08160000103", "8160000103", "08160000103"),
        ("90000 00105 / 98000 00105", "9000000105", "90000 00105 / 98000 00105"),
        ("0803 000 01", "", "0803 000 01"),
        ("", "", None),
    ],
)
def test_a_phone_is_kept_as_typed_and_known_by_its_digits(typed, digits, cell):
    """Bare digits become a number in the cell, as in any spreadsheet program."""
    assert national_digits(typed) == digits
    assert as_listed(typed) == cell


def test_a_cut_keeps_lines_as_they_are_and_in_order():
    """Only long invoices without a customer fall out of a table this small."""
    kept = [
        '536365,85123A,"HEART, RED",6,2010-12-01 08:26:00,2.55,17850,United Kingdom\n',
        "C536379,D,Discount,-1,2010-12-01 09:41:00,27.50,14527,United Kingdom\n",
        "536414,22139,,56,2010-12-01 11:52:00,0.00,,United Kingdom\n",
    ]
    long_invoice = [
        f"536544,{code},DECORATIVE,1,2010-12-01 14:32:00,2.51,,United Kingdom\n"
        for code in range(21773, 21786)
    ]

    assert choose_lines([*kept[:2], *long_invoice, kept[2]]) == kept
