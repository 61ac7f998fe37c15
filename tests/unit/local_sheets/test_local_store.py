"""Spreadsheets kept on disk."""

import threading

from local_sheets import Store
from local_sheets.__main__ import main
from local_sheets.grid.model import Formula
from local_sheets.storage.opening import open_store
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
    assert after.spreadsheet.sheets[0].rows[999].values == (Formula("=1+1", None),)
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
