"""Requests about conditional formats."""

from local_sheets.errors import RefusedError
from local_sheets.grid.model import Json, Sheet
from local_sheets.grid.spreadsheet import Draft, Spreadsheet, resolved
from local_sheets.notation.colours import mirrored
from local_sheets.notation.typed import Typist
from local_sheets.requests.conditions import FORMATTING, checked_condition
from local_sheets.requests.handler import Handler, grid_range
from local_sheets.requests.ranges import clamped

_LIST = "conditionalFormats"
_LOOKS = {"backgroundColor", "backgroundColorStyle", "textFormat"}
_TEXT_LOOKS = {
    "bold",
    "italic",
    "strikethrough",
    "underline",
    "foregroundColor",
    "foregroundColorStyle",
}
_POINTS = ("minpoint", "midpoint", "maxpoint")
_ENDS = {"MIN", "MAX"}


def add_rule(draft: Draft, body: Json) -> None:
    """Insert a rule at its index; the same rule again is another rule."""
    sheet, rule = _checked(draft, body.get("rule", {}))
    rules = list(sheet.items(_LIST))
    index = body.get("index", 0)
    if not 0 <= index <= len(rules):
        raise RefusedError(f"No conditional format at index: {index}")
    rules.insert(index, rule)
    draft.edit(sheet.sheet_id).objects[_LIST] = rules


def _checked(draft: Draft, asked: Json) -> tuple[Sheet, Json]:
    """Return the tab of a rule, and the rule as Google keeps it."""
    rule = mirrored(asked)
    places = rule.get("ranges", [])
    if not places:
        raise RefusedError("rule.ranges is required.")
    ranges = [
        grid_range(draft, {"range": place}, may_be_empty=True) for place in places
    ]
    rule["ranges"] = [clamped(*pair) for pair in zip(places, ranges, strict=True)]
    if len({cells.sheet_id for cells in ranges}) > 1:
        raise RefusedError("All ranges of a rule must be on the same sheet.")
    for cells in ranges:
        draft.guard(cells)
    if ("booleanRule" in rule) == ("gradientRule" in rule):
        raise RefusedError("Exactly one of booleanRule and gradientRule must be set.")
    if "booleanRule" in rule:
        kept = _boolean(draft.spreadsheet, rule["booleanRule"])
        return draft.sheet(ranges[0].sheet_id), {**rule, "booleanRule": kept}
    kept = _gradient(draft.spreadsheet, rule["gradientRule"])
    return draft.sheet(ranges[0].sheet_id), {**rule, "gradientRule": kept}


def _boolean(spreadsheet: Spreadsheet, rule: Json) -> Json:
    looks = rule.get("format", {})
    if looks.keys() - _LOOKS or looks.get("textFormat", {}).keys() - _TEXT_LOOKS:
        raise RefusedError(
            "Conditional formatting can only set bold, italic, underline, "
            "strikethrough, foreground color and background color."
        )
    asked = rule.get("condition", {})
    condition = checked_condition(spreadsheet, asked, FORMATTING)
    return {**rule, "condition": condition}


def _gradient(spreadsheet: Spreadsheet, rule: Json) -> Json:
    given = {name: rule.get(name, {}) for name in _POINTS}
    return {
        name: _point(spreadsheet, point)
        for name, point in given.items()
        if name != "midpoint" or name in rule
    }


def _point(spreadsheet: Spreadsheet, point: Json) -> Json:
    kind = point.get("type", "INTERPOLATION_POINT_TYPE_UNSPECIFIED")
    if kind == "INTERPOLATION_POINT_TYPE_UNSPECIFIED":
        raise RefusedError("No interpolationPointType specified.")
    if kind in _ENDS:
        return {name: part for name, part in point.items() if name != "value"}
    value = point.get("value", "")
    if not value:
        raise RefusedError("InterpolationPoint.value is required.")
    if isinstance(Typist(spreadsheet.locale).read(value).value, str):
        raise RefusedError(f"Invalid InterpolationPoint.value: {value}")
    return point


def update_rule(draft: Draft, body: Json) -> Json:
    """Put another rule at an index, or move the rule there to another index."""
    if ("rule" in body) == ("newIndex" in body):
        raise RefusedError("Exactly one of rule and newIndex must be set.")
    if "rule" in body:
        return _replaced(draft, body)
    sheet = draft.sheet(body.get("sheetId", 0))
    rules, index, to = list(sheet.items(_LIST)), body.get("index", 0), body["newIndex"]
    _check_index(sheet, index)
    _check_index(sheet, to)
    rules.insert(to, rule := rules.pop(index))
    draft.edit(sheet.sheet_id).objects[_LIST] = rules
    return {"newRule": rule} | _counted(oldIndex=index, newIndex=to)


def _replaced(draft: Draft, body: Json) -> Json:
    sheet, rule = _checked(draft, body["rule"])
    index = body.get("index", 0)
    _check_index(sheet, index)
    rules = list(sheet.items(_LIST))
    old, rules[index] = rules[index], rule
    draft.edit(sheet.sheet_id).objects[_LIST] = rules
    return {"newRule": rule, "oldRule": old} | _counted(newIndex=index)


def _counted(**indexes: int) -> Json:
    """Return indexes without those that are 0, which Google does not answer."""
    return {name: index for name, index in indexes.items() if index}


def _check_index(sheet: Sheet, index: int) -> None:
    if not 0 <= index < len(sheet.items(_LIST)):
        raise RefusedError(
            f"No conditional format on sheet: {sheet.sheet_id} at index: {index}"
        )


def delete_rule(draft: Draft, body: Json) -> Json:
    """Delete the rule at an index; the rules after it move up."""
    sheet = draft.sheet(body.get("sheetId", 0))
    index = body.get("index", 0)
    _check_index(sheet, index)
    rules = list(sheet.items(_LIST))
    deleted = rules.pop(index)
    for place in deleted["ranges"]:
        draft.guard(resolved(sheet, place))
    draft.edit(sheet.sheet_id).objects[_LIST] = rules
    return {"rule": deleted}


HANDLERS: dict[str, Handler] = {
    "addConditionalFormatRule": add_rule,
    "updateConditionalFormatRule": update_rule,
    "deleteConditionalFormatRule": delete_rule,
}
