"""Requests about conditional formats and charts."""

from local_sheets.errors import RefusedError, UnsupportedError
from local_sheets.grid.model import Json
from local_sheets.grid.spreadsheet import Draft
from local_sheets.notation.colours import mirrored
from local_sheets.requests.handler import Handler, grid_range, new_id


def add_conditional_format(draft: Draft, body: Json) -> None:
    """Insert a rule at its index; the same rule again is another rule."""
    rule = mirrored(body.get("rule", {}))
    places = rule.get("ranges", [])
    if not places:
        raise RefusedError("rule.ranges is required.")
    homes = {grid_range(draft, {"range": place}).sheet_id for place in places}
    if len(homes) > 1:
        raise RefusedError("All ranges of a rule must be on the same sheet.")
    sheet = draft.edit(homes.pop())
    rules = list(sheet.items("conditionalFormats"))
    index = body.get("index", 0)
    if not 0 <= index <= len(rules):
        raise RefusedError(f"No conditional format at index: {index}")
    rules.insert(index, rule)
    sheet.objects["conditionalFormats"] = rules


def delete_conditional_format(draft: Draft, body: Json) -> Json:
    """Delete the rule at an index; the rules after it move up."""
    sheet = draft.edit(body.get("sheetId", 0))
    rules = list(sheet.items("conditionalFormats"))
    index = body.get("index", 0)
    if not 0 <= index < len(rules):
        raise RefusedError(
            f"No conditional format on sheet: {sheet.sheet_id} at index: {index}"
        )
    deleted = rules.pop(index)
    sheet.objects["conditionalFormats"] = rules
    return {"rule": deleted}


def add_chart(draft: Draft, body: Json) -> Json:
    """Add a chart over the cells of an existing tab."""
    chart = mirrored(body.get("chart", {}))
    position = chart.get("position", {})
    if "overlayPosition" not in position:
        raise UnsupportedError("charts on a tab of their own")
    anchor = position["overlayPosition"].get("anchorCell", {})
    sheet = draft.edit(anchor.get("sheetId", 0))
    _check_anchor(sheet.row_count, anchor.get("rowIndex", 0), "row")
    _check_anchor(sheet.column_count, anchor.get("columnIndex", 0), "column")
    taken = {
        item["chartId"]
        for tab in draft.spreadsheet.sheets
        for item in tab.items("charts")
    }
    chart_id = chart.get("chartId", new_id(taken))
    if chart_id in taken:
        raise RefusedError(f"Chart with id {chart_id} already exists.")
    created = {"chartId": chart_id, **chart}
    sheet.objects["charts"] = [*sheet.items("charts"), created]
    return {"chart": created}


def _check_anchor(size: int, at: int, word: str) -> None:
    if at >= size:
        raise RefusedError(
            f"GridCoordinate.{word}Index[{at}] is after last {word} in grid[{size - 1}]"
        )


def delete_embedded_object(draft: Draft, body: Json) -> None:
    """Delete a chart by its id."""
    wanted = body.get("objectId", 0)
    for sheet in draft.spreadsheet.sheets:
        kept = [item for item in sheet.items("charts") if item["chartId"] != wanted]
        if len(kept) < len(sheet.items("charts")):
            draft.edit(sheet.sheet_id).objects["charts"] = kept
            return
    raise RefusedError(f"No embedded object with id: {wanted}")


HANDLERS: dict[str, Handler] = {
    "addConditionalFormatRule": add_conditional_format,
    "deleteConditionalFormatRule": delete_conditional_format,
    "addChart": add_chart,
    "deleteEmbeddedObject": delete_embedded_object,
}
