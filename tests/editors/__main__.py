"""Run seeds by hand: ``python -m tests.editors FIRST [COUNT] [POINTS] [EDITS]``."""

import sys
import time
from collections import Counter

from tests.editors.person import ALL, SHAPE, TABS, TYPING
from tests.editors.run import POINTS, run

EDITS = {
    "all": ALL,
    "typing": TYPING,
    "shape": {**TYPING, **SHAPE},
    "tabs": {**TYPING, **TABS},
}


def main() -> None:
    first, count = int(sys.argv[1]), int((sys.argv[2:] or ["1"])[0])
    points = (sys.argv[3:] or [",".join(POINTS)])[0].split(",")
    edits = EDITS[(sys.argv[4:] or ["all"])[0]]
    kinds, ends, began = Counter(), Counter(), time.monotonic()
    made = 0
    for seed in range(first, first + count):
        outcome = run(seed, points, edits)
        made += outcome.edits
        ends[outcome.error or "done"] += 1
        kinds.update({f"{phase}: {kind}" for phase, kind, _ in outcome.faults})
        if outcome.faults or count == 1:
            print(outcome.told())
    print(
        count, "runs", made, "edits", dict(ends), dict(kinds), time.monotonic() - began
    )


if __name__ == "__main__":
    main()
