"""Time-outs and retries of the HTTP client, against canned answers."""

import pytest
import requests
from google.oauth2.credentials import Credentials

from local_sheets import Fault
from sheets_sync import errors
from sheets_sync.http import PatientHttpClient, RetryPolicy

TABS = "https://sheets.googleapis.com/v4/spreadsheets/{}?fields=spreadsheetId"
BATCH = "https://sheets.googleapis.com/v4/spreadsheets/{}:batchUpdate"
RENAME = {
    "requests": [
        {
            "updateSpreadsheetProperties": {
                "properties": {"title": "Renamed"},
                "fields": "title",
            }
        }
    ]
}


@pytest.fixture
def tracker(tracker_of):
    return tracker_of({"People": [["Name"], ["Ada"]]})


@pytest.fixture
def http(tracker):
    """A client that notes how long it would sleep."""
    client = PatientHttpClient(Credentials(token=tracker.token))
    client.root = tracker.server.url
    client.slept = []
    client.sleep = client.slept.append
    client.jitter = lambda: 0.0
    client.elapsed_s = lambda: sum(client.slept)
    return client


def read(http, tracker):
    return http.request("get", TABS.format(tracker.spreadsheet_id))


def write(http, tracker):
    return http.request("post", BATCH.format(tracker.spreadsheet_id), json=RENAME)


def title(tracker):
    return tracker.client().get(tracker.spreadsheet_id, "properties")["properties"][
        "title"
    ]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_read_is_tried_again(http, tracker, status):
    """Two failures are waited out, each longer."""
    tracker.server.faults += [Fault(status), Fault(status)]

    assert read(http, tracker).ok
    assert http.slept == [1.0, 2.0]
    assert (http.usage.reads, http.usage.retries) == (3, 2)


def test_an_html_error_page_is_tried_again_too(http, tracker):
    """Failures at the edge of Google's network are no JSON."""
    tracker.server.faults.append(Fault(502, body="<html>Bad gateway</html>"))

    assert read(http, tracker).ok


def test_it_waits_as_long_as_it_is_told(http, tracker):
    """Retry-After wins over our own wait."""
    tracker.server.faults.append(Fault(429, headers={"Retry-After": "7"}))

    read(http, tracker)

    assert http.slept == [7.0]


@pytest.mark.parametrize(
    ("status", "error"),
    [(429, errors.RateLimitedError), (503, errors.SheetsUnavailableError)],
)
def test_a_read_is_given_up_after_five_tries(http, tracker, status, error):
    """It never waits for ever."""
    tracker.server.faults += [Fault(status)] * 5

    with pytest.raises(error):
        read(http, tracker)

    assert len(http.slept) == 4


def test_the_waiting_is_bounded_in_time_as_well(http, tracker):
    """A long Retry-After is not waited for twice."""
    tracker.server.faults += [Fault(429, headers={"Retry-After": "50"})] * 2

    with pytest.raises(errors.RateLimitedError):
        read(http, tracker)

    assert http.slept == [50.0]


@pytest.mark.parametrize("attempt_s", [30.0, 190.0])
def test_no_attempt_begins_after_a_minute(http, tracker, attempt_s):
    """The time that attempts take counts, not only the waits between them."""
    tracker.server.faults += [Fault(503)] * 5
    http.elapsed_s = lambda: sum(http.slept) + attempt_s * http.usage.reads

    with pytest.raises(errors.SheetsUnavailableError):
        read(http, tracker)

    assert http.usage.reads == (2 if attempt_s == 30.0 else 1)


@pytest.mark.parametrize("told", ["soon", "²", "-1", "1.5", ""])
def test_a_retry_after_that_is_no_number_is_not_heeded(http, tracker, told):
    """It may be a date, or nonsense; then our own wait counts."""
    tracker.server.faults.append(Fault(429, headers={"Retry-After": told}))

    read(http, tracker)

    assert http.slept == [1.0]


def test_an_answer_that_is_half_is_read_again(tracker):
    """Where no length tells that it was cut, the JSON does; three times, no more."""
    half = Fault(200, body='{"spreadsheetId": "1', method="GET")
    client = tracker.client()
    tracker.server.faults += [half] * 2

    assert client.get(tracker.spreadsheet_id, "spreadsheetId")

    tracker.server.faults += [half] * 3
    with pytest.raises(errors.SheetsUnavailableError):
        client.get(tracker.spreadsheet_id, "spreadsheetId")
    assert (tracker.server.faults, client.usage.reads) == ([], 6)


@pytest.mark.parametrize("body", ["", "[]", "null", '{"replies": ['])
def test_a_write_with_half_an_answer_is_unknown(tracker, body):
    """It is not sent again: it was done, or it was not."""
    client = tracker.client()
    tracker.server.faults.append(Fault(200, body=body, after=True))

    with pytest.raises(errors.WriteOutcomeUnknownError):
        client.batch_update(tracker.spreadsheet_id, RENAME)

    assert (client.usage.writes, title(tracker)) == (1, "Renamed")


def test_a_write_over_quota_is_sent_again(http, tracker):
    """With 429 Google did nothing."""
    tracker.server.faults.append(Fault(429))

    assert write(http, tracker).ok
    assert title(tracker) == "Renamed"


@pytest.mark.parametrize("after", [False, True], ids=["before", "after applying"])
def test_a_write_whose_answer_was_lost_is_not_sent_again(http, tracker, after):
    """It may have been applied, so the outcome is called unknown."""
    tracker.server.faults.append(Fault(500, after=after))

    with pytest.raises(errors.WriteOutcomeUnknownError):
        write(http, tracker)

    assert http.usage.writes == 1
    assert (title(tracker) == "Renamed") is after


def test_a_connection_that_was_never_made_is_tried_again(http, tracker):
    """Nothing was sent, so even a write may be."""
    http.root = "http://127.0.0.1:9"
    http.retry = RetryPolicy(attempts=2)

    with pytest.raises(errors.SheetsApiError):
        read(http, tracker)

    assert http.usage.retries == 1


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, errors.RejectedBatchError),
        (401, errors.SheetsApiError),
        (403, errors.PermissionDeniedError),
        (404, errors.SpreadsheetNotFoundError),
    ],
)
def test_a_refusal_is_final(http, tracker, status, error):
    """Asking again would not help."""
    tracker.server.faults.append(Fault(status))

    with pytest.raises(error):
        write(http, tracker)

    assert http.slept == []


def test_every_call_has_a_time_out(http):
    """gspread would wait for ever by default."""
    assert http.timeout == (10.0, 190.0)


def test_a_refused_token_is_named(http, tracker):
    """google-auth raises an error of its own when a bare token is refused."""
    http.auth.token = "expired"  # noqa: S105

    with pytest.raises(errors.TokenRefusedError):
        read(http, tracker)


def test_bytes_are_counted_both_ways(http, tracker):
    """The report says what a refresh cost."""
    write(http, tracker)

    assert http.usage.bytes_sent == len(requests.compat.json.dumps(RENAME))
    assert http.usage.bytes_received > 0
