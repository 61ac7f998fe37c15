"""One task per tracker: on Cloud Tasks, or on a thread of this process."""

import base64
import hashlib
import json
import queue
import threading
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

import requests

from sheets_sync.errors import SheetsUnavailableError
from sheets_sync.settings import Settings

CLOUD_TASKS: Final = "https://cloudtasks.googleapis.com/v2"
TIMEOUT_S: Final = (10.0, 30.0)
# Cloud Tasks waits this long for an answer before it tries again.
DISPATCH_DEADLINE: Final = "600s"
CONFLICT: Final = 409

Payload = Mapping[str, Any]


class TaskQueue(Protocol):
    """Takes named tasks; a name that is known is not taken twice."""

    def enqueue(self, name: str, payload: Payload) -> bool:
        """Take the task; return False when one of that name was taken before."""


def task_name(spreadsheet_id: str, window: str) -> str:
    """Return the task's name for one spreadsheet in one run of the schedule.

    A hash first spreads names, which Cloud Tasks asks for; its name space is
    ``[A-Za-z0-9_-]``.
    """
    digest = hashlib.sha256(f"{spreadsheet_id}|{window}".encode()).hexdigest()
    return f"refresh-{digest[:40]}"


class CloudTasksQueue:
    """A Cloud Tasks queue over REST; it paces, spreads and retries the tasks."""

    def __init__(self, settings: Settings, session: requests.Session) -> None:
        """Send tasks for ``settings.task_url``, signed in as its service account."""
        self._settings = settings
        self._session = session

    def enqueue(self, name: str, payload: Payload) -> bool:
        """Create the task.

        Raises:
            SheetsUnavailableError: The queue did not take it.
        """
        queue_path = self._settings.tasks_queue
        body = {"task": self._task(f"{queue_path}/tasks/{name}", payload)}
        url = f"{CLOUD_TASKS}/{queue_path}/tasks"
        response = self._session.post(url, json=body, timeout=TIMEOUT_S)
        if response.status_code == CONFLICT:
            return False
        if not response.ok:
            raise SheetsUnavailableError("The task queue did not take the task.")
        return True

    def _task(self, name: str, payload: Payload) -> dict[str, Any]:
        url = self._settings.task_url
        request = {
            "url": url,
            "httpMethod": "POST",
            "headers": {"Content-Type": "application/json"},
            "body": base64.b64encode(json.dumps(payload).encode()).decode(),
            "oidcToken": {
                "serviceAccountEmail": self._settings.task_service_account,
                "audience": url,
            },
        }
        return {
            "name": name,
            "httpRequest": request,
            "dispatchDeadline": DISPATCH_DEADLINE,
        }


class InProcessQueue:
    """The same on one thread of this process, for a laptop: in order, one at a time."""

    def __init__(self, work: Callable[[Payload], None]) -> None:
        """Start the thread; ``work`` must not raise."""
        self._work = work
        self._names: set[str] = set()
        self._waiting: queue.Queue[Payload] = queue.Queue()
        threading.Thread(target=self._run, name="tasks", daemon=True).start()

    def enqueue(self, name: str, payload: Payload) -> bool:
        """Take the task unless its name is known."""
        if name in self._names:
            return False
        self._names.add(name)
        self._waiting.put(payload)
        return True

    def join(self) -> None:
        """Wait until every task is done."""
        self._waiting.join()

    def _run(self) -> None:
        while True:
            payload = self._waiting.get()
            try:
                self._work(payload)
            finally:
                self._waiting.task_done()
