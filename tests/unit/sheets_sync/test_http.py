"""Time-outs and retries of the HTTP client, against canned answers."""

import tomllib

import pytest
import requests
from google.oauth2.credentials import Credentials

from local_sheets import Fault
from sheets_sync import budget, errors
from sheets_sync.http import PatientHttpClient, RetryPolicy
from tests.conftest import ROOT

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


def test_a_server_that_fails_is_given_up_after_five_tries(http, tracker):
    """It never waits for ever."""
    tracker.server.faults.append(Fault(503, times=None))

    with pytest.raises(errors.SheetsUnavailableError):
        read(http, tracker)

    assert http.slept == [1.0, 2.0, 4.0, 8.0]


@pytest.mark.parametrize("call", [read, write])
def test_a_quota_is_waited_for_until_it_is_full_again(http, tracker, call):
    """That takes a minute, so asking goes on for longer than that, and then ends."""
    tracker.server.faults.append(Fault(429, times=None))

    with pytest.raises(errors.RateLimitedError):
        call(http, tracker)

    assert http.slept == [1.0, 2.0, 4.0, 8.0, 16.0, 20.0, 20.0]


def test_two_who_were_refused_together_do_not_come_back_together(http, tracker):
    """Each waits up to a quarter longer, by chance, even where it was told how long."""
    tracker.server.faults += [Fault(429), Fault(429, headers={"Retry-After": "7"})]
    http.jitter = iter([1.0, 0.5]).__next__

    read(http, tracker)

    assert http.slept == [1.25, 7 * 1.125]


DATE = "Sat, 21 Nov 2026 09:00:00 GMT"
BUDGET_S = 80.0


@pytest.mark.parametrize(
    ("told", "jitter", "slept"),
    [
        ({"Retry-After": "0"}, 0.0, [0.0]),
        ({"Retry-After": "60"}, 0.0, [60.0]),
        ({"Retry-After": "60"}, 1.0, [75.0]),
        # It is never shorter than told; by chance longer, but not beyond the budget.
        ({"Retry-After": "80"}, 1.0, [BUDGET_S]),
        ({"Retry-After": "81"}, 0.0, []),
        ({"Retry-After": "9" * 400}, 0.0, []),
        ({"Retry-After": "Sat, 21 Nov 2026 09:00:30 GMT", "Date": DATE}, 0.0, [30.0]),
        ({"Retry-After": "Sat, 21 Nov 2026 08:59:00 GMT", "Date": DATE}, 0.0, [0.0]),
        ({"Retry-After": "Sat, 21 Nov 2026 10:00:00 GMT", "Date": DATE}, 0.0, []),
    ],
)
def test_what_we_are_told_is_waited_for_or_not_at_all(
    http, tracker, told, jitter, slept
):
    """Where the time is not enough, we say so at once instead of asking too early."""
    tracker.server.faults.append(Fault(429, headers=told))
    http.jitter = lambda: jitter

    if slept:
        assert read(http, tracker).ok
    else:
        with pytest.raises(errors.RateLimitedError):
            read(http, tracker)

    assert http.slept == slept


def test_the_waiting_is_bounded_in_time_as_well(http, tracker):
    """A long Retry-After is not waited for twice."""
    tracker.server.faults += [Fault(429, headers={"Retry-After": "50"})] * 2

    with pytest.raises(errors.RateLimitedError):
        read(http, tracker)

    assert http.slept == [50.0]


@pytest.mark.parametrize(("attempt_s", "reads"), [(30.0, 3), (79.5, 1), (190.0, 1)])
def test_the_time_that_attempts_take_counts(http, tracker, attempt_s, reads):
    """Not only the waits between them: no attempt begins after the budget."""
    tracker.server.faults += [Fault(503)] * 5
    http.elapsed_s = lambda: sum(http.slept) + attempt_s * http.usage.reads

    with pytest.raises(errors.SheetsUnavailableError):
        read(http, tracker)

    assert http.usage.reads == reads


@pytest.mark.parametrize("told", ["soon", "²", "-1", "1.5", ""])
def test_a_retry_after_that_says_nothing_is_not_heeded(http, tracker, told):
    """Then our own wait counts."""
    tracker.server.faults.append(Fault(429, headers={"Retry-After": told}))

    read(http, tracker)

    assert http.slept == [1.0]


def test_a_server_that_says_when_to_come_back_is_believed(http, tracker):
    """Also where it is not the quota."""
    tracker.server.faults.append(Fault(503, headers={"Retry-After": "30"}))

    read(http, tracker)

    assert http.slept == [30.0]


