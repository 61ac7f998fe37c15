"""Google's own description of the Sheets and Drive APIs, as published."""

import json
from functools import cache
from importlib import resources
from typing import Any


@cache
def document(name: str) -> dict[str, Any]:
    """Return a discovery document: ``sheets.v4`` or ``drive.v3``."""
    text = resources.files(__name__).joinpath(f"{name}.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@cache
def method(name: str, path: str) -> dict[str, Any]:
    """Return the description of a method, such as ``spreadsheets.values.get``.

    Args:
        name: the discovery document.
        path: dotted resource names, then the method.
    """
    *places, last = path.split(".")
    here = document(name)
    for place in places:
        here = here["resources"][place]
    found: dict[str, Any] = here["methods"][last]
    return found
