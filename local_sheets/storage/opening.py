"""A data folder as a store: what is in its database, and the files lying in it."""

from pathlib import Path

from local_sheets.errors import ApiError, StorageError
from local_sheets.storage.archive import Archive
from local_sheets.storage.store import DEFAULT_OWNER, Store
from local_sheets.workbooks.importing import IMPORTABLE, stable_id

DATABASE = "local_sheets.sqlite"


def open_store(folder: Path, owner: str = DEFAULT_OWNER) -> Store:
    """Return the store kept in a folder, made when it is missing.

    Each .xlsx or .csv file in the folder is imported the first time it is seen, under
    an id made from its name. The files themselves are never written to.

    Args:
        folder: holds the database.
        owner: of the spreadsheets imported now.

    Raises:
        StorageError: the folder or its database cannot be used.
        RefusedError: a file in the folder cannot be read.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"{folder} cannot be used: {error.strerror}.") from error
    archive = Archive(folder / DATABASE)
    try:
        store = Store(archive=archive)
        _import_new(store, folder, owner)
    except ApiError:
        archive.close()
        raise
    return store


def _import_new(store: Store, folder: Path, owner: str) -> None:
    """Take in the files of a folder that the store does not know."""
    known = {file.spreadsheet.spreadsheet_id for file in store.files()}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in IMPORTABLE or path.name.startswith(("~", ".")):
            continue
        if stable_id(path) not in known:
            store.import_file(path, owner=owner, spreadsheet_id=stable_id(path))
