"""The labels before the last refresh come back, and with them who stood where."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from sheets_sync.bootstrap import build_services
from sheets_sync.errors import NothingToRestoreError, ProtectedError
from sheets_sync.serve import AUDIENCE, functions_app, local_settings
from tests.conftest import OWNER, Tracker, create_spreadsheet
from tests.faulty import MISHAPS, WRITE, Wire
from tests.integration.test_rules_tab import choose

LATER = {"clock": lambda: datetime(2026, 11, 21, 17, tzinfo=UTC)}
BACK = {"mode": "restore", **LATER}
OURS = ["Segment", "Why", "Segment since", "Previous segment", "Tags"]
PEOPLE = [
    ["Name", "Phone", "Orders", "Total spent", "Last order", "Notes"],
    ["Ada Obi", "0803 000 0101", 6, 90000, 46340, "Likes red"],
    ["Bisi Ade", "0803 000 0102", 1, 12000, 46335, ""],
    ["Chike Eze", "0803 000 0103", 0, "", "", "Tall"],
    ["Dayo Ola", "0803 000 0104", 1, 9000, 46338, ""],
]
ORDERS = [
    ["Date", "Customer", "Phone", "Amount"],
    [46200, "Ada Obi", "0803 000 0101", 90000],
    [46340, "Ada Obi", "0803 000 0101", 9000],
    [46330, "Bisi Ade", "0803 000 0102", 1200],
    [46100, "Chike Eze", "0803 000 0103", 2200],
]
NEWS = [46346, "Bisi Ade", "0803 000 0102", 190000]
TYPED = "Ring on Monday"


def made(server, tabs) -> Tracker:
    tracker = Tracker(server, create_spreadsheet(server, tabs))
    tracker.refresh()
    return tracker


def append(tracker, title, row) -> None:
    at = len(tracker.rows(title))
    for column, cell in enumerate(row):
        tracker.type_cell(title, at, column, cell)


def bisi_buys(tracker) -> None:
    tracker.type_cell("People", row_of(tracker, "Bisi Ade"), 2, 7)
    tracker.type_cell("People", row_of(tracker, "Bisi Ade"), 3, 99000)


def row_of(tracker, name, title="People") -> int:
    return next(at for at, row in enumerate(tracker.rows(title)) if name in row)


def labels(tracker, title="People") -> dict[str, list]:
    """Return each customer's five cells of ours."""
    header, *rows = [row for row in tracker.rows(title) if row]
    padded = [[*row, *[""] * (len(header) - len(row))] for row in rows]
    who = next(header.index(name) for name in ("Name", "Customer") if name in header)
    return {row[who]: [row[header.index(one)] for one in OURS] for row in padded}


def stands(tracker) -> dict[str, dict[str, list]]:
    """Return who stands in which segment tab, with the reason and what was typed."""
    found = {}
    for title in tracker.titles():
        header, *rows = tracker.rows(title) or [[]]
        if header[:3] == ["Customer", "Phone", "Message"]:
            why = header.index("Why")
            found[title] = {
                row[0]: [cell for cell in row[why:] if cell] for row in rows
            }
    return found


@pytest.fixture(scope="module")
def once(shared_server) -> Tracker:
    """Four customers, refreshed once, with a word typed beside one of them."""
    tracker = made(shared_server, {"People": PEOPLE})
    tracker.type_cell("New", 0, 8, "To do")
    tracker.type_cell("New", row_of(tracker, "Bisi Ade", "New"), 8, TYPED)
    return tracker


@pytest.fixture(scope="module")
def moved(once):
    """The same after one of them moved, and the labels and tabs from before."""
    tracker = once.copy()
    before = labels(tracker), stands(tracker)
    bisi_buys(tracker)
    assert tracker.refresh(**LATER)["moves"]
    assert stands(tracker)["VIP"]["Bisi Ade"][1:] == [TYPED]
    return tracker, before


@pytest.fixture
def shop(moved) -> Tracker:
    return moved[0].copy()


@pytest.fixture
def before(moved):
    return moved[1]


def test_labels_and_tabs_are_as_before_the_refresh(shop, before):
    """What was typed beside a customer goes back along, and it is said how many."""
    report = shop.refresh(**BACK)

    assert (labels(shop), stands(shop)) == before
    assert (report["restored"], report["applied"], report["moves"]) == (1, True, [])


