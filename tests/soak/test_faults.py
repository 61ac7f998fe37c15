"""Every call of a refresh, every fault, every kind of refresh."""

import itertools
import signal
import subprocess
import sys
import threading
from collections import Counter

import pytest

from tests.conftest import AS_OF, ROOT
from tests.faulty import KILLS, KINDS, MISHAPS, WRITE, Scene, cases, earlier

# A refresh in a process of its own, told what to refresh, as whom, where and when.
CHILD = """
import sys
from datetime import date, datetime
from sheets_sync.client import SheetsClient
from sheets_sync.refresh import Job, refresh
spreadsheet_id, token, url, as_of, now, scheme = sys.argv[1:]
job = Job(spreadsheet_id, scheme=scheme or None, as_of=date.fromisoformat(as_of))
client = SheetsClient(token, root=url)
list(refresh(job, client, lambda: datetime.fromisoformat(now)))
"""


@pytest.mark.soak
@pytest.mark.parametrize("kind", KINDS)
def test_every_call_with_every_fault(shared_server, kind, capsys):
    """As before or as after, and as after once the next refresh has run."""
    scene = Scene(shared_server, kind)
    ends: Counter[str] = Counter()
    for case in cases(scene.calls):
        ended = case.check(scene)
        how = type(ended.error).__name__ if ended.error else "completed"
        ends[f"{'after' if case.is_applied else 'before'}: {how}"] += 1
    told = ", ".join(f"{count} {end}" for end, count in sorted(ends.items()))
    with capsys.disabled():
        print(f"\n{kind}: {ends.total()} faults; {told}")  # noqa: T201
    each = 2 * (len(MISHAPS) - len(KILLS)) + len(KILLS)
    assert ends.total() == len(scene.calls) * each


@pytest.mark.soak
@pytest.mark.parametrize("kind", KINDS)
def test_a_process_that_is_killed_at_any_call(shared_server, kind, capsys):
    """With kill -9, while a call is under way: nothing of it can clean up."""
    scene = Scene(shared_server, kind)
    for at, call in enumerate(scene.calls):
        left = left_by_killed(scene, at)
        assert left == (scene.after if call == WRITE else scene.before), call
        assert scene.refresh().left == scene.after
    with capsys.disabled():
        print(f"\n{kind}: killed {len(scene.calls)} times")  # noqa: T201


def left_by_killed(scene, at):
    """Return what is there after a refresh was killed while that call was done."""
    scene.begin()
    tracker, world = scene.tracker, scene.server.world
    clock = scene.options.get("clock", earlier)()
    scheme = scene.options.get("scheme", "")
    told = [tracker.spreadsheet_id, tracker.token, scene.server.url]
    command = [sys.executable, "-c", CHILD, *told, str(AS_OF), str(clock), scheme]
    begun, done = itertools.count(), threading.Event()
    with subprocess.Popen(command, cwd=ROOT) as child:

        def kill(method, path, body):
            if next(begun) == at:
                child.kill()
                child.wait()
                world.after = lambda *_: done.set()

        world.before = kill
        try:
            assert done.wait(60)
        finally:
            world.before = world.after = None
            child.kill()
    assert child.returncode == -signal.SIGKILL
    return scene.picture()
