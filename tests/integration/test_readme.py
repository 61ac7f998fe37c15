"""The README shows what the program really prints."""

import re
import subprocess

from sheets_sync.cli import main
from tests.conftest import EXAMPLES, ROOT

DEMO = (
    "refresh",
    str(EXAMPLES / "lagos-clothing.xlsx"),
    "--timezone",
    "Africa/Lagos",
    "--locale",
    "en_NG",
    "--as-of",
    "2026-11-21",
)


def shown_in_readme(name: str) -> str:
    """Return one example block of the README."""
    text = (ROOT / "README.md").read_text("utf-8")
    block = re.search(
        rf"<!-- {name} -->\n```\n(.*?)```\n<!-- /{name} -->", text, re.DOTALL
    )
    return block[1].strip()


def test_the_example_in_the_readme_is_real_output(tmp_path, capsys):
    """Before, after and segments are printed by the demo, letter by letter."""
    main([*DEMO, "--out", str(tmp_path / "out.xlsx")])

    printed = capsys.readouterr().out
    before, rest = printed.removeprefix("Before\n").split("\n\nAfter\n", 1)
    assert shown_in_readme("before") == before
    assert shown_in_readme("after") == rest[: rest.index("\n\nWritten to")]


def test_the_demo_of_the_makefile_is_the_one_shown():
    """The README's example is what `make demo` runs."""
    printed = subprocess.run(
        ["make", "--dry-run", "--always-make", "demo"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    line = next(row for row in printed.splitlines() if "sheet-segments refresh" in row)
    flat = printed[printed.index(line) :].replace("\\\n", " ")
    assert re.search(r"--timezone Africa/Lagos --locale en_NG --as-of 2026-11-21", flat)
    assert "examples/lagos-clothing.xlsx" in flat
