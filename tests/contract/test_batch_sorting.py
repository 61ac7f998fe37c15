"""sortRange and randomizeRange: rows in another order, whole."""

import pytest

from tests.contract.places import box, span
from tests.contract.written import dress, merges, write

RED = {"red": 1}


def sort(place, *specs):
    return {"sortRange": {"range": place, "sortSpecs": list(specs)}}


def by(column, order="ASCENDING", **more):
    return {"dimensionIndex": column, "sortOrder": order, **more}


def names(subject):
    return [row[0] if row else "" for row in subject.values("Orders!A2:A6")]


def test_kinds_of_values_keep_apart(subject):
    """Numbers come before text, text before booleans, and blanks last, both ways."""
    column = [["b"], [True], [None], ["A"], [2], [10]]
    subject.batch(write(*column, at=(0, 3)), sort(box(0, 6, 3, 4), by(3)))
    found = [row[0] for row in subject.values("Orders!D1:D6")]
    assert found == [2, 10, "A", "b", True]
    subject.batch(sort(box(0, 6, 3, 4), by(3, "DESCENDING")))
    found = [row[0] for row in subject.values("Orders!D1:D6")]
    assert found == [True, "b", "A", 10, 2]


def test_later_specs_decide_between_equal_rows(subject):
    """Rows equal by the first column are sorted by the second."""
    specs = by(1, "DESCENDING"), by(2)
    subject.batch(sort(box(1, 4, 0, 3), *specs))
    assert names(subject) == ["Cid", "Bob", "Ann"]


@pytest.mark.parametrize(
    ("look", "field"),
    [
        ({"backgroundColor": RED}, "backgroundColor"),
        ({"textFormat": {"foregroundColor": RED}}, "foregroundColor"),
        ({"backgroundColor": RED}, "backgroundColorStyle"),
    ],
)
def test_cells_of_a_colour_come_first(subject, look, field):
    """A colour spec puts the cells that have it on top, the rest as they were."""
    colour = {"rgbColor": RED} if field.endswith("Style") else RED
    subject.batch(
        dress(box(3, 4, 0, 1), "userEnteredFormat", userEnteredFormat=look),
        sort(box(1, 4, 0, 3), by(0, **{field: colour})),
    )
    assert names(subject) == ["Cid", "Ann", "Bob"]


def test_formulas_and_merges_go_with_their_row(subject):
    """A sorted row keeps what it says of itself, and its merged cells."""
    subject.batch(
        write(["=C2"], ["=C3"], ["=C4"], at=(1, 3)),
        {"mergeCells": {"range": box(3, 4, 0, 2), "mergeType": "MERGE_ALL"}},
        sort(box(1, 4, 0, 4), by(2)),
    )
    assert names(subject)[0] == "Cid"
    assert subject.values("Orders!D2:D4", "FORMULA") == [["=C2"], ["=C3"], ["=C4"]]
    assert merges(subject) == [(1, 2, 0, 2)]


def test_hidden_rows_stay_where_they_are(subject):
    """Only the rows in view are put in order."""
    hide = {
        "range": span("ROWS", 2, 3),
        "properties": {"hiddenByUser": True},
        "fields": "hiddenByUser",
    }
    subject.batch(
        {"updateDimensionProperties": hide}, sort(box(1, 4, 0, 3), by(0, "DESCENDING"))
    )
    assert names(subject) == ["Cid", "Bob", "Ann"]
    subject.batch(sort(box(1, 4, 0, 3), by(1)))
    assert names(subject) == ["Ann", "Bob", "Cid"]


@pytest.mark.parametrize("kind", ["sortRange", "randomizeRange"])
def test_cells_merged_downwards_stop_it(subject, kind):
    """A merge over several rows of the range is named in the refusal."""
    merge = {"mergeCells": {"range": box(1, 3, 0, 1), "mergeType": "MERGE_ALL"}}
    asked = {"sortRange": sort(box(1, 4, 0, 3), by(0))["sortRange"]}
    asked |= {"randomizeRange": {"range": box(1, 4, 0, 3)}}
    message = (
        f"Invalid requests[1].{kind}: You can't sort a range containing vertical "
        "merges. There is a vertical merge at A2:A3"
    )
    assert subject.refusal(merge, {kind: asked[kind]}) == (400, message)


REFUSALS = [
    pytest.param(
        sort(box(6, 7, 0, 1), by(0)),
        "range.startRowIndex is larger than current grid size (6)",
        id="below the grid",
    ),
    pytest.param(
        sort(box(1, 4, 0, 2), by(2)),
        "sortSpecs.dimensionIndex[2] is not in the range.",
        id="column outside the range",
    ),
    pytest.param(
        sort(box(1, 4, 0, 2), by(0, backgroundColor=RED, foregroundColor=RED)),
        "backgroundColor and foregroundColor exclude each other.",
        id="two colours",
    ),
]


@pytest.mark.parametrize(("asked", "message"), REFUSALS)
def test_a_sort_that_makes_no_sense_is_refused(subject, server, asked, message):
    """A range or column that is not there cannot be sorted by."""
    assert subject.refusal(asked) == (400, f"Invalid requests[0].sortRange: {message}")


def test_random_order_keeps_every_row_whole(subject):
    """randomizeRange moves rows, and loses and makes none."""
    before = subject.values("Orders!A2:C4")
    subject.batch({"randomizeRange": {"range": box(1, 4, 0, 3)}})
    assert sorted(subject.values("Orders!A2:C4")) == sorted(before)