def test_the_next_refresh_labels_by_the_rules_again(shop):
    """The labels of before last until then."""
    refreshed = labels(shop), stands(shop)
    shop.refresh(**BACK)

    shop.refresh(**LATER)

    assert (labels(shop), stands(shop)) == refreshed


def test_twice_brings_the_newer_labels_back(shop, before):
    """It is a refresh like any other, so it can be taken back like any other."""
    newer = labels(shop), stands(shop)
    shop.refresh(**BACK)

    report = shop.refresh(**BACK)

    assert (labels(shop), stands(shop)) == newer
    assert report["restored"] == 1


def sort(shop, column=0):
    place = {"sheetId": shop.sheet_id("People"), "startRowIndex": 1}
    order = {"dimensionIndex": column, "sortOrder": "DESCENDING"}
    shop.send({"sortRange": {"range": place, "sortSpecs": [order]}})


def insert(shop, dimension, first, count=2):
    span = {"dimension": dimension, "startIndex": first, "endIndex": first + count}
    place = {"sheetId": shop.sheet_id("People"), **span}
    shop.send({"insertDimension": {"range": place}})


def new_on_top(shop):
    insert(shop, "ROWS", 1, 1)
    for column, cell in enumerate(["Efe Odu", "0803 000 0109", 9, 800, 46340]):
        shop.type_cell("People", 1, column, cell)


def move_label_columns(shop):
    source = {"dimension": "COLUMNS", "startIndex": 6, "endIndex": 11}
    where = {"source": {"sheetId": shop.sheet_id("People"), **source}}
    shop.send({"moveDimension": {**where, "destinationIndex": 1}})


def everybody_bought(shop):
    for name in ("Ada Obi", "Chike Eze", "Dayo Ola"):
        shop.type_cell("People", row_of(shop, name), 2, 33)


def head_another_way(shop):
    shop.type_cell("People", 0, 6, "Group")


def rename(shop):
    shop.type_cell("People", row_of(shop, "Bisi Ade"), 0, "Bisi A.")


def type_over_label(shop):
    shop.type_cell("People", row_of(shop, "Ada Obi"), 6, "my best")


def push(shop):
    insert(shop, "COLUMNS", 1)
    insert(shop, "ROWS", 0)


EDITS = {
    "sorted, then rows and columns inserted": (sort, push),
    "somebody new on top": (new_on_top,),
    "our columns moved": (move_label_columns,),
    "other cells typed, and over ours": (
        *(everybody_bought, rename, type_over_label, head_another_way),
    ),
}


@pytest.mark.parametrize("edits", EDITS.values(), ids=EDITS)
def test_labels_find_their_rows_wherever_people_moved_them(shop, before, edits):
    """Rows and columns are told by what they hold, not by where they stood."""
    for edit in edits:
        edit(shop)

    assert shop.refresh(**BACK)["restored"] == 1

    at = next(i for i, row in enumerate(shop.rows("People")) if "Phone" in row)
    header, *rows = shop.rows("People")[at:]
    segment, phone = (
        next(header.index(word) for word in words if word in header)
        for words in (("Segment", "Group"), ("Phone",))
    )
    now = {row[phone]: row[segment] if segment < len(row) else "" for row in rows}
    then = {row[1]: before[0][row[0]][0] for row in PEOPLE[1:]}
    assert {**now, "0803 000 0109": ""} == {**then, "0803 000 0109": ""}


def test_a_row_that_went_gives_its_label_to_nobody(shop):
    """Somebody else who shares a cell with it gets none."""
    at = row_of(shop, "Bisi Ade")
    for column, cell in enumerate(["Ngozi Uba", "0803 000 0177", 7, 500, 46300]):
        shop.type_cell("People", at, column, cell)
    shop.type_cell("People", row_of(shop, "Ada Obi"), 2, 4)
    was = labels(shop)

    with pytest.raises(NothingToRestoreError):
        shop.refresh(**BACK)

    assert labels(shop) == was


def test_a_first_refresh_is_undone_to_no_labels(once):
    """The tabs stay, without customers, but with the rows where somebody typed."""
    shop = once.copy()
    first = labels(shop), stands(shop)

    report = shop.refresh(**BACK)

    assert report["restored"] == 4
    assert set(map(tuple, labels(shop).values())) == {("",) * 5}
    standing = {name: row for tab in stands(shop).values() for name, row in tab.items()}
    assert list(standing) == ["Bisi Ade"]
    assert standing["Bisi Ade"][1:] == [TYPED]
    shop.refresh(**BACK)
    assert (labels(shop), stands(shop)) == first


