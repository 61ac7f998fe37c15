"""Command line: ``python -m local_sheets --port 8093 --data folder``."""

import argparse
import json
import signal
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from local_sheets.api.admin import made
from local_sheets.api.faults import Fault
from local_sheets.api.quotas import Quotas
from local_sheets.api.world import World
from local_sheets.errors import ApiError, RefusedError
from local_sheets.server import LocalServer
from local_sheets.storage.files import MIME_TYPE
from local_sheets.storage.opening import open_store
from local_sheets.storage.store import DEFAULT_OWNER, Store

_PORT = 8093


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until interrupted; return the exit status."""
    asked = _parser().parse_args(arguments)
    try:
        world = _world(asked)
        store = open_store(asked.data, asked.owner) if asked.data else Store()
    except ApiError as error:
        return _failed(error.message)
    try:
        with closing(store):
            server = LocalServer(store, asked.port, host=asked.host, world=world)
            _serve(server, asked)
    except OSError as error:
        return _failed(f"{asked.host}:{asked.port} cannot be served: {error}.")
    except ApiError as error:
        return _failed(error.message)
    return 0


def _serve(server: LocalServer, asked: argparse.Namespace) -> None:
    """Serve until interrupted."""
    server.desk.email = asked.owner
    # Said outright, as a shell lets what it starts in the background ignore Ctrl-C.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    try:
        if asked.service_account:
            key_file(server, asked.service_account)
        _announce(server)
        server.serve_forever()
    except KeyboardInterrupt:
        pass  # Ctrl-C is how a person stops it, at whatever moment.
    finally:
        server.stop()


def _failed(message: str) -> int:
    sys.stderr.write(f"{message}\n")
    return 1


def _world(asked: argparse.Namespace) -> World:
    """Return the quotas and faults that the command line asks for."""
    world = World(seed=asked.seed)
    if asked.quotas is not None:
        world.quotas = made(Quotas, _json(asked.quotas))
    world.faults += [made(Fault, _json(text)) for text in asked.fault]
    return world


def _json(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise RefusedError(f"Not a JSON object: {text}")
    return found


def key_file(server: LocalServer, path: Path) -> None:
    """Write a service account's key file, or go on with the one that is there."""
    try:
        key = json.loads(path.read_text("utf-8")) if path.exists() else {}
        if key:
            server.issuer.know_service_account(key)
        else:
            key = server.issuer.service_account(path.stem, "")
    except (ValueError, LookupError, TypeError) as error:
        raise RefusedError(f"{path} is not a key file of this server.") from error
    key["token_uri"] = f"{server.url}/token"
    path.touch(mode=0o600)
    path.write_text(json.dumps(key, indent=2), "utf-8")
    _write(f"Key file of {key['client_email']}: {path}")


def _announce(server: LocalServer) -> None:
    _write(f"Serving the Sheets API at {server.url}")
    for file in server.store.files():
        if file.mime_type == MIME_TYPE:
            _write(f"  {file.file_id}  {file.name}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="local_sheets", description=__doc__)
    parser.add_argument("--port", type=int, default=_PORT, help="0 picks a free one")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument(
        "--data", type=Path, help="folder of .xlsx and .csv files; writes are kept here"
    )
    parser.add_argument("--owner", default=DEFAULT_OWNER, help="owns imported files")
    parser.add_argument(
        "--service-account",
        type=Path,
        metavar="FILE",
        help="key file of a service account, made when it is missing",
    )
    parser.add_argument(
        "--quotas",
        nargs="?",
        const="{}",
        metavar="JSON",
        help='calls per minute, such as {"reads_per_user": 10}; Google\'s without',
    )
    parser.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="JSON",
        help='what goes wrong, such as {"status": 503, "chance": 0.1}; repeatable',
    )
    parser.add_argument("--seed", type=int, default=0, help="of faults by chance")
    return parser


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
