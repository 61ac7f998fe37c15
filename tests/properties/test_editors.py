"""People edit while a refresh runs; a small slice of what the soak does at length.

Seeds that differ by ``BASES`` share a tracker, which takes longest to make.
"""

import pytest

from local_sheets import Store
from tests.editors.oracle import losses, uids_in
from tests.editors.run import BASES, ID, base, run
from tests.editors.view import views

REFRESHED, NEVER_REFRESHED = 0, 7
# Runs whose every write but the last met somebody's edit, in a tracker of either kind.
DISTURBED = [
    REFRESHED + 3 * BASES,
    REFRESHED + 12 * BASES,
    NEVER_REFRESHED + 4 * BASES,
]
# A column moved at the first write, and somebody came between when it was put right.
PUT_BACK_TWICE = 2 + 195 * BASES


@pytest.mark.parametrize("seed", DISTURBED)
def test_what_people_type_is_never_lost(seed):
    """It is all there, beside whom it was, and labels are right on the next refresh."""
    outcome = run(seed)

    assert not outcome.faults, outcome.told()


def test_what_came_along_by_mistake_is_gone_though_it_was_put_back_twice():
    """The first time was put back itself, and so stood where nothing had been read."""
    outcome = run(PUT_BACK_TWICE, most=1)

    assert not outcome.faults, outcome.told()


def test_calls_over_http_come_to_the_same(shared_server):
    """What the runs do without a socket, a seller's client does with one."""
    seed = NEVER_REFRESHED + 9 * BASES
    direct = run(seed)

    served = run(seed, server=shared_server)

    assert served == direct
    assert not served.faults, served.told()


def clear(cells):
    return {"updateCells": {"range": cells, "fields": "userEnteredValue,note"}}


def copy_down(cells):
    below = {
        "startRowIndex": cells["startRowIndex"] + 1,
        "endRowIndex": cells["endRowIndex"] + 1,
    }
    return {"copyPaste": {"source": cells, "destination": {**cells, **below}}}


def cut_down(cells):
    there = {"sheetId": cells["sheetId"], "rowIndex": cells["startRowIndex"] + 1}
    there["columnIndex"] = cells["startColumnIndex"]
    return {"cutPaste": {"source": cells, "destination": there}}


@pytest.mark.parametrize(
    ("harm", "kind"),
    [(clear, "lost"), (copy_down, "twice"), (cut_down, "moved")],
)
def test_harm_is_seen(harm, kind):
    """What is cleared, copied or moved away from its customer counts as a fault."""
    begun = base(REFRESHED)
    store = Store()
    store.add(begun.spreadsheet)
    view, row, column = next(
        (view, *at)
        for view in views(begun.spreadsheet)
        for at in view.filled
        if at[0] in view.people(begun.ledger.people) and uids_in(view, *at)
    )
    cells = {
        "sheetId": view.sheet_id,
        "startRowIndex": row,
        "endRowIndex": row + 1,
        "startColumnIndex": column,
        "endColumnIndex": column + 1,
    }

    store.batch_update(ID, [harm(cells)])

    assert not losses(begun.spreadsheet, begun.ledger)
    assert kind in {kind for kind, _ in losses(store.spreadsheet(ID), begun.ledger)}
