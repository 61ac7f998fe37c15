"""Filters, filter views and slicers: what they hide, sort, answer and refuse."""

import pytest

from tests.contract.places import box, hidden, orders, over

ALL = box(0, 4, 0, 3)
CITY = {"hiddenValues": ["Pune"]}


def criteria(column, given):
    filtered = {"range": ALL, "criteria": {str(column): given}}
    return {"setBasicFilter": {"filter": filtered}}


def when(kind, *values):
    given = [{"userEnteredValue": value} for value in values]
    return {"condition": {"type": kind, **({"values": given} if given else {})}}


HIDES = [
    pytest.param(1, CITY, [2, 3], id="values"),
    pytest.param(2, when("NUMBER_GREATER", "80"), [3], id="greater"),
    pytest.param(2, when("NUMBER_BETWEEN", "50", "100"), [1, 3], id="between"),
    pytest.param(0, when("TEXT_CONTAINS", "B"), [1, 3], id="text, whatever its case"),
    pytest.param(0, when("TEXT_STARTS_WITH", "c"), [1, 2], id="start"),
    pytest.param(0, when("NOT_BLANK"), [], id="not blank"),
    pytest.param(0, when("BLANK"), [1, 2, 3], id="blank"),
    pytest.param(
        0, {"visibleBackgroundColor": {"red": 1}}, [1, 2, 3], id="background colour"
    ),
    pytest.param(
        0, {"visibleForegroundColor": {}}, [], id="the colour of ordinary text"
    ),
]


@pytest.mark.parametrize(("column", "given", "rows"), HIDES)
def test_a_filter_hides_rows_below_its_header(subject, column, given, rows):
    """A row that the criteria do not let through is hiddenByFilter."""
    subject.batch(criteria(column, given))
    assert hidden(subject) == rows


def test_clearing_a_filter_shows_what_it_hid(subject):
    """Without its filter a tab hides nothing; clearing it again is no mistake."""
    clear = {"clearBasicFilter": {"sheetId": ALL["sheetId"]}}
    subject.batch(criteria(1, CITY), clear, clear)
    assert hidden(subject) == []
    assert "basicFilter" not in orders(subject)


def test_both_forms_of_criteria_are_answered(subject):
    """Criteria come back as filterSpecs, too, and the open ends of the range closed."""
    sheet_id = ALL["sheetId"]
    filtered = {"range": {"sheetId": sheet_id}, "criteria": {"1": CITY}}
    subject.batch({"setBasicFilter": {"filter": filtered}})
    assert orders(subject)["basicFilter"] == {
        "range": box(0, 6, 0, 4),
        "criteria": {"1": CITY},
        "filterSpecs": [{"columnIndex": 1, "filterCriteria": CITY}],
    }


def test_the_sort_of_a_filter_sorts_its_rows(subject):
    """Rows below the header are put in order as the filter is set."""
    filtered = {
        "range": ALL,
        "sortSpecs": [{"dimensionIndex": 2, "sortOrder": "ASCENDING"}],
    }
    subject.batch({"setBasicFilter": {"filter": filtered}})
    assert [row[0] for row in subject.values("Orders")] == ["Name", "Cid", "Bob", "Ann"]


def test_filter_views_come_change_double_and_go(subject):
    """A filter view hides nothing; its copy has an id and a title of its own."""
    view = {"filterViewId": 5, "range": ALL, "criteria": {"1": CITY}}
    (reply,) = subject.batch({"addFilterView": {"filter": view}})["replies"]
    added = reply["addFilterView"]["filter"]
    assert (added["title"], added["criteria"]) == ("Filter 1", {"1": CITY})
    assert hidden(subject) == []
    change = {"filterViewId": 5, "title": "Pune"}
    change = {"filter": change, "fields": "title,criteria"}
    _, reply = subject.batch(
        {"updateFilterView": change}, {"duplicateFilterView": {"filterId": 5}}
    )["replies"]
    copy = reply["duplicateFilterView"]["filter"]
    assert copy == {
        "filterViewId": copy["filterViewId"],
        "title": "Copy of Pune",
        "range": ALL,
    }
    subject.batch({"deleteFilterView": {"filterId": 5}})
    assert orders(subject)["filterViews"] == [copy]


