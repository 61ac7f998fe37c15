"""Regular expressions in a process of their own, which can be stopped.

Python's expressions may take longer than the age of the world, and nobody else gets a
turn meanwhile. Google's never do. This file runs on its own, without the package.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from typing import NamedTuple

# A group in a replacement, or a character that stands for itself.
GROUP = re.compile(r"\$\{(\w+)\}|\$(\d+)|\\(.)", re.DOTALL)
# An expression with none of these looks at each character a fixed number of times.
_REPEATS = set("*+?{")


class Swap(NamedTuple):
    """What is looked for and what takes its place.

    Attributes:
        source: the regular expression.
        flags: of the `re` module.
        replacement: put in with its ``$1`` and ``${name}`` filled in.
    """

    source: str
    flags: int
    replacement: str

    def of(self, texts: Iterable[str]) -> list[tuple[str, int]]:
        """Return texts with everything replaced, and how often in each."""
        pattern = re.compile(self.source, self.flags)
        return [
            pattern.subn(lambda hit: _filled(self.replacement, hit), text)
            for text in texts
        ]


def swapped(swap: Swap, texts: Sequence[str], limit_s: float) -> list[tuple[str, int]]:
    """Return texts with everything replaced, and how often in each.

    Raises:
        TimeoutError: it takes longer than it may.
    """
    if not texts or not _REPEATS & set(swap.source):
        return swap.of(texts)
    job = json.dumps([swap, texts])
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", __file__],
            input=job.encode("ascii"),
            capture_output=True,
            check=True,
            timeout=limit_s,
        )
    except subprocess.TimeoutExpired as error:
        raise TimeoutError from error
    return [(text, count) for text, count in json.loads(done.stdout)]


def _filled(replacement: str, hit: re.Match[str]) -> str:
    """Return a replacement with its ``$1`` and ``${name}`` filled in."""

    def group(found: re.Match[str]) -> str:
        name, number, character = found.groups()
        if character is not None:
            return str(character)
        return hit[name] or "" if name else hit[int(number)] or ""

    return GROUP.sub(group, replacement)


if __name__ == "__main__":
    asked, given = json.load(sys.stdin)
    json.dump(Swap(*asked).of(given), sys.stdout)
