"""Exports of shops and payment services, known by headers that only they have.

They are data, in ``exports.toml``.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

from segments.headers import header_key


class Export(NamedTuple):
    """What is known of the columns of an export.

    Attributes:
        roles: Position → role, or "own".
        hundredths: Roles whose figures are hundredths of the currency.
    """

    roles: Mapping[int, str]
    hundredths: frozenset[str]


NO_EXPORT: Final = Export({}, frozenset())
"""A table that is none of the exports."""


@cache
def _exports() -> tuple[Mapping[str, Any], ...]:
    text = files("segments").joinpath("exports.toml").read_text("utf-8")
    return tuple(
        {
            "signature": {header_key(header) for header in export["signature"]},
            "roles": {header_key(h): role for h, role in export["roles"].items()},
            "hundredths": frozenset(export.get("hundredths", ())),
        }
        for export in tomllib.loads(text).values()
    )


def known_export(headers: Sequence[str | None]) -> Export:
    """Return what is known of a table with these headers, nothing if it is no export.

    Args:
        headers: The header cells as typed; None where there is none.
    """
    keys = [header_key(header) if header else "" for header in headers]
    for export in _exports():
        if export["signature"] <= set(keys):
            roles = export["roles"]
            at = {index: roles[key] for index, key in enumerate(keys) if key in roles}
            return Export(at, export["hundredths"])
    return NO_EXPORT
