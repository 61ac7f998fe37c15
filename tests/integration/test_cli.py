"""The command line over workbook files."""

import json
import re
import shutil
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from sheets_sync.cli import main
from sheets_sync.laptop import open_tracker
from tests.conftest import EXAMPLES

TRACKERS = sorted(p for p in EXAMPLES.iterdir() if p.suffix in {".xlsx", ".csv"})
LARGEST = "online-retail.csv"
REPORT_KEYS = [
    "spreadsheet",
    "as_of",
    "scheme",
    "applied",
    "customers",
    "segments",
    "tags",
    "moves",
    "facts",
    "changes",
    "api",
    "sources",
    "data_check",
    "duration_s",
]
AS_OF = ("--as-of", "2026-11-21")


@pytest.fixture
def run(capsys):
    """Run a command; return its exit code, standard output and standard error."""

    def call(*words):
        code = main([str(word) for word in words])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return call


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(
            path, id=path.name, marks=[pytest.mark.soak] * (path.name == LARGEST)
        )
        for path in TRACKERS
    ],
)
def test_refreshing_its_own_output_plans_only_the_stamp(run, tmp_path, path):
    """Everything that identifies our tabs and columns survives the file."""
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    code, out, _ = run("refresh", path, "--out", first, "--json", *AS_OF)
    before = json.loads(out)

    again, out, _ = run("refresh", first, "--out", second, "--json", *AS_OF)

    after = json.loads(out)
    assert (code, again) == (0, 0)
    assert list(before) == REPORT_KEYS
    assert after["changes"]["requests"] <= 1
    assert after["changes"]["cells_changed"] <= 1
    assert after["segments"] == before["segments"]
    assert after["sources"] == before["sources"]


def test_the_written_workbook_holds_every_tab(run, tmp_path):
    """The seller's tabs come first, then ours."""
    out = tmp_path / "out.xlsx"

    run("refresh", EXAMPLES / "lagos-clothing.xlsx", "--out", out, *AS_OF)

    workbook = CalamineWorkbook.from_path(out)
    visible = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible
    ]
    assert visible == [
        "Customers",
        "Orders 2026",
        "Walk-ins",
        "Price list",
        "Overview",
        "VIP",
        "Regular",
        "At risk",
        "New",
        "Lapsed",
        "Prospect",
        "Segment rules",
        "Data check",
        "Segment moves",
    ]
    header = workbook.get_sheet_by_name("VIP").to_python()[0]
    assert header[:7] == [
        "Customer",
        "Phone",
        "Message",
        "Orders",
        "Spent",
        "Last order",
        "Why",
    ]


def test_without_out_the_copy_lies_beside_the_file(run, tmp_path):
    """The seller's own file is never written."""
    own = tmp_path / "bakes.csv"
    shutil.copy(EXAMPLES / "london-bakes.csv", own)
    before = own.read_bytes()

    code, out, _ = run("refresh", own, *AS_OF)

    assert code == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "bakes-segments.xlsx",
        "bakes.csv",
    ]
    assert own.read_bytes() == before
    assert "Before" in out
    assert "After" in out


@pytest.mark.parametrize("command", ["preview", "check"])
def test_preview_and_check_write_nothing(run, tmp_path, command):
    """They only say what they see."""
    own = tmp_path / "bakes.csv"
    shutil.copy(EXAMPLES / "london-bakes.csv", own)

    code, out, _ = run(command, own, *AS_OF)

    assert code == 0
    assert out
    assert list(tmp_path.iterdir()) == [own]


def test_a_preview_is_readable(run):
    """Tables say which tabs change and who is new; JSON has the same."""
    code, out, _ = run("preview", EXAMPLES / "london-bakes.csv", *AS_OF)

    assert code == 0
    assert re.search(r"^Overview +added +\+\d+ −0 ", out, re.MULTILINE)
    assert re.search(r"^\d+ would get a first label:$", out, re.MULTILINE)
    assert re.search(r"^… and \d+ more\.$", out, re.MULTILINE)
    assert out.endswith("Nothing was written.\n")


@pytest.fixture
def halved(run, tmp_path):
    """A list that was refreshed, and from which half of its rows went then."""
    own, first, half = (tmp_path / name for name in ("own.csv", "1.xlsx", "2.xlsx"))
    people = [f"Person {n},+23480300001{n},{n},{n * 1000}" for n in range(10, 34)]
    own.write_text("\n".join(["Name,Phone,Orders,Total spent", *people]))
    run("refresh", own, "--out", first, *AS_OF)
    with open_tracker(first, locale="en_GB", time_zone="Etc/GMT") as tracker:
        span = {"dimension": "ROWS", "startIndex": 1, "endIndex": 13}
        body = tracker.client.get(tracker.spreadsheet_id, "sheets.properties.sheetId")
        sheet_id = body["sheets"][0]["properties"].get("sheetId", 0)
        deletion = {"deleteDimension": {"range": {"sheetId": sheet_id, **span}}}
        tracker.client.batch_update(tracker.spreadsheet_id, {"requests": [deletion]})
        tracker.save_as(half)
    return half


