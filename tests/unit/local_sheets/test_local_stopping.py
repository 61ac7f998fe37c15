"""A server that stops while a call is just being answered says nothing."""

import logging
import threading

import requests

from local_sheets import LocalServer
from local_sheets.api.world import World


def test_a_call_that_ends_while_the_server_stops_finds_the_loop_still_there(caplog):
    """Workers wake the loop when they are done, so the loop ends after them."""
    arrived, stopping = threading.Event(), threading.Event()

    def wait(*_call):
        arrived.set()
        stopping.wait(5)

    caplog.set_level(logging.WARNING)
    server = LocalServer(world=World(before=wait))
    server.__enter__()
    url = f"{server.url}/v4/spreadsheets/none"
    caller = threading.Thread(target=lambda: requests.get(url, timeout=5))
    caller.start()
    assert arrived.wait(5)
    stopper = threading.Thread(target=server.stop)
    stopper.start()
    server.world.stopped.wait(5)
    stopping.set()
    stopper.join()
    caller.join()
    assert not caplog.records
