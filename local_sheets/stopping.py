"""The end of a waitress server that runs on a thread: first its workers, then its loop.

A worker wakes the loop when its answer is ready, and we wake it to end it, through one
pipe. So the pipe is closed last of all, by whoever stops the server; where a worker
does not end in time it stays open, since the number of a closed one may by then be
another file's.
"""

from threading import Thread
from typing import Any

from waitress import wasyncore


def stop_serving(server: Any, sockets: dict[int, Any], loop: Thread) -> None:  # noqa: ANN401 - waitress has no types
    """Let calls that run end, close every connection, and wait for the loop to end.

    Args:
        server: what `waitress.server.create_server` returned.
        sockets: the ``map`` it was given.
        loop: the thread that runs it, started or not.
    """
    server.task_dispatcher.shutdown()

    def close() -> None:
        server.trigger.del_channel()
        # The server's own `close` would close the pipe too.
        wasyncore.dispatcher.close(server)
        wasyncore.close_all(sockets)

    if loop.is_alive():
        # In the loop's own thread; the loop ends when it has no socket left.
        server.trigger.pull_trigger(close)
        loop.join()
    else:
        close()
    if not server.task_dispatcher.threads:
        server.trigger.close()
