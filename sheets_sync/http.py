"""gspread's HTTP client with time-outs and bounded retries.

gspread waits for ever by default, and its own back-off client never gives up and sends
writes again. Here a read is retried on anything that may pass; a write is sent again
only where Google certainly did nothing (429, or no connection was made). After any
other failure of a write its outcome is unknown, and we say so.
"""

import math
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import gspread
import requests
from google.auth.credentials import Credentials
from google.auth.exceptions import RefreshError, TransportError
from gspread.exceptions import APIError

from sheets_sync import budget, errors
from sheets_sync.calls import Usage
from sheets_sync.refusals import Failure, Kind, failure_of, lost

SHEETS_HOST: Final = "https://sheets.googleapis.com"
DRIVE_HOST: Final = "https://www.googleapis.com"
TIMEOUT_S: Final = (budget.CONNECT_S, budget.ANSWER_S)
# Google compresses only for user agents that say so (its performance page).
USER_AGENT: Final = "sheet-segments (gzip)"
NOT_SENT: Final = (requests.exceptions.ConnectTimeout, requests.exceptions.ProxyError)
LOST: Final = (requests.exceptions.RequestException, TransportError)


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often and how long to try again; waits double, with jitter on top.

    ``total_s`` counts waits and attempts: no attempt begins later than that. A quota
    is asked for more often than a server that fails, because it fills within a minute.
    """

    attempts: int = 5
    busy_attempts: int = 9
    first_wait_s: float = 1.0
    longest_wait_s: float = 20.0
    total_s: float = budget.RETRYING_S

    def wait_s(self, attempt: int, failure: Failure) -> float:
        """Return how long to wait after a failed attempt, counted from zero."""
        if failure.told_s is not None:
            return failure.told_s
        return min(self.first_wait_s * 2.0**attempt, self.longest_wait_s)

    def is_last(self, attempt: int, failure: Failure) -> bool:
        """Tell whether no attempt follows this one, counted from zero."""
        attempts = self.busy_attempts if failure.busy else self.attempts
        return not failure.again or attempt + 1 >= attempts


class PatientHttpClient(gspread.HTTPClient):
    """Sends requests as gspread does, but neither waits nor tries for ever.

    Any gspread client can use it in place of gspread's own. It raises our errors, not
    ``APIError``, and counts in ``usage`` what its calls cost.
    """

    retry = RetryPolicy()
    root = ""
    # When, by ``elapsed_s``, everything must have ended.
    ends_s = math.inf
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
            SheetSegmentsError: One of its kinds, by what happened.
        """
        kind: Kind = "read" if method.casefold() == "get" else "write"
        began_s = self.elapsed_s()
        attempt = 0
        while True:
            self._check_time(kind)
            outcome = self._try(kind, method, self._rooted(endpoint), args, options)
            if isinstance(outcome, requests.Response):
                return outcome
            self._wait(attempt, outcome, began_s)
            attempt += 1

    def _check_time(self, kind: Kind) -> None:
        """Give the attempt the time that is left; raise where it is not worth it."""
        left_s = self.ends_s - self.elapsed_s()
        if left_s < (budget.READ_S if kind == "read" else budget.WRITE_S):
            raise errors.OutOfTimeError(
                "The time that one refresh may take was over before the changes"
                " were sent."
            )
        self.set_timeout((budget.CONNECT_S, min(budget.ANSWER_S, left_s)))

    def _wait(self, attempt: int, failure: Failure, began_s: float) -> None:
        """Wait before the next attempt, or raise why there is none."""
        now_s = self.elapsed_s()
        room_s = min(began_s + self.retry.total_s, self.ends_s) - now_s
        wait_s = self.retry.wait_s(attempt, failure)
        if self.retry.is_last(attempt, failure) or wait_s > room_s:
            raise failure.error from failure.cause
        self.usage.retries += 1
        # Those who were refused together should not come back together.
        self.sleep(min(wait_s * (1 + self.jitter() / 4), room_s))

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
    ) -> requests.Response | Failure:
        """Make one attempt; return the response, or why not and whether to go on."""
        self._count(kind)
        try:
            response = super().request(method, endpoint, *args, **options)
        except APIError as error:
            self._weigh(error.response)
            return failure_of(kind, error)
        except RefreshError as error:
            refused = errors.TokenRefusedError("Google did not accept the sign-in.")
            return Failure(refused, again=False, cause=error)
        except NOT_SENT as error:
            return Failure(lost("read"), again=True, cause=error)
        except LOST as error:
            return Failure(lost(kind), again=kind == "read", cause=error)
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
