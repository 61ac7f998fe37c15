"""Run seeds by hand: ``python -m tests.editors FIRST [COUNT] [POINTS] [EDITS] [MOST]``.

POINTS are calls before which people edit: ``structure,values,write``. EDITS are
``typing``, ``shape`` (typing, and rows and columns), ``tabs`` (typing, and whole tabs),
``all``, or ``harsh`` (all, and what no promise covers). Before each call of ours people
make up to MOST of them.
"""

import sys
import time
from collections import Counter

from tests.editors.person import ALL, HARSH, SHAPE, TABS, TYPING
from tests.editors.run import MOST_EDITS, POINTS, run

EDITS = {
    "all": ALL,
    "typing": TYPING,
    "shape": {**TYPING, **SHAPE},
    "tabs": {**TYPING, **TABS},
    "harsh": {**ALL, **HARSH},
}


def main() -> None:
    """Run the seeds asked for, tell those that show a fault, and count."""
    usual = ["0", "1", ",".join(POINTS), "all", str(MOST_EDITS)]
    asked = sys.argv[1:]
    first, count, points, edits, most = [*asked, *usual[len(asked) :]]
    kinds: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    began, made = time.monotonic(), 0
    for seed in range(int(first), int(first) + int(count)):
        outcome = run(seed, points.split(","), EDITS[edits], most=int(most))
        made += outcome.edits
        ends[outcome.error or "done"] += 1
        kinds.update({f"{phase}: {kind}" for phase, kind, _ in outcome.faults})
        if outcome.faults or count == "1":
            _say(outcome.told())
    per_s = ends.total() / (time.monotonic() - began)
    _say(f"{ends.total()} runs, {per_s:.2f}/s, {made} edits, {dict(ends)}")
    _say(f"faults: {dict(kinds)}")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
