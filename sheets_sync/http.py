"""gspread's HTTP client with time-outs and bounded retries.

gspread waits for ever by default, and its own back-off client never gives up and sends
writes again. Here a read is retried on anything that may pass; a write is sent again
only where Google certainly did nothing (429, or no connection was made). After any
other failure of a write its outcome is unknown, and we say so.
"""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import gspread
import requests
from google.auth.credentials import Credentials
from google.auth.exceptions import RefreshError, TransportError
from gspread.exceptions import APIError

from sheets_sync import errors
from sheets_sync.calls import Usage

Kind = Literal["read", "write"]

SHEETS_HOST: Final = "https://sheets.googleapis.com"
DRIVE_HOST: Final = "https://www.googleapis.com"
# Google gives up after 180 s itself; a little more lets its answer arrive.
TIMEOUT_S: Final = (10.0, 190.0)
# Google compresses only for user agents that say so (its performance page).
USER_AGENT: Final = "sheet-segments (gzip)"
TOO_MANY_REQUESTS: Final = 429
SERVER_ERROR: Final = 500
NOT_SENT: Final = (requests.exceptions.ConnectTimeout, requests.exceptions.ProxyError)
LOST: Final = (requests.exceptions.RequestException, TransportError)


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often and how long to try again; waits double, with jitter on top.

    ``total_s`` counts waits and attempts: no attempt begins later than that.
    """

    attempts: int = 5
    first_wait_s: float = 1.0
    longest_wait_s: float = 20.0
    total_s: float = 60.0

    def wait_s(self, attempt: int, retry_after: str | None) -> float:
        """Return how long to wait after a failed attempt, counted from zero."""
        if retry_after and retry_after.isdecimal():
            return float(retry_after)
        return min(self.first_wait_s * 2.0**attempt, self.longest_wait_s)


class PatientHttpClient(gspread.HTTPClient):
    """Sends requests as gspread does, but neither waits nor tries for ever.

    Any gspread client can use it in place of gspread's own. It raises our errors, not
    ``APIError``, and counts in ``usage`` what its calls cost.
    """

    retry = RetryPolicy()
    root = ""
    sleep: Callable[[float], None] = staticmethod(time.sleep)  # noqa: TID251 - the one sleeper
    jitter: Callable[[], float] = staticmethod(random.random)
    elapsed_s: Callable[[], float] = staticmethod(time.monotonic)

    def __init__(
        self, auth: Credentials, session: requests.Session | None = None
    ) -> None:
        """Open a session that sends the credentials' token."""
        super().__init__(auth, session)
        self.usage = Usage()
        self.set_timeout(TIMEOUT_S)
        self.session.headers["User-Agent"] = USER_AGENT

    def request(
        self,
        method: str,
        endpoint: str,
        *args: Any,  # noqa: ANN401 - as gspread has them
        **options: Any,  # noqa: ANN401
    ) -> requests.Response:
        """Send one request, again where that is safe and may help.

        Raises:
            SheetsApiError: One of its kinds, by what happened.
        """
        kind: Kind = "read" if method.casefold() == "get" else "write"
        began_s = self.elapsed_s()
        for attempt in range(self.retry.attempts):
            outcome = self._try(kind, method, self._rooted(endpoint), args, options)
            if isinstance(outcome, requests.Response):
                return outcome
            wait_s = self.retry.wait_s(attempt, outcome.retry_after)
            wait_s *= 1 + self.jitter() / 4
            is_last = attempt + 1 == self.retry.attempts
            over_s = self.elapsed_s() - began_s + wait_s
            too_long = over_s > self.retry.total_s
            if is_last or too_long or not outcome.again:
                raise outcome.error from outcome.cause
            self.usage.retries += 1
            self.sleep(wait_s)
        raise _lost(kind)

    def _rooted(self, endpoint: str) -> str:
        for host in (SHEETS_HOST, DRIVE_HOST) if self.root else ():
            endpoint = endpoint.replace(host, self.root, 1)
        return endpoint

    def _try(
        self,
        kind: Kind,
        method: str,
        endpoint: str,
        args: tuple[Any, ...],
        options: Mapping[str, Any],
    ) -> "requests.Response | _Failure":
        """Make one attempt; return the response, or why not and whether to go on."""
        self._count(kind)
        try:
            response = super().request(method, endpoint, *args, **options)
        except APIError as error:
            self._weigh(error.response)
            return _refused(kind, error)
        except RefreshError as error:
            refused = errors.TokenRefusedError("Google did not accept the sign-in.")
            return _Failure(refused, again=False, cause=error)
        except NOT_SENT as error:
            return _Failure(_lost("read"), again=True, cause=error)
        except LOST as error:
            return _Failure(_lost(kind), again=kind == "read", cause=error)
        self._weigh(response)
        return response

    def _count(self, kind: Kind) -> None:
        if kind == "read":
            self.usage.reads += 1
        else:
            self.usage.writes += 1

    def _weigh(self, response: requests.Response) -> None:
        self.usage.bytes_sent += len(response.request.body or b"")
        arrived = response.headers.get("Content-Length")
        self.usage.bytes_received += int(arrived or len(response.content))


@dataclass(frozen=True, slots=True)
class _Failure:
    error: errors.SheetsApiError
    again: bool
    cause: Exception
    retry_after: str | None = None


def _lost(kind: Kind) -> errors.SheetsApiError:
    if kind == "write":
        return errors.WriteOutcomeUnknownError(
            "Google Sheets did not say whether the changes were written."
        )
    return errors.SheetsUnavailableError("Google Sheets did not answer.")


def _refused(kind: Kind, error: APIError) -> _Failure:
    status = error.response.status_code
    if status == TOO_MANY_REQUESTS:
        busy = errors.RateLimitedError("Google Sheets is over its quota per minute.")
        retry_after = error.response.headers.get("Retry-After")
        return _Failure(busy, again=True, cause=error, retry_after=retry_after)
    if status >= SERVER_ERROR:
        return _Failure(_lost(kind), again=kind == "read", cause=error)
    refusals: Mapping[int, errors.SheetsApiError] = {
        401: errors.TokenRefusedError("Google did not accept the sign-in."),
        403: errors.PermissionDeniedError("You may not change this spreadsheet."),
        404: errors.SpreadsheetNotFoundError("There is no spreadsheet with this id."),
    }
    rejected = errors.RejectedBatchError(
        "Google Sheets refused the request as a whole."
    )
    return _Failure(refusals.get(status, rejected), again=False, cause=error)
