"""One refresh by Sheet Segments: ``python -m benchmarks.ours URL TOKEN ID HOUR``."""

import json
import sys
from datetime import UTC, datetime

from benchmarks.cost import measure
from benchmarks.orders import AS_OF
from benchmarks.traffic import Traffic
from sheets_sync.client import SheetsClient
from sheets_sync.refresh import Finished, Job, refresh
from sheets_sync.report import Json


def main(url: str, token: str, spreadsheet_id: str, hour: str) -> None:
    """Refresh once, at an hour of a fixed day, and print what it cost."""
    moment = datetime(AS_OF.year, AS_OF.month, AS_OF.day, int(hour), tzinfo=UTC)
    client = SheetsClient(token, root=url)
    traffic = Traffic()
    traffic.watch(client.http.session)

    def work() -> Json:
        events = refresh(Job(spreadsheet_id), client, lambda: moment)
        return next(event.report for event in events if isinstance(event, Finished))

    report, costs = measure(work)
    moved = sum(move["customers"] for move in report["moves"])
    told = {"customers": report["customers"], "moved": moved}
    figures = {**costs, **traffic.figures(), **told}
    sys.stdout.write(json.dumps(figures))


if __name__ == "__main__":
    main(*sys.argv[1:])
