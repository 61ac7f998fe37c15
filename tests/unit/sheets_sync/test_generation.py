"""The hidden tab of a batch, and what becomes of those before it."""

from dataclasses import replace

import pytest

from sheets_sync import changes as c
from sheets_sync.generation import next_generation, token_title, with_generation
from sheets_sync.model import TabMark
from sheets_sync.own_tabs import one_of_each
from sheets_sync.spaces import DeleteRows
from tests.builders import REGULAR, VIP, snapshot, tab

OVERVIEW = tab(
    "Overview",
    [["Customer segments"], ["Last refreshed"]],
    sheet_id=3,
    mark=TabMark("overview", row_count=2, column_count=2),
)
PEOPLE = tab("People", [["Name", "Segment"], ["Ada", "New"]], owned={"segment": 1})
STAMP = c.WriteCells(3, 1, 1, ((46000,),))
LABEL = c.WriteCells(1, 1, 1, (("VIP",),))


def hidden(sheet_id, mark):
    """Return a hidden tab of ours."""
    return replace(
        tab(f"Tab {sheet_id}", [], sheet_id=sheet_id, mark=mark), hidden=True
    )


TOKEN = hidden(20, TabMark("generation"))
OLDER = hidden(19, TabMark("journal", mended_by=20))
GONE = hidden(18, replace(REGULAR, gone=True))
READ = snapshot(PEOPLE, OVERVIEW, TOKEN)


def ends_of(read, changes, used=(), emptied=()):
    """Return which tabs a batch deletes, and which it marks."""
    done = with_generation(read, changes, {}, used, emptied)
    return (
        {one.sheet_id for one in done if isinstance(one, c.DeleteTab)},
        {one.sheet_id: one.mark for one in done if isinstance(one, c.MarkTab)},
    )


def test_the_stamp_alone_needs_no_token():
    """Whichever refresh writes the figures of the Overview last is right."""
    assert with_generation(READ, [STAMP], {}) == (STAMP,)


@pytest.mark.parametrize("changes", [[LABEL], [STAMP, LABEL], [DeleteRows(1, 1, 1)]])
def test_a_batch_begins_with_a_token_whose_id_follows_from_the_one_read(changes):
    """Two batches from one reading name the same id, and Sheets refuses the second."""
    first, *_ = with_generation(READ, changes, {})
    again, *_ = with_generation(READ, changes, {})
    other, *_ = with_generation(snapshot(PEOPLE, OVERVIEW), changes, {})

    assert first.sheet_id == again.sheet_id == next_generation(READ)
    assert first.sheet_id != other.sheet_id
    assert first.hidden
    assert first.title == token_title(first.sheet_id)


def test_the_token_of_before_is_deleted():
    """One hidden tab is left, however many refreshes there were."""
    assert ends_of(READ, [LABEL]) == ({20}, {})


def test_a_journal_that_was_used_stays_until_it_is_known_that_this_went_well():
    """It is marked with the token that will tell, and is the last one no more."""
    token = next_generation(READ)

    deleted, marked = ends_of(READ, [LABEL], used=[TOKEN])

    assert deleted == set()
    assert marked == {20: TabMark("journal", mended_by=token)}


def test_an_older_journal_goes_with_the_next_batch_that_needs_it_no_more():
    """What it was kept for went well: nobody came in between."""
    read = snapshot(PEOPLE, OVERVIEW, TOKEN, OLDER)

    assert ends_of(read, [LABEL]) == ({19, 20}, {})
    deleted, marked = ends_of(read, [LABEL], used=[TOKEN, OLDER])
    assert deleted == set()
    assert {mark.mended_by for mark in marked.values()} == {next_generation(read)}
    assert marked.keys() == {19, 20}


def test_several_journals_may_wait():
    """None of them is taken for a copy of another."""
    tabs = [TOKEN, OLDER, replace(OLDER, sheet_id=17)]

    assert [one.mark for one in one_of_each(tabs)] == [one.mark for one in tabs]


def test_putting_back_has_a_journal_even_where_only_the_overview_is_written():
    """The copies that are used may not go before it is known how that ended."""
    token, *_ = with_generation(READ, [STAMP], {}, [TOKEN])

    assert isinstance(token, c.AddTab)


def test_the_tab_of_a_segment_that_is_gone_is_deleted_by_the_next_refresh():
    """Unless its batch marks it anew, for somebody typed there."""
    read = snapshot(PEOPLE, OVERVIEW, TOKEN, GONE)
    kept = c.MarkTab(18, 518, TabMark("kept", "Regular"))

    assert ends_of(read, [LABEL], emptied={18})[0] == {18, 20}
    assert ends_of(read, [LABEL, kept], emptied={18})[0] == {20}


@pytest.mark.parametrize(
    ("now", "emptied"),
    [
        pytest.param(GONE, (), id="it was this refresh that emptied it"),
        pytest.param(replace(GONE, hidden=False), {18}, id="somebody fetched it back"),
        pytest.param(hidden(18, REGULAR), {18}, id="its segment is back"),
    ],
)
def test_an_emptied_tab_stays_where_somebody_may_type_in_it(now, emptied):
    """Who saw it go may fetch it back."""
    assert ends_of(snapshot(PEOPLE, TOKEN, now), [LABEL], emptied=emptied)[0] == {20}


def test_a_tab_that_goes_now_stays_for_one_batch():
    """It is hidden and marked; what was typed there meanwhile can be brought back."""
    segment = tab("VIP", [["Customer"]], sheet_id=4, mark=VIP)
    gone = c.MarkTab(4, 504, replace(VIP, gone=True))

    assert ends_of(snapshot(PEOPLE, TOKEN, segment), [gone])[0] == {20}
