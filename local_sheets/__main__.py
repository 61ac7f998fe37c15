"""Command line: ``python -m local_sheets --port 8080 --data folder``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from local_sheets.errors import ApiError
from local_sheets.server import LocalServer
from local_sheets.storage.opening import open_store
from local_sheets.storage.store import DEFAULT_OWNER, Store

_PORT = 8093


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until interrupted; return the exit status."""
    asked = _parser().parse_args(arguments)
    try:
        store = open_store(asked.data, asked.owner) if asked.data else Store()
    except ApiError as error:
        sys.stderr.write(f"{error.message}\n")
        return 1
    server = LocalServer(store, asked.port, host=asked.host)
    server.desk.email = asked.owner
    try:
        _announce(server, store)
        server.serve_forever()
    except KeyboardInterrupt:
        pass  # Ctrl-C is how a person stops it, at whatever moment.
    store.close()
    return 0


def _announce(server: LocalServer, store: Store) -> None:
    _write(f"Serving the Sheets API at {server.url}")
    for file in store.files():
        spreadsheet = file.spreadsheet
        _write(f"  {spreadsheet.spreadsheet_id}  {spreadsheet.properties['title']}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="local_sheets", description=__doc__)
    parser.add_argument("--port", type=int, default=_PORT, help="0 picks a free one")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument(
        "--data", type=Path, help="folder of .xlsx and .csv files; writes are kept here"
    )
    parser.add_argument("--owner", default=DEFAULT_OWNER, help="owns imported files")
    return parser


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
