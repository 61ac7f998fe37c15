"""Every row of the requirements has a test that is named after it."""

import re

from tests.conftest import ROOT

ROWS = [
    f"{letter}{number}"
    for letter, count in (("K", 11), ("R", 8), ("B", 10), ("T", 5), ("W", 8))
    for number in range(1, count + 1)
]


def _tested():
    texts = (page.read_text("utf-8") for page in ROOT.glob("tests/requirements/*.py"))
    names = re.findall(r"^def test_(\w+)", "\n".join(texts), re.MULTILINE)
    return {
        row.upper() for name in names for row in re.findall(r"[krbtw]\d+(?=_)", name)
    }


def test_no_row_is_without_a_test():
    """From K1 to W8, what is left out too: then of what stands in its place."""
    assert [row for row in ROWS if row not in _tested()] == []


def test_what_is_left_out_says_why_and_what_is_in_its_place():
    """Each line of the page has a row, a reason and a substitute."""
    page = (ROOT / "docs/scope.md").read_text("utf-8")
    lines = [
        line.strip("| ").split(" | ") for line in page.splitlines() if line[:1] == "|"
    ]

    rows, *rest = zip(*lines[2:], strict=True)

    assert {*rows} <= {*ROWS}
    assert all(text.endswith(".") for cells in rest[1:] for text in cells)
