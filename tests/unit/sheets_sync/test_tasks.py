"""Tasks: their names, and what Cloud Tasks is sent."""

import base64
import json
from dataclasses import dataclass, field

import pytest

from sheets_sync.errors import SheetsUnavailableError
from sheets_sync.settings import Settings
from sheets_sync.tasks import CloudTasksQueue, InProcessQueue, task_name

QUEUE = "projects/p/locations/r/queues/q"
SETTINGS = Settings(
    tasks_queue=QUEUE,
    task_url="https://refresh-task.example.run.app",
    task_service_account="caller@p.iam.gserviceaccount.com",
)


@dataclass
class FakeSession:
    """Answers every post with one status, and keeps what was posted."""

    status_code: int = 200
    posted: list = field(default_factory=list)

    @property
    def ok(self):
        return self.status_code < 400

    def post(self, url, json, timeout):
        self.posted.append((url, json, timeout))
        return self


def test_a_task_is_created_as_cloud_tasks_wants_it():
    """The body is JSON in base64, with a content type and an OIDC token."""
    session = FakeSession()

    taken = CloudTasksQueue(SETTINGS, session).enqueue("refresh-1", {"a": 1})

    url, body, timeout = session.posted[0]
    request = body["task"]["httpRequest"]
    assert taken is True
    assert url == f"https://cloudtasks.googleapis.com/v2/{QUEUE}/tasks"
    assert body["task"]["name"] == f"{QUEUE}/tasks/refresh-1"
    assert json.loads(base64.b64decode(request["body"])) == {"a": 1}
    assert request["headers"] == {"Content-Type": "application/json"}
    assert request["oidcToken"] == {
        "serviceAccountEmail": "caller@p.iam.gserviceaccount.com",
        "audience": "https://refresh-task.example.run.app",
    }
    assert timeout


def test_a_name_that_is_known_is_not_taken_twice():
    """Cloud Tasks answers 409 to a name it has seen."""
    assert CloudTasksQueue(SETTINGS, FakeSession(409)).enqueue("n", {}) is False


def test_a_queue_that_refuses_is_an_error_that_may_pass():
    """Cloud Scheduler then tries again."""
    with pytest.raises(SheetsUnavailableError):
        CloudTasksQueue(SETTINGS, FakeSession(503)).enqueue("n", {})


def test_the_same_run_of_the_schedule_names_the_same_task():
    """A second delivery of a run enqueues nothing twice; the next run does."""
    first, again = task_name("sheet", "09:00"), task_name("sheet", "09:00")

    assert first == again
    assert len({first, task_name("sheet", "10:00"), task_name("other", "09:00")}) == 3
    assert first.replace("-", "").isalnum()


def test_the_laptops_queue_works_each_named_task_once():
    """Tasks are done in order on a thread of this process."""
    done = []
    queue = InProcessQueue(done.append)

    taken = [queue.enqueue(name, {"name": name}) for name in ("a", "b", "a")]
    queue.join()

    assert taken == [True, True, False]
    assert done == [{"name": "a"}, {"name": "b"}]
