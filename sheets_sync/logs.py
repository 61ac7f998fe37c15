"""One JSON object a line, as Cloud Logging reads it; never what a cell holds.

Fields are codes, counts and durations. Of an unexpected error only its type and the
places in our code are kept: its message could quote a cell.
"""

import json
import logging
import sys
import traceback
from pathlib import Path
from typing import Final

LOGGER: Final = logging.getLogger("sheet_segments")
PACKAGES: Final = ("main.py", "sheets_sync", "segments")

Field = str | int | float | bool | None


def set_up() -> None:
    """Send our log lines to standard output, one JSON object each."""
    if LOGGER.handlers:
        return
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(message)s"))
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False


def log(severity: str, message: str, **fields: Field) -> None:
    """Write one line; ``fields`` must hold no cell value, name, e-mail or token."""
    level = logging.getLevelNamesMapping()[severity]
    LOGGER.log(level, json.dumps({"severity": severity, "message": message, **fields}))


def places_of(error: BaseException) -> str:
    """Return an error's type and where in our code it passed, without its message."""
    frames = [
        f"{Path(frame.filename).name}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if any(part in PACKAGES for part in Path(frame.filename).parts)
    ]
    return f"{type(error).__name__} at {' < '.join(reversed(frames)) or 'unknown'}"