def test_a_filter_view_leans_on_a_named_range(subject):
    """A view backed by a named range covers what the name covers, wherever it moves."""
    named = {"namedRangeId": "n", "name": "Spent", "range": box(0, 4, 2, 3)}
    view = {"filterViewId": 5, "namedRangeId": "n"}
    moved = {"namedRangeId": "n", "range": box(0, 4, 0, 1)}
    subject.batch(
        {"addNamedRange": {"namedRange": named}}, {"addFilterView": {"filter": view}}
    )
    (shown,) = orders(subject)["filterViews"]
    assert (shown["namedRangeId"], shown["range"]) == ("n", box(0, 4, 2, 3))
    subject.batch({"updateNamedRange": {"namedRange": moved, "fields": "range"}})
    (shown,) = orders(subject)["filterViews"]
    assert shown["range"] == box(0, 4, 0, 1)


def slicer(**spec):
    spec = {"dataRange": ALL, "columnIndex": 1, **spec}
    return {"slicerId": 8, "spec": spec, "position": over(0, 3)}


def test_a_slicer_hides_rows_until_it_is_gone(subject):
    """Criteria of a slicer hide rows of its data; without it they are back."""
    chosen = {"spec": {"filterCriteria": CITY}, "fields": "filterCriteria"}
    subject.batch({"addSlicer": {"slicer": slicer(title="City")}})
    assert hidden(subject) == []
    subject.batch({"updateSlicerSpec": {"slicerId": 8, **chosen}})
    assert hidden(subject) == [2, 3]
    (shown,) = orders(subject)["slicers"]
    assert shown["spec"]["title"] == "City"
    subject.batch({"deleteEmbeddedObject": {"objectId": 8}})
    assert hidden(subject) == []


REFUSALS = [
    pytest.param(
        criteria(0, when("ONE_OF_LIST", "Ann")),
        "Invalid requests[0].setBasicFilter: "
        "ConditionType 'ONE_OF_LIST' is not supported in filters.",
        id="a condition filters do not have",
    ),
    pytest.param(
        criteria(3, CITY),
        "Invalid requests[0].setBasicFilter: "
        "columnIndex[3] is not in the range of the filter.",
        id="a column outside",
    ),
    pytest.param(
        {"setBasicFilter": {"filter": {}}},
        "Invalid requests[0].setBasicFilter: range is required",
        id="no range",
    ),
    pytest.param(
        {"deleteFilterView": {"filterId": 5}},
        "Invalid requests[0].deleteFilterView: No filter view with id: 5",
        id="no such view",
    ),
    pytest.param(
        {"addFilterView": {"filter": {"range": ALL, "tableId": "t"}}},
        "Invalid requests[0].addFilterView: Only one of range and tableId may be set.",
        id="two places",
    ),
    pytest.param(
        {"addSlicer": {"slicer": slicer(columnIndex=3)}},
        "Invalid requests[0].addSlicer: Slicer column must be within range bounds",
        id="a slicer on a column outside",
    ),
]


@pytest.mark.parametrize(("asked", "message"), REFUSALS)
def test_bad_filters_are_refused(subject, asked, message):
    """A filter that cannot be is refused, and says why."""
    assert subject.refusal(asked) == (400, message)


def test_filters_by_formula_are_not_supported(subject):
    """What would have to be computed is refused, not ignored."""
    asked = criteria(0, when("CUSTOM_FORMULA", "=A1>1"))
    message = "local_sheets does not support filters by a formula or a relative date."
    status, answer = subject.refusal(asked)
    assert status == 501
    assert answer.endswith(message)
