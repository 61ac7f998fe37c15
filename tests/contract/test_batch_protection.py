"""Protected ranges and named ranges."""

import pytest

from tests.contract.places import ORDERS, box, orders

GUEST, FRIEND = "guest@example.com", "friend@example.com"
BARRED = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet "
    "owner to remove protection if you need to edit."
)
SPENT = box(0, 6, 2, 3)


def protected(**asked):
    return {"addProtectedRange": {"protectedRange": {"protectedRangeId": 5, **asked}}}


def changed(fields, **asked):
    asked = {"protectedRangeId": 5, **asked}
    return {"updateProtectedRange": {"protectedRange": asked, "fields": fields}}


def write(row, column):
    start = {"sheetId": ORDERS, "rowIndex": row, "columnIndex": column}
    rows = [{"values": [{"userEnteredValue": {"stringValue": "x"}}]}]
    return {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}


def by(subject, email, *asked):
    """Return the status of a batch that somebody sends."""
    return subject.call("POST", ":batchUpdate", {"requests": list(asked)}, email)[0]


@pytest.fixture
def shared(subject):
    """Let two other people edit the spreadsheet."""
    for email in (GUEST, FRIEND):
        subject.share(email, "writer")
    return subject


def test_protected_cells_refuse_all_but_their_editors(shared):
    """A protection without warningOnly stops everyone but its editors and the owner."""
    shared.batch(protected(range=SPENT, editors={"users": [FRIEND]}))
    barred = f"Invalid requests[0].updateCells: {BARRED}"
    assert shared.refusal(write(1, 2), email=GUEST) == (400, barred)
    assert by(shared, FRIEND, write(1, 2)) == 200
    assert by(shared, GUEST, write(1, 1)) == 200


def test_nobody_named_leaves_the_requester(subject):
    """The reply repeats that nobody was named; the protection has one editor."""
    nobody = {"users": [], "groups": []}
    asked = protected(range=SPENT, warningOnly=False, editors=nobody)
    (reply,) = subject.batch(asked)["replies"]
    told = reply["addProtectedRange"]["protectedRange"]
    shared = {"protectedRangeId": 5, "range": told["range"]}
    shared["requestingUserCanEdit"] = True
    assert told == {**shared, "editors": {}}
    _, orders_ = subject.get("?fields=sheets.protectedRanges")["sheets"]
    (kept,) = orders_["protectedRanges"]
    editors = kept.pop("editors")
    assert kept == shared
    assert len(editors["users"]) == 1


def test_who_is_kept_out_cannot_lift_the_protection(shared):
    """A protection is changed and lifted by those it lets in; they know the others."""
    shared.batch(protected(range=SPENT, editors={"users": [FRIEND]}))
    lift = {"deleteProtectedRange": {"protectedRangeId": 5}}
    barred = f"Invalid requests[0].deleteProtectedRange: {BARRED}"
    assert shared.refusal(lift, email=GUEST) == (400, barred)
    shown = shared.call("GET", "?ranges=Orders", email=GUEST)[1]["sheets"][0]
    assert shown["protectedRanges"] == [{"protectedRangeId": 5, "range": SPENT}]
    shown = shared.call("GET", "?ranges=Orders", email=FRIEND)[1]["sheets"][0]
    assert shown["protectedRanges"][0]["requestingUserCanEdit"]
    assert by(shared, FRIEND, lift) == 200


def test_a_protected_tab_has_holes(shared):
    """A tab protected as a whole may be edited in its unprotected ranges."""
    holes = [box(1, 4, 0, 1)]
    shared.batch(protected(range={"sheetId": ORDERS}, unprotectedRanges=holes))
    (shown,) = orders(shared)["protectedRanges"]
    assert shown["range"] == {"sheetId": ORDERS}
    assert by(shared, GUEST, write(1, 0)) == 200
    assert by(shared, GUEST, write(1, 1)) == 400
    sort = {"filter": {"range": box(0, 4, 0, 3)}}
    assert by(shared, GUEST, {"setBasicFilter": sort}) == 400


