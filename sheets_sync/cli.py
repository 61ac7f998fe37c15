"""The command line: refresh, preview, check or restore a file; serve a laptop."""

import argparse
import json
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final, NoReturn
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sheets_sync import logs
from sheets_sync.bootstrap import now
from sheets_sync.errors import (
    BadRequestError,
    InputError,
    NeedsConfirmationError,
    SheetSegmentsError,
)
from sheets_sync.laptop import open_tracker
from sheets_sync.model import Mode
from sheets_sync.refresh import Finished, Job, refresh
from sheets_sync.report import Json
from sheets_sync.screen import (
    customers_after,
    preview_tables,
    problems_table,
    restored_line,
    segments_table,
)

DONE: Final = 0
OUR_FAULT: Final = 1
SELLER_CAN_FIX: Final = 2
DEFAULT_PORT: Final = 8787
ACTIONS: Final[Mapping[type[InputError], str]] = {
    BadRequestError: "See sheet-segments --help.",
    NeedsConfirmationError: (
        "Nothing was written. Check that no tab, column or row is missing, then add"
        " --confirm."
    ),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 when done, 2 if the user can fix it, 1 if we must."""
    try:
        options = _parser().parse_args(arguments)
        options.run(options)
    except InputError as error:
        # What to do about an HTTP request would puzzle a person at a terminal.
        action = ACTIONS.get(type(error), error.action)
        print(f"{error} {action}", file=sys.stderr)
        return SELLER_CAN_FIX
    except SheetSegmentsError as error:
        print(f"{error} {error.action}", file=sys.stderr)
        return OUR_FAULT
    except KeyboardInterrupt:
        return DONE
    except Exception as error:  # noqa: BLE001 - the edge: no traceback at a seller
        print(f"Our fault: {logs.places_of(error)}", file=sys.stderr)
        return OUR_FAULT
    return DONE


class _OneSentenceParser(argparse.ArgumentParser):
    """Says what is wrong in one sentence instead of printing the whole usage."""

    def error(self, message: str) -> NoReturn:
        """Raise what ``main`` turns into exit code 2."""
        raise BadRequestError(f"{message.capitalize()}.")


def _parser() -> argparse.ArgumentParser:
    parser = _OneSentenceParser(
        prog="sheet-segments",
        description="Customer segments inside the spreadsheet you already keep.",
    )
    commands = parser.add_subparsers(
        required=True, metavar="COMMAND", parser_class=_OneSentenceParser
    )
    for name, run, text in (
        ("refresh", _refresh, "label customers and write the segment tabs to a copy"),
        ("preview", _preview, "say what a refresh would change; write nothing"),
        ("check", _check, "say what can be read and what cannot; write nothing"),
        ("restore", _restore, "write a copy with the labels before the last refresh"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run, confirm=False)
        _add_tracker_options(command)
        if run is _refresh:
            command.add_argument(
                "--confirm",
                action="store_true",
                help="write it, however much has gone since the last refresh",
            )
    serve_command = commands.add_parser("serve", help="run everything on this laptop")
    serve_command.add_argument("--port", type=int, default=DEFAULT_PORT)
    serve_command.add_argument("--data", type=Path, default=Path("out/serve"))
    serve_command.set_defaults(run=_serve)
    return parser


def _add_tracker_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, help="an .xlsx or .csv tracker")
    command.add_argument("--out", type=Path, help="the .xlsx to write")
    command.add_argument("--scheme", help="starter, or another ready-made rule table")
    command.add_argument(
        "--as-of", type=_day, metavar="YYYY-MM-DD", help="today's date"
    )
    command.add_argument("--json", action="store_true", help="print the report as JSON")
    command.add_argument(
        "--timezone", type=_time_zone, default="Etc/GMT", help="such as Africa/Lagos"
    )
    command.add_argument(
        "--locale", type=_locale, default="en_GB", help="such as en_NG or en_IN"
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"“{text}” is not a date such as 2026-01-31"
        ) from error


def _time_zone(text: str) -> str:
    try:
        return ZoneInfo(text).key
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise argparse.ArgumentTypeError(
            f"“{text}” is not a time zone such as Africa/Lagos"
        ) from error


def _locale(text: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(_[A-Z]{2})?", text):
        raise argparse.ArgumentTypeError(f"“{text}” is not a locale such as en_NG")
    return text


def _refresh(options: argparse.Namespace) -> None:
    _write(options, "apply", "segments")


def _restore(options: argparse.Namespace) -> None:
    _write(options, "restore", "restored")


def _write(options: argparse.Namespace, mode: Mode, ending: str) -> None:
    """Write a copy beside the file, or where it was asked for, and show it."""
    out: Path = options.out or options.file.with_name(
        f"{options.file.stem}-{ending}.xlsx"
    )
    if out.resolve() == options.file.resolve():
        raise BadRequestError("We never write over your own file; give another --out.")
    if out.suffix.casefold() != ".xlsx":
        raise BadRequestError(f"{out} should end in .xlsx.")
    if not out.absolute().parent.is_dir():
        raise BadRequestError(f"There is no folder {out.parent}.")
    report, after = _run(options, mode, out)
    if options.json:
        _print_json(report)
        return
    put_back = restored_line(report)
    _print(after, segments_table(report), put_back, f"\nWritten to {out}")


def _preview(options: argparse.Namespace) -> None:
    report, _ = _run(options, "preview", None)
    if options.json:
        return _print_json(report)
    _print(segments_table(report), preview_tables(report), "\nNothing was written.")
    return None


def _check(options: argparse.Namespace) -> None:
    report, _ = _run(options, "check", None)
    if options.json:
        return _print_json(report)
    _print(problems_table(report))
    return None


def _run(options: argparse.Namespace, mode: Mode, out: Path | None) -> tuple[Json, str]:
    """Return the report, and the first customers as they look after a refresh."""
    with open_tracker(
        options.file, locale=options.locale, time_zone=options.timezone
    ) as tracker:
        job = Job(
            tracker.spreadsheet_id,
            mode,
            options.scheme,
            options.as_of,
            confirmed=options.confirm,
        )
        events = list(refresh(job, tracker.client, now))
        report = next(event.report for event in events if isinstance(event, Finished))
        if out is None:
            return report, ""
        tracker.save_as(out)
        return report, "" if options.json else customers_after(tracker, report)


def _serve(options: argparse.Namespace) -> None:
    from sheets_sync.serve import serve

    serve(options.port, options.data)


def _print_json(report: Json) -> None:
    print(json.dumps(report, ensure_ascii=False, indent=2))


def _print(*texts: str) -> None:
    print("\n".join(text for text in texts if text))
