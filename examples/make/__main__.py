"""Command line of the generator: which trackers to write, and where."""

import argparse
from pathlib import Path

from examples.make import lagos_tabs, online_retail, pune_tabs
from examples.make.truth import to_json
from examples.make.workbook import Example, write_workbook

EXAMPLES = Path(__file__).resolve().parents[1]


def write_example(name: str, example: Example, folder: Path) -> None:
    """Write one tracker and, under `expected/`, what a right reading of it gives."""
    (folder / "expected").mkdir(parents=True, exist_ok=True)
    write_workbook(folder / f"{name}.xlsx", example)
    expected = folder / "expected" / f"{name}.json"
    expected.write_text(to_json(example.expected), encoding="utf-8")


def write_invented(folder: Path) -> None:
    """Write both invented workbooks; the same files every time."""
    write_example("lagos-clothing", lagos_tabs.build(), folder)
    write_example("pune-jeweller", pune_tabs.build(), folder)


def main() -> None:
    """Write the invented trackers; with a source, the Online Retail cut too."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--into", type=Path, default=EXAMPLES, help="folder to write")
    parser.add_argument("--uci", type=Path, help="the full Online Retail .csv.gz")
    options = parser.parse_args()
    write_invented(options.into)
    if options.uci:
        online_retail.write_cut(options.uci, options.into / "online-retail.csv")


if __name__ == "__main__":
    main()
