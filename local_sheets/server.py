"""The server as a context manager: for tests, the demo and the command line."""

import logging
import os
import socket
import threading
from types import TracebackType
from typing import Any, Self

from waitress.server import create_server

from local_sheets.api.app import Api, create_app
from local_sheets.api.asked import MAX_BODY_BYTES
from local_sheets.api.faults import Fault
from local_sheets.api.hosts import served_hosts
from local_sheets.api.identity import Issuer
from local_sheets.api.world import OnRequest, World
from local_sheets.desk.page import Desk
from local_sheets.stopping import stop_serving
from local_sheets.storage.store import Store

VALIDATE_RESPONSES = "LOCAL_SHEETS_VALIDATE_RESPONSES"
_THREADS = 8
# A call that waits a moment for a thread is no news for the person at the terminal.
logging.getLogger("waitress.queue").setLevel(logging.ERROR)
# Answers up to this size stay in memory instead of a temporary file.
_BUFFER_BYTES = 256 * 2**20


class LocalServer:
    """Serves a store over HTTP on this machine while the context lasts.

    Args:
        store: what it serves; an empty one unless given.
        port: 0 picks a free port.
        validate_responses: hold every answer against Google's discovery document
            and answer 500 where it does not fit. None leaves it to the environment:
            any LOCAL_SHEETS_VALIDATE_RESPONSES turns it on.
        on_request: called with method, path and body before each API call.
        host: the address to listen on.
        world: quotas, faults and hooks that are on from the start; none unless given.

    Attributes:
        url: where it listens, without a trailing slash.
        store: what it serves.
        issuer: makes the tokens it accepts.
        faults: what goes wrong with the next calls, see `faults.Fault`.
        world: quotas, hooks and the clock, see `world.World`.
        desk: what the page at ``/`` is told, see `desk.page.Desk`.
    """

    def __init__(
        self,
        store: Store | None = None,
        port: int = 0,
        *,
        validate_responses: bool | None = None,
        on_request: OnRequest | None = None,
        host: str = "127.0.0.1",
        world: World | None = None,
    ) -> None:
        self.store = store or Store()
        self.world = world or World()
        self.world.before = on_request or self.world.before
        self.issuer = Issuer(self.world.clock)
        self.faults: list[Fault] = self.world.faults
        self.desk = Desk()
        if validate_responses is None:
            validate_responses = bool(os.environ.get(VALIDATE_RESPONSES))
        api = Api(
            self.store,
            self.issuer,
            validate_responses,
            self.world,
            self.desk,
            served_hosts(host),
        )
        self._sockets: dict[int, Any] = {}
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._server = create_server(
            create_app(api),
            map=self._sockets,
            sockets=[socket.create_server((host, port), family=family)],
            threads=_THREADS,
            outbuf_overflow=_BUFFER_BYTES,
            outbuf_high_watermark=_BUFFER_BYTES,
            inbuf_overflow=_BUFFER_BYTES,
            clear_untrusted_proxy_headers=True,
            max_request_body_size=MAX_BODY_BYTES,
        )
        # What is there to send leaves at once: small answers, and pieces of slow ones.
        self._server.adj.send_bytes = 1
        named = f"[{host}]" if ":" in host else host
        self.url = f"http://{named}:{self._server.effective_port}"
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def serve_forever(self) -> None:
        """Serve in this thread until interrupted."""
        self._server.run()

    def stop(self) -> None:
        """Close every connection, stop listening and wait for the threads to end."""
        self.world.stopped.set()
        stop_serving(self._server, self._sockets, self._thread)
