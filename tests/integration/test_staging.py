"""A plan too large for one request: all of it shows at once, or none of it.

The whole table of batches and faults is in tests/soak; here are some of each.
"""

import pytest

from sheets_sync import errors
from sheets_sync.layout import TAB_METADATA_KEY
from tests.faulty import MISHAPS, WRITE, KilledError, Wire, killed, timed_out
from tests.staged import (
    CAME,
    FIRST,
    REFUSED,
    check_killed,
    check_overtaken,
    check_planned_again,
    scene_of,
    seen,
    staged,
    wire_to,
    writes_of,
)

KINDS = (FIRST, CAME)


@pytest.fixture(scope="module")
def scenes(shared_server):
    """The scene of each kind of refresh, written in several batches."""
    return {kind: scene_of(shared_server, kind) for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_the_end_is_as_if_it_had_been_one_request(scenes, kind):
    """Cells, links, formats, notes, protections, charts and marks, tab by tab."""
    scene = scenes[kind]
    scene.begin()

    plain = scene.refresh(most_bytes=10_000_000)

    assert (plain.calls.count(WRITE), writes_of(scene) > 2) == (1, True)
    assert seen(scene.after) == seen(plain.left)
    assert not staged(scene.after)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_shows_before_the_last_batch(scenes, kind):
    """After each of the others a seller sees what was there before."""
    scene = scenes[kind]
    scene.begin()
    pictures = []
    scene.server.world.after = lambda method, *_: (
        pictures.append(scene.picture()) if method == "POST" else None
    )

    try:
        scene.refresh()
    finally:
        scene.server.world.after = None

    assert len(pictures) == writes_of(scene)
    assert pictures[-1] == scene.after
    assert all(seen(one) == seen(scene.before) for one in pictures[:-1])
    assert all(map(staged, pictures[:-1]))


def test_pasted_cells_are_what_was_meant(scenes):
    """Text like a formula stays text, and notes and formats of people's stay."""
    after = scenes[CAME].after

    people, *_ = (tab for tab in after["tabs"])
    row = people["rows"][12]
    at = people["rows"][0][0].index("Segment")
    assert row[0][0] == "=1+7"
    assert isinstance(row[0][at], str)
    assert row[2][at] == {"note": "seen"}
    assert row[1][at]["wrapStrategy"] == "CLIP"
    names = {r[0][0] for tab in after["tabs"][1:] for r in tab["rows"] if r[0]}
    assert {"=1+7", "=1+14", "=1+28"} <= names


def test_a_process_that_is_killed_between_batches(scenes):
    """Nothing shows; the next refresh clears up and ends."""
    check_killed(scenes[FIRST], 2, killed)


@pytest.mark.parametrize(
    ("kind", "nth", "mishap"),
    [(FIRST, 2, "refused"), (CAME, -1, "time-out, then it arrives")],
)
def test_a_batch_that_fails_is_planned_again(scenes, kind, nth, mishap):
    """What was staged is cleared, whether or not the batch was applied."""
    scene = scenes[kind]
    at = nth if nth > 0 else writes_of(scene) + 1 + nth
    check_planned_again(scene, at, MISHAPS.get(mishap, REFUSED))


def test_a_batch_that_is_always_refused(scenes):
    """After a few attempts that is said; nothing shows, and the next one clears up."""
    scene = scenes[CAME]
    scene.begin()
    wire = Wire(scene.server, WRITE, REFUSED, lasting=True)
    wire.mishap = lambda wire, request, options: (
        REFUSED(wire, request, options)
        if b"copyPaste" in request.body
        else wire.through(request, options)
    )

    ended = scene.refresh(wire)

    assert isinstance(ended.error, errors.RejectedBatchError)
    assert seen(ended.left) == seen(scene.before)
    assert scene.refresh().left == scene.after


def test_another_refresh_comes_between_two_batches(scenes):
    """It clears the stage, for it cannot tell it from an abandoned one, and ends."""
    check_overtaken(scenes[FIRST], 2)


def test_a_refresh_that_is_overtaken_leaves_the_faster_one_alone(scenes):
    """Else two could clear each other's stage for ever; it says so and ends."""
    scene = scenes[FIRST]
    scene.begin()

    def overtake(wire, request, options):
        other = scene.refresh(wire_to(scene, 3, killed))
        assert isinstance(other.error, KilledError)
        return wire.through(request, options)

    ended = scene.refresh(wire_to(scene, 2, overtake))

    assert isinstance(ended.error, errors.RefreshUnderWayError)
    assert ended.error.retryable
    assert seen(ended.left) == seen(scene.before)
    assert scene.refresh().left == scene.after


def test_rows_that_move_while_a_stage_is_built(scenes):
    """The last batch finds them elsewhere; that is put right, and labels converge."""
    scene = scenes[CAME]
    scene.begin()
    tracker = scene.tracker
    people = {"sheetId": tracker.sheet_id("People"), "dimension": "ROWS"}
    moved = {"range": {**people, "startIndex": 3, "endIndex": 5}}

    def insert(wire, request, options):
        tracker.send({"insertDimension": moved})
        return wire.through(request, options)

    ended = scene.refresh(wire_to(scene, writes_of(scene), insert))

    assert ended.error is None
    assert not staged(ended.left)
    theirs = [row[:6] for row in tracker.rows("People") if row]
    segments = [row[6] for row in tracker.rows("People") if row]
    scene.begin()
    scene.refresh()
    assert theirs == [row[:6] for row in tracker.rows("People")]
    assert segments == [row[6] for row in tracker.rows("People")]


def test_a_lost_answer_beside_another_refresh_stays_unknown(scenes):
    """It is not said that nothing was written where that cannot be known."""
    scene = scenes[FIRST]
    scene.begin()

    def overtake(wire, request, options):
        assert isinstance(scene.refresh(wire_to(scene, 3, killed)).error, KilledError)
        return timed_out(wire, request, options)

    ended = scene.refresh(wire_to(scene, 2, overtake))

    assert isinstance(ended.error, errors.WriteOutcomeUnknownError)
    assert seen(ended.left) == seen(scene.before)


def test_a_stage_left_behind_is_no_part_of_the_tracker(scenes):
    """A preview reads as if it were not there; a small plan clears it on the way."""
    scene = scenes[FIRST]
    scene.begin()
    scene.refresh(wire_to(scene, writes_of(scene), killed))
    left = scene.picture()
    assert staged(left)

    preview = scene.refresh(mode="preview")
    assert [preview.report[x] for x in ("customers", "sources", "data_check")] == [
        scene.report[x] for x in ("customers", "sources", "data_check")
    ]
    assert preview.left == left

    whole = scene.refresh(most_bytes=10_000_000)
    assert whole.calls.count(WRITE) == 2
    assert seen(whole.left) == seen(scene.after)
    assert not staged(whole.left)


def test_a_stage_beside_a_finished_refresh_goes_alone(scenes):
    """Even where nothing else is to be written."""
    scene = scenes[FIRST]
    scene.begin()
    scene.refresh()
    tracker = scene.tracker
    added = {"sheetId": 77, "title": "Segment state x", "hidden": True}
    mark = {
        "metadataKey": TAB_METADATA_KEY,
        "metadataValue": '{"role": "stage", "stage": 5}',
        "location": {"sheetId": 77},
        "visibility": "DOCUMENT",
    }
    tracker.send(
        {"addSheet": {"properties": added}},
        {"createDeveloperMetadata": {"developerMetadata": mark}},
    )

    ended = scene.refresh()

    assert ended.report["changes"]["requests"] == 1
    assert ended.left == scene.after
    assert scene.refresh().report["changes"]["requests"] == 0
