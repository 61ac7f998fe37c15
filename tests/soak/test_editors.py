"""Ten thousand refreshes with people editing at every point between their calls.

A chunk of seeds is one test, so that workers share them. One seed alone is run by
``python -m tests.editors SEED``.
"""

from collections import Counter

import pytest

from tests.editors.run import BASES, POINTS, run

RUNS = 10_000
CHUNKS = 40
TOLD = 5


@pytest.mark.soak
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_cell_that_a_person_typed_is_lost(chunk, capsys):
    """Whatever people do meanwhile: all they typed is there, beside whom it was."""
    ends: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    edits, told = 0, []
    # Seeds that share trackers are in one chunk, so that few have to be made.
    for seed in seeds_of(chunk):
        outcome = run(seed, POINTS)
        edits += outcome.edits
        ends[outcome.error or "completed"] += 1
        faults.update({f"{phase} {kind}" for phase, kind, _ in outcome.faults})
        if outcome.harm:
            told.append(outcome.told())
    counted = ", ".join(f"{count} {end}" for end, count in sorted(ends.items()))
    with capsys.disabled():
        print(f"\n{ends.total()} runs, {edits} edits: {counted}; {dict(faults)}")  # noqa: T201
    assert not told, "\n".join([f"{len(told)} runs lost something", *told[:TOLD]])


def seeds_of(chunk: int) -> list[int]:
    """Return the seeds of a chunk: all chunks together have every seed once."""
    by_tracker = sorted(range(RUNS), key=lambda seed: (seed % BASES, seed))
    size = RUNS // CHUNKS
    return by_tracker[chunk * size : (chunk + 1) * size]
