"""Refreshes that write in several batches: what shows of them, and what goes wrong."""

import json

from local_sheets import Fault
from sheets_sync.layout import TAB_METADATA_KEY
from tests.faulty import WRITE, KilledError, Scene, Wire, answered, killed_after

FIRST, SWITCHED, CAME = "first", "scheme switched", "many came"
# So small that each of these takes several batches.
MOST_BYTES = {FIRST: 60_000, SWITCHED: 9_000, CAME: 5_000}
REFUSED = answered(Fault(400))


def scene_of(server, kind):
    """Return a scene of that kind, written in several batches."""
    return Scene(server, kind, most_bytes=MOST_BYTES[kind])


def staged(picture):
    """Return the ids of the hidden tabs of a stage."""
    return {
        one["location"]["sheetId"]
        for one in picture["metadata"]
        if one["metadataKey"] == TAB_METADATA_KEY
        and json.loads(one["metadataValue"])["role"] == "stage"
    }


def seen(picture):
    """Return what is there besides a stage; hidden tabs may stand in any order."""
    ids = staged(picture)
    tabs = [tab for tab in picture["tabs"] if tab["properties"]["sheetId"] not in ids]
    where = [one["location"] for one in picture["metadata"]]
    homes = [
        place.get("sheetId", place.get("dimensionRange", {}).get("sheetId"))
        for place in where
    ]
    metadata = [
        json.dumps(one, sort_keys=True)
        for one, home in zip(picture["metadata"], homes, strict=True)
        if home not in ids
    ]
    return {
        **picture,
        "tabs": [tab for tab in tabs if not tab["properties"].get("hidden")],
        "hidden": [tab for tab in tabs if tab["properties"].get("hidden")],
        "metadata": sorted(metadata),
    }


def writes_of(scene):
    return scene.calls.count(WRITE)


def wire_to(scene, nth, mishap):
    return Wire(scene.server, WRITE, mishap, nth=nth)


def some_batches(scene):
    """Return the first batch, one in the middle, and the last two."""
    last = writes_of(scene)
    return sorted({1, last // 2, last - 1, last} - {0})


def check_killed(scene, nth, how):
    """Kill a refresh at that batch, and refresh again."""
    scene.begin()

    ended = scene.refresh(wire_to(scene, nth, how))

    assert isinstance(ended.error, KilledError)
    applied = nth == writes_of(scene) and how is killed_after
    assert seen(ended.left) == seen(scene.after if applied else scene.before)
    assert scene.refresh().left == scene.after


def check_planned_again(scene, nth, mishap):
    """Let a batch fail once; the refresh ends as if nothing had been."""
    scene.begin()

    ended = scene.refresh(wire_to(scene, nth, mishap))

    assert ended.error is None
    assert ended.left == scene.after
    told = ("moves", "segments", "customers", "applied")
    assert [ended.report[x] for x in told] == [scene.report[x] for x in told]


def check_overtaken(scene, nth):
    """Let another refresh come and go just before that batch."""
    scene.begin()

    def overtake(wire, request, options):
        assert scene.refresh().error is None
        return wire.through(request, options)

    ended = scene.refresh(wire_to(scene, nth, overtake))

    assert ended.error is None
    assert ended.left == scene.after
