"""Quotas per minute: off unless switched on, and counted as Google counts."""

from datetime import UTC, datetime, timedelta

import pytest
import requests

from local_sheets import LocalServer, Quotas, World

OWNER = "owner@example.com"
GUEST = "guest@example.com"
READ = ("GET", "/values/A1")
WRITE = ("PUT", "/values/A1?valueInputOption=RAW")
CELL = {"values": [["x"]]}


class Minute:
    """A server with a clock that stands still until a test moves it."""

    def __init__(self):
        self.now = datetime(2026, 11, 21, 9, tzinfo=UTC)
        self.server = LocalServer(world=World(clock=lambda: self.now))
        self.file_id = self.server.store.create("Shop", owner=OWNER)
        self.server.store.share(self.file_id, GUEST, "writer")
        self.session = requests.Session()

    def call(self, method, path, body=None, email=OWNER):
        token = self.server.issuer.access_token(email)
        is_whole = path.startswith(("/v4", "/drive"))
        root = "" if is_whole else f"/v4/spreadsheets/{self.file_id}"
        return self.session.request(
            method,
            f"{self.server.url}{root}{path}",
            json=body,
            headers={"Authorization": f"Bearer {token}"},
            timeout=5,
        )

    def statuses(self, count, call, email=OWNER):
        body = None if call[0] == "GET" else CELL
        return [self.call(*call, body, email).status_code for _ in range(count)]


@pytest.fixture(scope="module")
def running():
    minute = Minute()
    with minute.server, minute.session:
        yield minute


@pytest.fixture
def minute(running):
    running.now += timedelta(minutes=1)
    yield running
    running.server.world.quotas = None


def test_there_are_no_quotas_unless_asked_for(minute):
    """A server as it starts counts nothing."""
    assert minute.statuses(70, READ) == [200] * 70


def test_each_user_has_a_bucket_of_reads_and_one_of_writes(minute):
    """An empty bucket of one kind, or of one user, leaves the others full."""
    minute.server.world.quotas = Quotas(reads_per_user=2, writes_per_user=1)
    assert minute.statuses(3, READ) == [200, 200, 429]
    assert minute.statuses(2, WRITE) == [200, 429]
    assert minute.statuses(1, READ, GUEST) == [200]


def test_buckets_are_full_again_a_minute_later(minute):
    """Refused calls are not counted, and the next minute begins at nought."""
    minute.server.world.quotas = Quotas(reads_per_user=1)
    assert minute.statuses(3, READ) == [200, 429, 429]
    minute.now += timedelta(seconds=60)
    assert minute.statuses(2, READ) == [200, 429]


def test_users_share_the_bucket_of_the_project(minute):
    """The project's limit holds although each user is below theirs."""
    minute.server.world.quotas = Quotas(reads_per_project=2)
    assert minute.statuses(1, READ) + minute.statuses(2, READ, GUEST) == [200, 200, 429]
    refusal = minute.call(*READ).json()["error"]
    assert "limit 'Read requests per minute' of service" in refusal["message"]
    metadata = refusal["details"][0]["metadata"]
    assert metadata["quota_limit"] == "ReadRequestsPerMinutePerProject"


def test_a_refusal_is_googles_to_the_letter(minute):
    """429, with the reason for programs and the link for people."""
    minute.server.world.quotas = Quotas(writes_per_user=0)
    answer = minute.call(*WRITE, CELL)
    assert answer.status_code == 429
    assert "Retry-After" not in answer.headers
    assert answer.json() == {
        "error": {
            "code": 429,
            "message": "Quota exceeded for quota metric 'Write requests' and limit "
            "'Write requests per minute per user' of service 'sheets.googleapis.com' "
            "for consumer 'project_number:100000000000'.",
            "status": "RESOURCE_EXHAUSTED",
            "details": [
                {
                    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                    "reason": "RATE_LIMIT_EXCEEDED",
                    "domain": "googleapis.com",
                    "metadata": {
                        "service": "sheets.googleapis.com",
                        "consumer": "projects/100000000000",
                        "quota_metric": "sheets.googleapis.com/write_requests",
                        "quota_limit": "WriteRequestsPerMinutePerUser",
                        "quota_limit_value": "0",
                        "quota_location": "global",
                    },
                },
                {
                    "@type": "type.googleapis.com/google.rpc.Help",
                    "links": [
                        {
                            "description": "Request a higher quota limit.",
                            "url": "https://cloud.google.com/docs/quotas/help/"
                            "request_increase",
                        }
                    ],
                },
            ],
        }
    }


TWO = [
    {"updateSpreadsheetProperties": {"properties": {"title": "T"}, "fields": "title"}}
]
KINDS = [
    ("GET", "/values:batchGet?ranges=A1&ranges=B1", None, "Read"),
    ("POST", ":getByDataFilter", {}, "Read"),
    ("POST", "/developerMetadata:search", {}, "Read"),
    ("POST", ":batchUpdate", {"requests": TWO * 2}, "Write"),
    ("POST", "/values/A1:clear", {}, "Write"),
    ("POST", "/v4/spreadsheets", {}, "Write"),
    ("GET", "/drive/v3/files", None, None),
]


@pytest.mark.parametrize(("method", "path", "body", "kind"), KINDS)
def test_a_call_is_one_read_or_one_write(minute, method, path, body, kind):
    """Whatever its batch holds; searching reads, and Drive is not counted."""
    none = Quotas(reads_per_user=0, writes_per_user=0)
    minute.server.world.quotas = none
    answer = minute.call(method, path, body)
    if kind is None:
        assert answer.status_code == 200
    else:
        assert f"metric '{kind} requests'" in answer.json()["error"]["message"]
    one = {"Read": Quotas(writes_per_user=0, reads_per_user=1)}
    one["Write"] = Quotas(reads_per_user=0, writes_per_user=1)
    minute.server.world.quotas = one.get(kind, none)
    assert minute.call(method, path, body).status_code != 429


def test_quotas_are_set_over_http(minute):
    """The admin path takes Google's numbers or one's own, and takes them back."""
    url = f"{minute.server.url}/local/quotas"
    assert minute.session.get(url).json() is None
    published = {
        "reads_per_user": 60,
        "reads_per_project": 300,
        "writes_per_user": 60,
        "writes_per_project": 300,
    }
    assert minute.session.post(url).json() == published
    assert minute.session.post(url, json={"reads_per_user": 1}).status_code == 200
    assert minute.statuses(2, READ) == [200, 429]
    assert minute.session.delete(url).json() is None
    assert minute.statuses(2, READ) == [200, 200]


WRONG = [
    ({"reads": 1}, "reads is not one of reads_per_user"),
    ({"reads_per_user": "1"}, "reads_per_user has to be of type int."),
    ({"reads_per_user": True}, "reads_per_user has to be of type int."),
    ([1], "The body has to be a JSON object."),
]


@pytest.mark.parametrize(("body", "message"), WRONG)
def test_wrong_quotas_are_refused(minute, body, message):
    """A name or type that is not known is said to be."""
    answer = minute.session.post(f"{minute.server.url}/local/quotas", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"].startswith(message)
