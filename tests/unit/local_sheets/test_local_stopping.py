"""A server that stops while a call is just being answered says nothing."""

import logging
import threading

import requests
from waitress.server import create_server
from waitress.trigger import trigger

from local_sheets import LocalServer
from local_sheets.api.world import World
from local_sheets.stopping import stop_serving


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


class SlowToWake(trigger):
    """A pipe through which a worker wakes the loop before whoever stops it does."""

    def __init__(self, sockets, loop):
        super().__init__(sockets)
        self.loop, self.closed_in = loop, None

    def pull_trigger(self, thunk=None):
        with self.lock:
            self.thunks.append(thunk)
        self._physical_pull()
        self.loop.join()
        self._physical_pull()

    def close(self):
        self.closed_in = self.closed_in or threading.current_thread()
        super().close()


def test_a_loop_that_a_worker_ends_first_leaves_the_pipe_for_whoever_stops_it():
    """The pipe is closed once nobody writes to it, and only then."""
    sockets = {}
    server = create_server(lambda *_call: [], map=sockets, port=0, threads=1)
    loop = threading.Thread(target=server.run)
    server.trigger.close()
    server.trigger = SlowToWake(sockets, loop)
    loop.start()
    listening = server.socket
    stop_serving(server, sockets, loop)
    assert not loop.is_alive()
    assert server.trigger.closed_in is threading.current_thread()
    assert listening.fileno() == -1
