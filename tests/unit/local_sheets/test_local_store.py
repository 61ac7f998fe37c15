"""Spreadsheets kept on disk."""

import sqlite3
import threading
from contextlib import closing

import pytest

from local_sheets import Store
from local_sheets.__main__ import main
from local_sheets.errors import NotFoundError, StorageError
from local_sheets.grid.model import Formula
from local_sheets.storage.archive import _TABLES
from local_sheets.storage.opening import DATABASE, open_store
from local_sheets.workbooks.importing import stable_id


def write(value, kind="stringValue", **start):
    cell = {"userEnteredValue": {kind: value}, "note": "kept"}
    rows = [{"values": [cell]}]
    return {
        "updateCells": {"start": {"sheetId": 0, **start}, "rows": rows, "fields": "*"}
    }


def reopened(folder):
    store = open_store(folder)
    files = store.files()
    store.close()
    return {file.spreadsheet.spreadsheet_id: file for file in files}


def test_acknowledged_writes_survive_a_restart(tmp_path):
    """Cells, formulas, notes, tabs, sharing and versions are there again."""
    store = open_store(tmp_path)
    spreadsheet_id = store.create("Shop")
    grid = {"rowCount": 3000, "columnCount": 2}
    tab = {"sheetId": 4, "title": "Big", "gridProperties": grid}
    store.batch_update(
        spreadsheet_id,
        [
            write("Ann"),
            write("=1+1", "formulaValue", rowIndex=999),
            {"addSheet": {"properties": tab}},
            write("far", sheetId=4, rowIndex=2500),
        ],
    )
    store.share(spreadsheet_id, "guest@example.com", "reader")
    before = store.file(spreadsheet_id)
    store.close()
    after = reopened(tmp_path)[spreadsheet_id]
    assert after.spreadsheet.sheets == before.spreadsheet.sheets
    (kept,) = after.spreadsheet.sheets[0].rows[999].values
    assert isinstance(kept, Formula)
    assert (after.roles, after.version) == (before.roles, before.version)


def test_only_changed_blocks_are_rewritten_and_surplus_ones_dropped(tmp_path):
    """A tab that shrank, and one that was deleted, leave nothing behind."""
    store = open_store(tmp_path)
    spreadsheet_id = store.create("Shop")
    grid = {"rowCount": 3000, "columnCount": 1}
    tab = {"sheetId": 4, "title": "Big", "gridProperties": grid}
    place = {"sheetId": 4, "dimension": "ROWS", "startIndex": 1, "endIndex": 2500}
    for request in (
        {"addSheet": {"properties": tab}},
        write("far", sheetId=4, rowIndex=2600),
        {"deleteDimension": {"range": place}},
        write("near", sheetId=4),
    ):
        store.batch_update(spreadsheet_id, [request])
    store.close()
    (_, big) = reopened(tmp_path)[spreadsheet_id].spreadsheet.sheets
    filled = {at: row.values for at, row in enumerate(big.rows) if row.values}
    assert filled == {0: ("near",), 101: ("far",)}


def test_files_in_the_folder_are_imported_once(tmp_path):
    """A file gets a stable id, keeps its own bytes, and is not read over later work."""
    path = tmp_path / "orders.csv"
    path.write_text("Name\nAnn\n")
    store = open_store(tmp_path)
    spreadsheet_id = stable_id(path)
    store.batch_update(spreadsheet_id, [write("Client")])
    store.close()
    again = reopened(tmp_path)[spreadsheet_id].spreadsheet
    assert again.properties["title"] == "orders"
    assert again.sheets[0].rows[0].values == ("Client",)
    assert path.read_text() == "Name\nAnn\n"


def test_a_deleted_spreadsheet_stays_deleted(tmp_path):
    """Removal reaches the disk."""
    store = open_store(tmp_path)
    spreadsheet_id = store.create("Shop")
    store.remove(spreadsheet_id)
    store.close()
    assert reopened(tmp_path) == {}


def test_a_damaged_file_stops_the_start_with_a_sentence(tmp_path, capsys):
    """The command line names what it could not read and serves nothing."""
    (tmp_path / "broken.xlsx").write_bytes(b"no")
    assert main(["--data", str(tmp_path), "--port", "0"]) == 1
    assert "cannot be read as a workbook" in capsys.readouterr().err


BROKEN = [
    ("UPDATE files SET head = 'x'", "is damaged"),
    ("UPDATE files SET head = '{}'", "is damaged"),
    ("UPDATE blocks SET body = '[[[[7]]]]'", "is damaged"),
    ("DROP TABLE blocks; CREATE TABLE blocks (a)", "cannot be used"),
]


@pytest.mark.parametrize(("damage", "sentence"), BROKEN)
def test_a_damaged_database_stops_the_start_with_a_sentence(
    tmp_path, capsys, damage, sentence
):
    """Nothing is served from a database that does not hold what was put there."""
    store = open_store(tmp_path)
    store.batch_update(store.create("Shop"), [write("Ann")])
    store.close()
    with closing(sqlite3.connect(tmp_path / DATABASE)) as connection:
        connection.executescript(damage)
        connection.commit()
    assert main(["--data", str(tmp_path), "--port", "0"]) == 1
    error = capsys.readouterr().err
    assert f"{tmp_path / DATABASE} {sentence}" in error
    assert "Traceback" not in error


