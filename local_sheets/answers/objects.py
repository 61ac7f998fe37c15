"""What is anchored to a tab's grid, as the members of a Sheet resource."""

from typing import NamedTuple

from local_sheets.answers.tables import table_banding, table_json
from local_sheets.grid.model import Json, Sheet
from local_sheets.grid.spreadsheet import Spreadsheet, bars

# At most one a tab, and so no list.
_SINGLE = "basicFilter"


class Viewer(NamedTuple):
    """Who looks at a spreadsheet, and how.

    Attributes:
        email: whose answer it is.
        owns: whether that person owns the file, and so may edit what is protected.
        tables_as_bands: tables are among the banded ranges, too.
    """

    email: str = ""
    owns: bool = True
    tables_as_bands: bool = True


def shown_objects(spreadsheet: Spreadsheet, sheet: Sheet, viewer: Viewer) -> Json:
    """Return the objects of a tab under Google's names, those it has."""
    shown: Json = {name: list(items) for name, items in sheet.objects.items()}
    tables = sheet.items("tables")
    if tables:
        shown["tables"] = [table_json(spreadsheet, sheet, item) for item in tables]
    if tables and viewer.tables_as_bands:
        bands = [table_banding(table) for table in tables]
        shown["bandedRanges"] = sheet.items("bandedRanges") + bands
    if sheet.items("protectedRanges"):
        protections = sheet.items("protectedRanges")
        shown["protectedRanges"] = [_protection(item, viewer) for item in protections]
    if shown.get(_SINGLE):
        shown[_SINGLE] = shown[_SINGLE][0]
    return shown


def _protection(item: Json, viewer: Viewer) -> Json:
    """Return a protection; its editors are for those to know who are among them."""
    if viewer.owns or not bars(item, viewer.email):
        return {**item, "requestingUserCanEdit": True}
    return {name: value for name, value in item.items() if name != "editors"}