def never(once):
    server = once.server
    return Tracker(server, create_spreadsheet(server, {"People": PEOPLE}))


def no_label_changed(once):
    tracker = once.copy()
    tracker.send({"deleteSheet": {"sheetId": tracker.sheet_id("Segment moves")}})
    tracker.refresh(**LATER)
    return tracker


@pytest.mark.parametrize("make", [never, no_label_changed])
def test_without_a_label_to_put_back_nothing_is_written(once, make):
    """There was no refresh, or the last one changed no label."""
    tracker = make(once)
    was = tracker.everything()

    with pytest.raises(NothingToRestoreError):
        tracker.refresh(**BACK)

    assert tracker.everything() == was


def test_a_refresh_without_news_is_none_to_take_back(shop, before):
    """The one before it is taken back, for it is the last that changed a label."""
    shop.refresh(**LATER)

    shop.refresh(**BACK)

    assert (labels(shop), stands(shop)) == before


@pytest.fixture(scope="module")
def sales(shared_server) -> Tracker:
    """Three customers of whom only orders tell, refreshed once."""
    return made(shared_server, {"Sales": ORDERS})


def test_orders_alone(sales):
    """Labels in the list that we keep ourselves come back; who is new has none."""
    shop = sales.copy()
    first = labels(shop, "Customers"), stands(shop)
    append(shop, "Sales", NEWS)
    append(shop, "Sales", [46346, "Efe Odu", "0803 000 0109", 300])
    shop.refresh(**LATER)

    assert shop.refresh(**BACK)["restored"] == 2

    now = labels(shop, "Customers")
    assert now.pop("Efe Odu") == [""] * 5
    assert (now, stands(shop)) == first


def test_orders_alone_refreshed_for_the_first_time(sales):
    """Then nobody had a label."""
    shop = sales.copy()

    assert shop.refresh(**BACK)["restored"] == 3

    assert set(map(tuple, labels(shop, "Customers").values())) == {("",) * 5}
    assert not any(stands(shop).values())


def test_who_has_no_row_of_their_own_goes_back_too(shared_server):
    """Only orders tell of them, so their tab is all the label they have."""
    tabs = {"People": [["Name", "Phone"], ["Ada Obi", "0803 000 0101"]]}
    shop = made(shared_server, {**tabs, "Sales": ORDERS})
    first = stands(shop)
    shop.refresh(**BACK)
    assert not any(stands(shop).values())
    shop.refresh(**BACK)
    assert stands(shop) == first
    append(shop, "Sales", NEWS)
    shop.refresh(**LATER)

    assert shop.refresh(**BACK)["restored"] == 1

    assert stands(shop) == first


def test_a_segment_without_a_rule_is_put_back_as_text(once):
    """Its customers stand nowhere, and what was typed beside them stays there."""
    shop = once.copy()
    first = labels(shop)
    shop.refresh(scheme="simple", **LATER)
    title = next(tab for tab, rows in stands(shop).items() if "Ada Obi" in rows)
    shop.type_cell(title, 0, 9, "Called")
    shop.type_cell(title, row_of(shop, "Ada Obi", title), 9, "yes")

    shop.refresh(**BACK)

    assert labels(shop) == first
    assert "VIP" not in stands(shop)
    assert stands(shop)[title]["Ada Obi"][1:] == ["yes"]
    shop.refresh(**LATER)
    assert stands(shop)[title]["Ada Obi"][1:] == ["yes"]


def test_the_label_in_the_notes_goes_back_too(once):
    """It says what the label says, and goes where there is none."""
    shop = once.copy()
    choose(shop, "Label in notes", "on")
    append(shop, "People", ["Efe Odu", "0803 000 0109", 1, 10, 46340, "Short"])
    bisi_buys(shop)
    shop.refresh(**LATER)

    shop.refresh(**BACK)

    notes = {row[0]: row[5] for row in shop.rows("People")[1:]}
    assert notes["Bisi Ade"] == "[Segment: New]"
    assert notes["Efe Odu"] == "Short"


def test_it_never_waits_for_a_yes(shared_server):
    """Whoever asks for it knows what happened."""
    rows = [[f"P {n}a", f"+23480300001{n}", n, n * 900, 46300] for n in range(10, 34)]
    shop = made(shared_server, {"People": [PEOPLE[0][:5], *rows]})
    span = {"dimension": "ROWS", "startIndex": 1, "endIndex": 13}
    place = {"sheetId": shop.sheet_id("People"), **span}
    shop.send({"deleteDimension": {"range": place}})

    assert shop.refresh(**BACK)["restored"] == 12