ROW_2 = {"sheetId": ORDERS, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
OF_THE_TAB = {
    "insertDimension": {"range": ROW_2},
    "appendDimension": {"sheetId": ORDERS, "dimension": "ROWS", "length": 1},
    "updateSheetProperties": {
        "properties": {"sheetId": ORDERS, "title": "x"},
        "fields": "title",
    },
    "updateDimensionProperties": {
        "range": ROW_2,
        "properties": {"pixelSize": 50},
        "fields": "pixelSize",
    },
    "autoResizeDimensions": {"dimensions": {**ROW_2, "dimension": "COLUMNS"}},
}


@pytest.mark.parametrize("name", OF_THE_TAB)
def test_a_protected_tab_is_not_changed_as_such(shared, name):
    """Whoever may not edit all of it neither renames, resizes nor lengthens it."""
    holes = [box(1, 4, 0, 1)]
    shared.batch(protected(range={"sheetId": ORDERS}, unprotectedRanges=holes))
    asked = {name: OF_THE_TAB[name]}

    barred = f"Invalid requests[0].{name}: {BARRED}"
    assert shared.refusal(asked, email=GUEST) == (400, barred)
    shared.batch(asked)


@pytest.mark.parametrize("name", OF_THE_TAB)
def test_a_tab_with_protected_cells_is_changed_as_such(shared, name):
    """Cells that are protected elsewhere in it do not stop that."""
    shared.batch(protected(range=box(4, 6, 2, 3)))

    assert by(shared, GUEST, {name: OF_THE_TAB[name]}) == 200


def test_a_tab_is_protected_as_a_whole_once(subject):
    """Ranges may be protected over and over."""
    whole = {"addProtectedRange": {"protectedRange": {"range": {"sheetId": ORDERS}}}}
    part = {"addProtectedRange": {"protectedRange": {"range": SPENT}}}
    subject.batch(whole, part, part)

    refused = (
        'Invalid requests[0].addProtectedRange: Sheet "Orders" already has sheet'
        " protection."
    )
    assert subject.refusal(whole) == (400, refused)


@pytest.mark.parametrize("role", ["reader", "commenter"])
def test_who_only_looks_may_edit_nothing_that_is_protected(subject, role):
    """The answer says so, and whether they may edit the file decides first."""
    subject.share(GUEST, role)
    subject.batch(protected(range=SPENT))
    shown = subject.call("GET", "?ranges=Orders", email=GUEST)[1]["sheets"][0]

    assert shown["protectedRanges"] == [{"protectedRangeId": 5, "range": SPENT}]
    assert by(subject, GUEST, write(1, 1)) == 403


def test_a_warning_stops_nobody(shared):
    """Turned into a warning, a protection forgets its editors and lets all edit."""
    shared.batch(protected(range=SPENT), changed("warningOnly", warningOnly=True))
    (shown,) = orders(shared)["protectedRanges"]
    assert shown == {
        "protectedRangeId": 5,
        "range": SPENT,
        "warningOnly": True,
        "requestingUserCanEdit": True,
    }
    assert by(shared, GUEST, write(1, 2)) == 200


def test_a_protection_leans_on_a_named_range(shared):
    """A protection backed by a name follows it, and stays when the name goes."""
    named = {"namedRangeId": "n", "name": "Spent", "range": SPENT}
    shared.batch({"addNamedRange": {"namedRange": named}}, protected(namedRangeId="n"))
    place = {"namedRangeId": "n", "range": box(0, 6, 0, 1)}
    shared.batch({"updateNamedRange": {"namedRange": place, "fields": "range"}})
    assert by(shared, GUEST, write(1, 0)) == 400
    shared.batch({"deleteNamedRange": {"namedRangeId": "n"}})
    (shown,) = orders(shared)["protectedRanges"]
    assert (shown["range"], "namedRangeId" in shown) == (box(0, 6, 0, 1), False)


def named(name, **more):
    return {"addNamedRange": {"namedRange": {"name": name, "range": SPENT, **more}}}


def test_a_named_range_is_renamed(subject):
    """A renamed range answers to its new name alone."""
    change = {"namedRangeId": "n", "name": "Paid"}
    subject.batch(
        named("Spent", namedRangeId="n"),
        {"updateNamedRange": {"namedRange": change, "fields": "name"}},
    )
    assert subject.values("paid")[1] == [120]
    assert subject.call("GET", "/values/Spent")[0] == 400


ADD = "Invalid requests[0].addProtectedRange: "
REFUSALS = [
    pytest.param(
        [protected(range=SPENT, warningOnly=True, editors={"users": [FRIEND]})],
        f"{ADD}ProtectedRange is warningOnly. Editors cannot be set on it.",
        id="editors of a warning",
    ),
    pytest.param(
        [protected(range=SPENT, unprotectedRanges=[box(0, 1, 2, 3)])],
        f"{ADD}Unprotected ranges can only be set on a protected sheet.",
        id="holes in a range",
    ),
    pytest.param([protected()], f"{ADD}range is required", id="nothing to protect"),
    pytest.param(
        [protected(range=SPENT), protected(range=SPENT)],
        "Invalid requests[1].addProtectedRange: "
        "Protected range with id 5 already exists.",
        id="an id twice",
    ),
    pytest.param(
        [{"deleteProtectedRange": {"protectedRangeId": 9}}],
        "Invalid requests[0].deleteProtectedRange: No protected range with id: 9",
        id="no such protection",
    ),
    pytest.param(
        [named("Spent"), named("SPENT")],
        "Invalid requests[1].addNamedRange: Cannot add named range with name SPENT, "
        "a named range with that name already exists.",
        id="a name twice",
    ),
    *[
        pytest.param(
            [named(name)],
            "Invalid requests[0].addNamedRange: "
            "The name given to this range is invalid.",
            id=f"name {name}",
        )
        for name in ("A1", "R1C1", "true", "2026", "has space")
    ],
    pytest.param(
        [{"deleteNamedRange": {"namedRangeId": "n"}}],
        "Invalid requests[0].deleteNamedRange: No named range with id: n",
        id="no such name",
    ),
]


@pytest.mark.parametrize(("asked", "message"), REFUSALS)
def test_bad_protections_and_names_are_refused(subject, asked, message):
    """What cannot be protected or named is refused, and says why."""
    assert subject.refusal(*asked) == (400, message)
