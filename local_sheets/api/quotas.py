"""Quotas per minute, counted as the Sheets API counts them; Drive has none here."""

import threading
from collections import Counter
from dataclasses import dataclass

from local_sheets.clock import Clock
from local_sheets.errors import ApiError, error_info

PROJECT_NUMBER = "100000000000"
_SERVICE = "sheets.googleapis.com"
_MINUTE_S = 60
_HELP = {
    "@type": "type.googleapis.com/google.rpc.Help",
    "links": [
        {
            "description": "Request a higher quota limit.",
            "url": "https://cloud.google.com/docs/quotas/help/request_increase",
        }
    ],
}


@dataclass(frozen=True, slots=True)
class Quotas:
    """Calls per minute; the defaults are Google's published numbers.

    Attributes:
        reads_per_user: methods that retrieve, by each user.
        reads_per_project: the same by all users together.
        writes_per_user: methods that change something, by each user.
        writes_per_project: the same by all users together.
    """

    reads_per_user: int = 60
    reads_per_project: int = 300
    writes_per_user: int = 60
    writes_per_project: int = 300


class Meter:
    """Counts calls and refuses those over quota; every minute begins at nought."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._minute = 0
        self._counts: Counter[tuple[str, str]] = Counter()

    def count(self, quotas: Quotas, user: str, *, is_read: bool) -> None:
        """Count a call, however much its batch holds.

        Raises:
            ApiError: 429, and the call is not counted.
        """
        kind = "Read" if is_read else "Write"
        per_user, per_project = (
            (quotas.reads_per_user, quotas.reads_per_project)
            if is_read
            else (quotas.writes_per_user, quotas.writes_per_project)
        )
        with self._lock:
            self._turn()
            if self._counts[kind, user] >= per_user:
                raise over_quota(kind, per_user, by_user=True)
            if self._counts[kind, ""] >= per_project:
                raise over_quota(kind, per_project, by_user=False)
            self._counts[kind, user] += 1
            self._counts[kind, ""] += 1

    def _turn(self) -> None:
        minute = int(self._clock().timestamp()) // _MINUTE_S
        if minute != self._minute:
            self._minute = minute
            self._counts.clear()


def over_quota(kind: str, limit: int, *, by_user: bool) -> ApiError:
    """Return Google's refusal of a call over quota; `kind` is Read or Write."""
    metric, named = f"{kind} requests", f"{kind} requests per minute"
    message = (
        f"Quota exceeded for quota metric '{metric}' and limit "
        f"'{named}{' per user' if by_user else ''}' of service '{_SERVICE}' for "
        f"consumer 'project_number:{PROJECT_NUMBER}'."
    )
    metadata = {
        "service": _SERVICE,
        "consumer": f"projects/{PROJECT_NUMBER}",
        "quota_metric": f"{_SERVICE}/{kind.lower()}_requests",
        "quota_limit": f"{kind}RequestsPerMinutePer{'User' if by_user else 'Project'}",
        "quota_limit_value": str(limit),
        "quota_location": "global",
    }
    return ApiError(429, message, [error_info("RATE_LIMIT_EXCEEDED", metadata), _HELP])
