"""Ten thousand refreshes with people editing at every point between their calls.

A chunk of seeds is one test, so that workers share them. One seed alone is run by
``python -m tests.editors SEED 1 structure,values,write all 1``.
"""

from collections import Counter
from collections.abc import Iterable

import pytest

from tests.editors.run import BASES, MOST_EDITS, Outcome, run

RUNS = 10_000
CHUNKS = 40
TOLD = 5
# Somebody edits before every other call of ours; in a storm they do so without a break.
BUSY = 1
STORM_RUNS = 1_000
STORM_CHUNKS = 4
# Edits that meet several writes in a row can hide from each other: one tick is like
# another, and a cell that we blanked is like one that somebody cleared.
MOST_HARMED_IN_A_STORM = 0.01


@pytest.mark.soak
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_cell_that_a_person_typed_is_lost(chunk, capsys):
    """Whatever people do meanwhile: all they typed is there, beside whom it was."""
    seeds = seeds_of(chunk, RUNS, CHUNKS)

    told = harmed((run(seed, most=BUSY) for seed in seeds), capsys)

    assert not told, "\n".join([f"{len(told)} runs lost something", *told[:TOLD]])


@pytest.mark.soak
@pytest.mark.parametrize("chunk", range(STORM_CHUNKS))
def test_in_a_storm_next_to_nothing_is_lost(chunk, capsys):
    """Up to three edits meet every single call, those that put things right too."""
    seeds = seeds_of(chunk, STORM_RUNS, STORM_CHUNKS)

    told = harmed((run(seed, most=MOST_EDITS) for seed in seeds), capsys)

    most = MOST_HARMED_IN_A_STORM * len(seeds)
    assert len(told) <= most, "\n".join([f"{len(told)} runs", *told[:TOLD]])


def harmed(outcomes: Iterable[Outcome], capsys) -> list[str]:
    """Count how runs ended, and return the stories of those that did harm."""
    ends: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    edits, told = 0, []
    for outcome in outcomes:
        edits += outcome.edits
        ends[outcome.error or "completed"] += 1
        faults.update({f"{phase} {kind}" for phase, kind, _ in outcome.faults})
        if outcome.harm:
            told.append(outcome.told())
    counted = ", ".join(f"{count} {end}" for end, count in sorted(ends.items()))
    with capsys.disabled():
        print(f"\n{ends.total()} runs, {edits} edits: {counted}; {dict(faults)}")  # noqa: T201
    return told


def seeds_of(chunk: int, runs: int, chunks: int) -> list[int]:
    """Return the seeds of a chunk: all chunks together have every seed once.

    Seeds that share trackers are in one chunk, so that few have to be made.
    """
    by_tracker = sorted(range(runs), key=lambda seed: (seed % BASES, seed))
    size = runs // chunks
    return by_tracker[chunk * size : (chunk + 1) * size]