def test_an_unusually_large_change_needs_an_option(run, tmp_path, halved):
    """Without it nothing is written, and one line says why and what to do."""
    out_file = tmp_path / "out.xlsx"
    call = ("refresh", halved, "--out", out_file, *AS_OF)

    code, out, err = run(*call)

    assert (code, out) == (2, "")
    assert err.startswith("12 of the 24 customers in the segment tabs are not in the")
    assert err.endswith("then add --confirm.\n")
    assert not out_file.exists()
    shown = run("preview", halved, *AS_OF)[1]
    assert (
        "A refresh would be held back until you confirm it (--confirm): 12 of" in shown
    )
    assert run(*call, "--confirm")[0] == 0
    assert out_file.exists()


def bad_calls(folder: Path) -> dict[str, list[object]]:
    tracker = EXAMPLES / "london-bakes.csv"
    empty = folder / "empty.csv"
    empty.write_text("")
    broken = folder / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    other = folder / "letter.docx"
    other.write_bytes(b"x")
    return {
        "no file": ["refresh", folder / "missing.xlsx"],
        "no workbook": ["refresh", broken],
        "an empty file": ["refresh", empty],
        "another kind of file": ["check", other],
        "a folder": ["check", folder],
        "no such scheme": ["preview", tracker, "--scheme", "astrology"],
        "no date": ["preview", tracker, "--as-of", "31/01/2026"],
        "no time zone": ["check", tracker, "--timezone", "Mars/Olympus"],
        "no locale": ["check", tracker, "--locale", "Yoruba"],
        "no folder to write to": ["refresh", tracker, "--out", folder / "x/y.xlsx"],
        "not an .xlsx to write": ["refresh", tracker, "--out", folder / "y.csv"],
        "no command": [],
        "an unknown command": ["improve", tracker],
        "an unknown option": ["check", tracker, "--fast"],
    }


CASES = (
    "no file",
    "no workbook",
    "an empty file",
    "another kind of file",
    "a folder",
    "no such scheme",
    "no date",
    "no time zone",
    "no locale",
    "no folder to write to",
    "not an .xlsx to write",
    "no command",
    "an unknown command",
    "an unknown option",
)


@pytest.mark.parametrize("case", CASES)
def test_what_the_user_can_fix_is_one_sentence_and_exit_code_2(run, tmp_path, case):
    """Standard output stays empty, and no file is left behind."""
    call = bad_calls(tmp_path)[case]
    before = sorted(tmp_path.iterdir())

    code, out, err = run(*call)

    assert code == 2
    assert out == ""
    assert err.strip()
    assert "Traceback" not in err
    assert len(err.strip().splitlines()) == 1
    assert sorted(tmp_path.iterdir()) == before
    assert not (EXAMPLES / "london-bakes-segments.xlsx").exists()


def test_the_own_file_is_never_the_output(run, tmp_path):
    """Giving the tracker itself as --out is refused."""
    own = tmp_path / "own.xlsx"
    shutil.copy(EXAMPLES / "pune-jeweller.xlsx", own)
    before = own.read_bytes()

    code, _, err = run("refresh", own, "--out", own)

    assert code == 2
    assert "never write over your own file" in err
    assert own.read_bytes() == before


@pytest.mark.parametrize(
    "text",
    [
        "Name,Phone,Orders,Total spent\nAda Obi,+2348030000101,6,9000\n",
        "Date,Customer,Phone,Amount\n2026-10-01,Ada Obi,+2348030000101,900\n",
    ],
    ids=["customers", "orders"],
)
def test_labels_come_back_through_files(run, tmp_path, text):
    """Whatever is needed for that survives the file, and one line says how many."""
    own, first, back = (tmp_path / name for name in ("own.csv", "1.xlsx", "2.xlsx"))
    own.write_text(text)
    run("refresh", own, "--out", first, *AS_OF)

    code, out, _ = run("restore", first, "--out", back, *AS_OF)
    twice = run("restore", back, "--json", *AS_OF)[1]
    none, _, err = run("restore", own, *AS_OF)

    assert (code, none) == (0, 2)
    assert "1 label put back as before." in out
    assert json.loads(twice)["restored"] == 1
    assert (tmp_path / "2-restored.xlsx").exists()
    assert err.startswith("The last refresh changed no label. Nothing was changed.")
