"""updateSpreadsheetProperties: title, locale, time zone and recalculation."""

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from local_sheets.answers.theme import DEFAULT_THEME
from local_sheets.discovery.fields import Mask, updated
from local_sheets.discovery.masks import update_mask
from local_sheets.errors import RefusedError, UnsupportedError
from local_sheets.grid.model import Json
from local_sheets.grid.spreadsheet import Draft
from local_sheets.requests.handler import Handler

_LOCALE = re.compile(r"[a-z]{2,3}(?:_(?:[A-Z][a-z]{3}_)?(?:[A-Z]{2}|419))?")
_CUSTOM_ZONE = re.compile(r"GMT[+-](?:0\d|1[0-4]):[0-5]\d")
# A property that may be left out altogether; the others always have a value.
_OPTIONAL = "iterativeCalculationSettings"
_EXTERNAL = "importFunctionsExternalUrlAccessAllowed"
_MEMBERS = ("title", "locale", "timeZone", "autoRecalc", _EXTERNAL, _OPTIONAL)
_UNSUPPORTED = ("spreadsheetTheme",)
_READ_ONLY = ("defaultFormat",)


def update_spreadsheet_properties(draft: Draft, body: Json) -> None:
    """Change title, locale, time zone or recalculation; ``*`` is those it names."""
    asked = body.get("properties", {})
    mask = update_mask(body.get("fields"), "SpreadsheetProperties", "properties")
    _check_writable(mask)
    if not mask:
        _check_theme(draft, asked)
        mask = {name: {} for name in _MEMBERS if name in asked or name == "title"}
    new = updated(draft.spreadsheet.properties, asked, mask)
    _check_values({name: new.get(name) for name in mask})
    draft.spreadsheet.properties = new


def _check_writable(mask: Mask) -> None:
    for name in _READ_ONLY:
        if name in mask:
            raise RefusedError(f"properties.{name} is read-only.")
    for name in _UNSUPPORTED:
        if name in mask:
            raise UnsupportedError(f"writing properties.{name}")


def _check_theme(draft: Draft, asked: Json) -> None:
    """Refuse another theme among all the properties sent; the same one is no change."""
    theme = draft.spreadsheet.properties.get("spreadsheetTheme", DEFAULT_THEME)
    if asked.get("spreadsheetTheme", theme) != theme:
        raise UnsupportedError("writing properties.spreadsheetTheme")


def _check_values(changed: Json) -> None:
    """Refuse values that a spreadsheet's properties cannot have.

    Args:
        changed: the properties to be set; None is one that would be cleared.
    """
    if "title" in changed and not changed["title"]:
        raise RefusedError("Document name cannot be empty.")
    if "locale" in changed and not _LOCALE.fullmatch(changed["locale"] or ""):
        raise RefusedError(f"Unsupported locale: {changed['locale'] or ''}")
    if "timeZone" in changed and not _is_zone(changed["timeZone"] or ""):
        raise RefusedError(f"Invalid time zone: {changed['timeZone'] or ''}")
    recalculated = changed.get("autoRecalc", "ON_CHANGE")
    if recalculated in {None, "RECALCULATION_INTERVAL_UNSPECIFIED"}:
        raise RefusedError("autoRecalc must be ON_CHANGE, MINUTE or HOUR.")
    if (changed.get(_OPTIONAL) or {}).get("maxIterations", 1) < 1:
        raise RefusedError(f"{_OPTIONAL}.maxIterations must be at least 1.")


def _is_zone(name: str) -> bool:
    if _CUSTOM_ZONE.fullmatch(name):
        return True
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


HANDLERS: dict[str, Handler] = {
    "updateSpreadsheetProperties": update_spreadsheet_properties
}
