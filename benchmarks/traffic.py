"""What a program asks of the Sheets API, counted on its HTTP session."""

from dataclasses import asdict, dataclass

import requests

from benchmarks.cost import Measures


@dataclass(slots=True)
class Traffic:
    """Calls, bytes on the wire, and seconds spent waiting for the server."""

    reads: int = 0
    writes: int = 0
    sent_bytes: int = 0
    received_bytes: int = 0
    waited_s: float = 0.0

    def watch(self, session: requests.Session) -> None:
        """Count every call of this session from now on."""
        session.hooks["response"].append(self._count)

    def figures(self) -> Measures:
        """Return the counts so far."""
        return asdict(self)

    def _count(self, response: requests.Response, **_: object) -> None:
        is_read = response.request.method == "GET"
        self.reads += is_read
        self.writes += not is_read
        self.sent_bytes += len(response.request.body or b"")
        # Once the content is there, the raw stream knows what it took to bring it.
        self.received_bytes += response.raw.tell() if response.content else 0
        self.waited_s += response.elapsed.total_seconds()