def test_a_protected_tab_is_left_alone(shop):
    """The helper in the shop is told who can help, and nothing is written."""
    helper = "helper@example.com"
    shop.server.store.share(shop.spreadsheet_id, helper, "writer")
    place = {"range": {"sheetId": shop.sheet_id("VIP")}, "editors": {"users": [OWNER]}}
    shop.send({"addProtectedRange": {"protectedRange": place}})
    was = shop.everything()

    with pytest.raises(ProtectedError):
        Helper(shop.server, shop.spreadsheet_id).refresh(**BACK)

    assert shop.everything() == was


class Helper(Tracker):
    """The tracker, as somebody has it who does not own it."""

    @property
    def token(self) -> str:
        return self.server.issuer.access_token("helper@example.com")


@dataclass
class Faulty(Tracker):
    """The tracker over a connection that meets a mishap at its first write."""

    mishap: str = ""

    def client(self):
        client = super().client()
        wire = Wire(self.server, WRITE, MISHAPS[self.mishap])
        client.http.session.mount("http://", wire)
        return client


@pytest.mark.parametrize("mishap", ["time-out after"])
def test_a_lost_answer_does_not_take_it_back_again(shop, before, mishap):
    """What is put back is what stood there at the beginning, however often it tries."""
    faulty = Faulty(shop.server, shop.spreadsheet_id, mishap=mishap)

    report = faulty.refresh(**BACK)

    assert report["restored"] == 1
    assert (labels(shop), stands(shop)) == before


def test_rows_that_move_just_then_get_their_own_labels(shop, before):
    """Whoever sorts between the read and the write loses nothing by it."""
    world = shop.server.world

    def once_before_write(method, path, _):
        if method == "POST" and path.endswith(":batchUpdate"):
            world.before = None
            sort(shop)

    world.before = once_before_write
    try:
        shop.refresh(**BACK)
    finally:
        world.before = None

    assert (labels(shop), stands(shop)) == before


def test_a_refresh_that_was_put_right_is_taken_back_as_a_whole(once):
    """Its first batch had labelled rows that moved, and a second one mended that."""
    shop = once.copy()
    first = labels(shop), stands(shop)
    bisi_buys(shop)
    world = shop.server.world

    def once_before_write(method, path, _):
        if method == "POST" and path.endswith(":batchUpdate"):
            world.before = None
            sort(shop)

    world.before = once_before_write
    try:
        assert shop.refresh(**LATER)["api"]["writes"] > 1
    finally:
        world.before = None
    assert labels(shop) != first[0]

    shop.refresh(**BACK)

    assert (labels(shop), stands(shop)) == first


def test_two_who_ask_at_once_do_not_undo_each_other(shop, before):
    """The second finds it done."""
    world = shop.server.world

    def other_first(method, path, _):
        if method == "POST" and path.endswith(":batchUpdate"):
            world.before = None
            shop.refresh(**BACK)

    world.before = other_first
    try:
        report = shop.refresh(**BACK)
    finally:
        world.before = None

    assert (labels(shop), stands(shop)) == before
    assert report["restored"] == 1


def test_over_http(shop, before):
    """The mode is “restore”; without a label to put back the problem says so."""
    settings = local_settings(shop.server)
    functions = functions_app(build_services(settings)).test_client()
    issuer = shop.server.issuer
    sent = {
        "Authorization": f"Bearer {issuer.id_token(OWNER, AUDIENCE)}",
        "X-Sheets-Access-Token": issuer.access_token(OWNER),
    }
    body = {"spreadsheet_id": shop.spreadsheet_id, "mode": "restore"}

    done = functions.post("/refresh", json=body, headers=sent)
    empty = {**body, "spreadsheet_id": never(shop).spreadsheet_id}
    none = functions.post("/refresh", json=empty, headers=sent)

    assert (done.status_code, done.json["restored"]) == (200, 1)
    assert (labels(shop), stands(shop)) == before
    assert (none.status_code, none.json["code"]) == (409, "nothing_to_restore")


def test_another_day_counts_for_facts_and_not_for_labels(shop, before):
    """Labels come from the copy, whatever the rules would say today."""
    shop.refresh(as_of=date(2029, 1, 1), **BACK)

    assert labels(shop) == before[0]