def test_another_file_in_place_of_the_database_is_not_touched(tmp_path, capsys):
    """A file of that name that is no database stays as it is."""
    path = tmp_path / DATABASE
    path.write_text("my notes, not a database at all" * 100)
    assert main(["--data", str(tmp_path), "--port", "0"]) == 1
    assert "file is not a database" in capsys.readouterr().err
    assert path.read_text().startswith("my notes")


def test_a_folder_that_cannot_be_one_stops_the_start_with_a_sentence(tmp_path, capsys):
    """Where a file lies in the way, the command line says so."""
    path = tmp_path / "notes"
    path.write_text("x")
    assert main(["--data", str(path / "deep"), "--port", "0"]) == 1
    assert capsys.readouterr().err.endswith("cannot be used: Not a directory.\n")


def test_a_folder_is_one_servers_at_a_time(tmp_path):
    """A second store on the same folder is refused until the first is closed."""
    store = open_store(tmp_path)
    with pytest.raises(StorageError, match="is in use by another server"):
        open_store(tmp_path)
    store.close()
    open_store(tmp_path).close()


def test_a_full_disk_changes_nothing(tmp_path):
    """The write that did not fit is refused, and the next small one works."""
    store = open_store(tmp_path)
    spreadsheet_id = store.create("Shop")
    store.batch_update(spreadsheet_id, [write("Ann")])
    execute = store._archive._connection.execute
    (pages,) = execute("PRAGMA page_count").fetchone()
    execute(f"PRAGMA max_page_count={pages + 2}")
    version = store.file(spreadsheet_id).version
    with pytest.raises(StorageError, match=r"nothing was changed: .* full"):
        store.batch_update(spreadsheet_id, [write("x" * 50_000)])
    assert store.spreadsheet(spreadsheet_id).sheets[0].rows[0].values == ("Ann",)
    assert store.file(spreadsheet_id).version == version
    store.batch_update(spreadsheet_id, [write("Bob")])
    store.close()
    (row, *_) = reopened(tmp_path)[spreadsheet_id].spreadsheet.sheets[0].rows
    assert row.values == ("Bob",)


def test_a_database_with_larger_blocks_is_read_and_written_on(tmp_path):
    """One made before the size of a block was written down keeps its own."""
    (tmp_path / DATABASE).touch()
    with closing(sqlite3.connect(tmp_path / DATABASE)) as connection:
        connection.executescript(_TABLES)
    store = open_store(tmp_path)
    spreadsheet_id = store.create("Shop")
    store.batch_update(spreadsheet_id, [write("a"), write("z", rowIndex=998)])
    store.batch_update(spreadsheet_id, [write("b")])
    (blocks,) = store._archive._connection.execute("SELECT count(*) FROM blocks")
    store.close()
    (sheet,) = reopened(tmp_path)[spreadsheet_id].spreadsheet.sheets
    assert blocks == (1,)
    assert (sheet.rows[0].values, sheet.rows[998].values) == (("b",), ("z",))


def test_one_cell_is_cheap_on_disk(tmp_path):
    """A small write to a large tab rewrites one block of it, not the tab."""
    store = open_store(tmp_path)
    spreadsheet_id = store.create("Shop")
    rows = {"sheetId": 0, "dimension": "ROWS", "length": 9000}
    far = write("far", rowIndex=9999)
    store.batch_update(spreadsheet_id, [{"appendDimension": rows}, far])
    execute = store._archive._connection.execute
    execute("UPDATE blocks SET body = '[]' WHERE number > 0")
    store.batch_update(spreadsheet_id, [write("Ann")])
    (untouched,) = execute("SELECT count(*) FROM blocks WHERE body = '[]'").fetchone()
    store.close()
    assert untouched == 99


def test_a_spreadsheet_deleted_meanwhile_does_not_come_back(tmp_path):
    """A write that is being made when its file goes is refused."""
    store = open_store(tmp_path)
    spreadsheet_id = store.create("Shop")

    def change(_draft):
        store.remove(spreadsheet_id)

    with pytest.raises(NotFoundError):
        store.edit(spreadsheet_id, change)
    store.close()
    assert reopened(tmp_path) == {}


def test_writers_in_many_threads_lose_nothing():
    """Concurrent batches are applied one after the other."""
    store = Store()
    spreadsheet_id = store.create("Shop")

    def add(number):
        row = {"values": [{"userEnteredValue": {"numberValue": number}}]}
        append = {"sheetId": 0, "rows": [row], "fields": "*"}
        store.batch_update(spreadsheet_id, [{"appendCells": append}])

    threads = [threading.Thread(target=add, args=(n,)) for n in range(1, 21)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = store.spreadsheet(spreadsheet_id).sheets[0].rows
    assert sorted(row.values[0] for row in rows) == list(range(1, 21))


def test_a_reader_keeps_the_version_it_began_with():
    """A version that was handed out does not change under its reader."""
    store = Store()
    spreadsheet_id = store.create("Shop")
    store.batch_update(spreadsheet_id, [write("old")])
    before = store.spreadsheet(spreadsheet_id)
    store.batch_update(spreadsheet_id, [write("new"), write("x", rowIndex=3)])
    assert [row.values for row in before.sheets[0].rows] == [("old",)]
