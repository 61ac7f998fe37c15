"""A thousand races of two to eight refreshes of one tracker."""

import math
import random
from collections import Counter

import pytest

from tests.faulty import KINDS
from tests.racing import Track, racers

ROUNDS = 1_000
CHUNKS = 5


@pytest.mark.soak
@pytest.mark.parametrize("chunk", range(CHUNKS))
@pytest.mark.parametrize("kind", KINDS)
def test_however_many_race_the_sheet_is_as_after_one(
    shared_server, kind, chunk, capsys
):
    """All end well, and nothing is there that one refresh alone would not leave."""
    track = Track(shared_server, kind)
    chance = random.Random(f"{kind} {chunk}")
    ends: Counter[str] = Counter()
    rounds = math.ceil(ROUNDS / len(KINDS) / CHUNKS)
    for _ in range(rounds):
        entered = racers(chance)
        race = track.run(entered)
        assert race.left == track.alone.left, entered
        ends.update(race.ends)
    told = ", ".join(f"{count} {end}" for end, count in sorted(ends.items()))
    with capsys.disabled():
        print(f"\n{kind}: {rounds} races, {ends.total()} refreshes: {told}")  # noqa: T201
    assert not [end for end in ends if end.startswith("refused")]
