"""The end of a waitress server that runs on a thread: first its workers, then its loop.

A worker wakes the loop when its answer is ready, through a pipe that the loop closes
at its end. So the loop outlives the workers; where one does not end in time, the pipe
stays open for it, since the number of a closed one may by then be another file's.
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
        if server.task_dispatcher.threads:
            server.trigger.del_channel()
        wasyncore.close_all(sockets)

    if loop.is_alive():
        # In the loop's own thread; the loop ends when it has no socket left.
        server.trigger.pull_trigger(close)
        loop.join()
    else:
        close()