def timeouts_of(http):
    """Note the time-outs that each attempt gets."""
    noted = []
    plain = http.session.request

    def request(*args, **options):
        noted.append(options["timeout"])
        return plain(*args, **options)

    http.session.request = request
    return noted


@pytest.mark.parametrize(
    ("left_s", "answer_s"), [(1000.0, 190.0), (100.0, 100.0), (60.0, 60.0)]
)
def test_a_call_is_given_up_when_the_time_of_the_refresh_is_over(
    http, tracker, left_s, answer_s
):
    """However long Google would take."""
    timeouts = timeouts_of(http)
    http.ends_s = left_s

    write(http, tracker)

    assert timeouts == [(10.0, answer_s)]


@pytest.mark.parametrize(("call", "left_s"), [(read, 4.9), (write, 59.0), (read, -1.0)])
def test_nothing_begins_that_cannot_end_in_time(http, tracker, call, left_s):
    """A write that is cut off leaves nobody knowing, so it needs more time."""
    http.ends_s = left_s

    with pytest.raises(errors.OutOfTimeError, match="over before the changes"):
        call(http, tracker)

    assert (http.usage.reads, http.usage.writes) == (0, 0)
    assert title(tracker) != "Renamed"


def test_no_wait_goes_beyond_the_end_of_the_refresh(http, tracker):
    """What went wrong is said instead."""
    tracker.server.faults += [Fault(429, headers={"Retry-After": "30"})] * 2
    http.ends_s = 50.0

    with pytest.raises(errors.RateLimitedError):
        read(http, tracker)

    assert http.slept == [30.0]


def test_the_budget_fits_into_what_ends_us():
    """Each limit in time lies within the next: call, refresh, Cloud Run."""
    text = (ROOT / "deploy/resources/42-service-refresh.toml").read_text("utf-8")
    cloud_run_s = int(tomllib.loads(text)["flags"]["timeout"].rstrip("s"))

    assert budget.RETRYING_S > 60
    assert budget.ANSWER_S > 180
    assert budget.ANSWER_S < budget.REFRESH_S <= cloud_run_s - 20


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


def because(code, **error):
    """Return a fault that answers with this envelope of Google's."""
    return Fault(code, body={"error": {"code": code, "message": "No.", **error}})


SCOPE = {"details": [{"reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT"}]}
HTML = "<html>Error</html>"


@pytest.mark.parametrize(
    ("call", "fault", "error"),
    [
        (write, Fault(400), errors.RejectedBatchError),
        (write, Fault(400, body=HTML), errors.RejectedBatchError),
        (write, Fault(409), errors.RejectedBatchError),
        (write, Fault(413), errors.TooLargeError),
        (write, Fault(401), errors.TokenRefusedError),
        (read, Fault(403), errors.PermissionDeniedError),
        (read, Fault(403, body=HTML), errors.PermissionDeniedError),
        (write, Fault(403), errors.ReadOnlyError),
        (write, because(403, **SCOPE), errors.TokenRefusedError),
        (write, because(403, details="none"), errors.ReadOnlyError),
        (write, Fault(404), errors.SpreadsheetNotFoundError),
        (read, because(400, status="FAILED_PRECONDITION"), errors.NotAGoogleSheetError),
        (write, because(400, status="FAILED_PRECONDITION"), errors.RejectedBatchError),
        (write, Fault(408), errors.WriteOutcomeUnknownError),
    ],
)
def test_a_refusal_is_final(http, tracker, call, fault, error):
    """Asking again would not help, or is not safe."""
    tracker.server.faults.append(fault)

    with pytest.raises(error) as told:
        call(http, tracker)

    assert (type(told.value), http.slept) == (error, [])


@pytest.mark.parametrize(
    "envelope",
    [
        {"details": [{"reason": "RATE_LIMIT_EXCEEDED"}]},
        {"errors": [{"reason": "userRateLimitExceeded"}]},
    ],
)
def test_a_quota_that_is_told_as_a_lack_of_access_is_waited_for(
    http, tracker, envelope
):
    """Drive says so with 403."""
    tracker.server.faults.append(because(403, **envelope))

    assert write(http, tracker).ok
    assert http.slept == [1.0]


@pytest.mark.parametrize(
    ("fault", "said"),
    [(Fault(400, message="Nein."), "Nein."), (Fault(400, body=HTML), "")],
)
def test_what_google_says_is_kept_but_not_shown(http, tracker, fault, said):
    """It may name a tab; a page of HTML is no sentence."""
    tracker.server.faults.append(fault)

    with pytest.raises(errors.RejectedBatchError) as told:
        write(http, tracker)

    assert told.value.said == said
    assert not said or said not in str(told.value)


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
