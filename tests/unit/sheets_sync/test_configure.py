"""The settings above the rules, and whether the rules are as we wrote them."""

from dataclasses import replace

import pytest

from segments.scores import SCORE_LABELS, ScoreSettings
from sheets_sync.configure.cells import Asked, read_asked
from sheets_sync.configure.rules import fingerprint, is_as_we_wrote_it
from sheets_sync.errors import UnreadableRulesError
from sheets_sync.model import TabMark
from tests.builders import tab

RULES = [["Kind", "Segment", "Orders"], ["Segment", "Loyal", ">=2"], ["", "New", ""]]
SETTINGS = [
    ["How customers are sorted"],
    ["Scheme", "starter"],
    ["Refresh by itself", "off"],
    ["Label in notes", "off"],
]
AS_WRITTEN = [*SETTINGS, [], *RULES]


def asked(*settings):
    return read_asked(tab("Segment rules", [["Title"], *settings, [], *RULES]))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["Scheme", "Simple"], Asked(scheme="simple")),
        (["Scheme", ""], Asked()),
        (["Refresh by itself", "Weekly"], Asked(schedule="weekly")),
        (["refresh  by itself:", "daily"], Asked(schedule="daily")),
        (["Label in notes", "on"], Asked(label_in_notes=True)),
        (["Label in notes", True], Asked(label_in_notes=True)),
        (["Label in notes", "off"], Asked()),
        (["Work out cut-offs again", "yes"], Asked(refit=True)),
        (["Work out cut-offs again", "no"], Asked()),
        (["Score levels", 3.0], Asked(scores=ScoreSettings(levels=3))),
        (["My own words", "maybe"], Asked()),
    ],
    ids=str,
)
def test_a_setting_is_found_by_its_label(row, expected):
    """A labelled row above the rules says it; case, spaces and a colon do not count."""
    assert asked(row) == expected


def test_a_rules_tab_without_settings_asks_for_nothing():
    """Rows that are missing mean the defaults."""
    assert read_asked(tab("Segment rules", RULES)) == Asked()


def test_a_setting_below_the_header_is_a_rule():
    """A rule may be called as a setting is."""
    rows = [*RULES, ["Label in notes", "on"]]

    assert read_asked(tab("Segment rules", rows)) == Asked()


@pytest.mark.parametrize(
    ("label", "word", "hint"),
    [
        ("Scheme", "nobody", "Choose starter"),
        ("Refresh by itself", "hourly", "off, daily, weekly, monthly"),
        ("Label in notes", "perhaps", "on"),
        ("Work out cut-offs again", "soon", "yes"),
        ("Score levels", "many", ""),
    ],
)
def test_a_word_that_is_not_known_is_named_with_its_cell(label, word, hint):
    """The error names the cell and what would work."""
    with pytest.raises(UnreadableRulesError) as refused:
        asked(["Label in notes", "off"] if label == "Scheme" else [], [label, word])

    ((cell, message),) = refused.value.problems
    assert cell == "B3"
    assert hint in message


def test_all_unknown_words_are_named_at_once():
    """Nobody mends one only to be told of the next."""
    with pytest.raises(UnreadableRulesError) as refused:
        asked(["Scheme", "x"], ["Label in notes", "x"], ["Score levels", "x"])

    assert [cell for cell, _ in refused.value.problems] == ["B2", "B3", "B4"]
    assert all(f"cell {cell}: " in str(refused.value) for cell in ("B2", "B3", "B4"))


def test_of_many_bad_cells_the_first_are_told_and_the_others_named():
    """The sentence stays readable, and still nobody looks for a cell in vain."""
    error = UnreadableRulesError("Rules", [(f"C{at}", "No.") for at in range(1, 31)])

    assert str(error).startswith("“Rules”, cell C1: No. And cell C2: No. And cell C3:")
    assert str(error).endswith(
        "(27 more: " + ", ".join(f"C{at}" for at in range(4, 24)) + "….)"
    )


def written(rows, *, size=(8, 3)):
    """Return a rules tab that holds these rows, where we once wrote AS_WRITTEN."""
    mark = TabMark("rules", scheme="starter", fingerprint=fingerprint(AS_WRITTEN))
    mark = replace(mark, row_count=size[0], column_count=size[1])
    return tab("Segment rules", rows, mark=mark)


def changed(row_index, column_index, value):
    rows = [[*row, *[None] * 6] for row in AS_WRITTEN]
    rows[row_index][column_index] = value
    return rows


@pytest.mark.parametrize(
    ("rows", "as_written"),
    [
        (AS_WRITTEN, True),
        (changed(1, 1, "simple"), True),
        (changed(3, 1, "on"), True),
        (changed(1, 4, "beside the settings"), True),
        (changed(1, 2, "within our block"), False),
        (changed(6, 2, ">=3"), False),
        (changed(5, 3, "Spent"), False),
        ([*AS_WRITTEN, ["Segment", "Mine", 7]], False),
        (AS_WRITTEN[:-1], False),
        (SETTINGS, False),
        ([*AS_WRITTEN[:6], AS_WRITTEN[7], AS_WRITTEN[6]], False),
        ([*SETTINGS, [SCORE_LABELS[0], 3], *RULES], False),
        ([*SETTINGS, ["Work out cut-offs again", "yes"], *RULES], True),
    ],
    ids=range(13),
)
def test_rules_are_known_by_a_fingerprint(rows, as_written):
    """A switch and cells beside the settings do not count; anything else does."""
    assert is_as_we_wrote_it(written(rows)) is as_written


def test_rules_of_before_fingerprints_may_have_been_changed():
    """What is not known to be ours is the seller's."""
    old = tab("Segment rules", AS_WRITTEN, mark=TabMark("rules", scheme="starter"))

    assert not is_as_we_wrote_it(old)
