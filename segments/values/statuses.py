"""Order statuses as typed → what they mean for the count of orders."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from segments.values.contacts import name_key


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    text = files("segments").joinpath("statuses.toml").read_text("utf-8")
    found = [
        (status_key(phrase), outcome)
        for outcome, phrases in tomllib.loads(text).items()
        for phrase in phrases
    ]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def status_key(text: str) -> str:
    """Return a status without case and punctuation."""
    return " ".join(re.sub(r"[^\w\u0900-\u097f]+|_", " ", name_key(text)).split())


def read_status(text: str) -> str | None:
    """Return what a status says of an order; None for one that is not known.

    That is "counts", "cancelled", "unpaid", "test", "failed" or "refunded".

    >>> read_status("Cancelled - no stock"), read_status("Delivered")
    ('cancelled', 'counts')
    """
    key = status_key(text)
    for phrase, outcome in _phrases():
        if key == phrase or key.startswith(f"{phrase} "):
            return outcome
    return "counts" if read_yes_no(text) else None


def read_payment_status(text: str) -> str | None:
    """Return what a payment column says of an order; a plain "no" is unpaid."""
    return "unpaid" if read_yes_no(text) is False else read_status(text)


def read_yes_no(text: str) -> bool | None:
    """Return whether a cell says yes or no; None when it says neither."""
    key = status_key(text) or text.strip()
    if key in {"yes", "y", "true", "1", "x", "done", "si", "oui", "sim", *"✓✔✅☑"}:
        return True
    return False if key in {"no", "n", "false", "0", "non", "nao", *"✗✘❌"} else None
