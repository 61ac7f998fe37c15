"""What people do to their data and to the rules, so that there is something to do."""

from typing import TYPE_CHECKING, Any

from tests.editors.view import View

if TYPE_CHECKING:
    from tests.editors.person import Person

NAMES = [
    "Ada Obi", "Bisi Ade", "Chike Eze", "Dayo Ola", "Efe Okoro", "Femi Bello",
    "Gozie Udo", "Halima Sani", "Ifeoma Nnadi", "Jide Alabi", "Kemi Lawal",
    "Lami Musa", "Musa Garba", "Nneka Okafor", "Obinna Ike", "Peju Cole",
]  # fmt: skip
# Orders, spent and last order: of those who come to different segments.
FIGURES = [
    (0, None, None),
    (1, 12000, 46335),
    (1, 9000, 46200),
    (9, 99000, 46340),
    (6, 60000, 46100),
    (3, 20000, 46330),
    (2, 8000, 45900),
]
FIGURE_HEADERS = ("Orders", "Total spent", "Last order")


def change_figures(person: "Person") -> str | None:
    """Give a customer other figures, or another order in the tab of orders."""
    view = person.customers()
    people = view.people(person.ledger.people)
    if not people:
        return None
    row = person.chance.choice(sorted(people))
    name = people[row]
    if len(person.ledger.sources) > 1:
        return add_order(person, name)
    figures = person.chance.choice(FIGURES)
    said = dict(zip(FIGURE_HEADERS, figures, strict=True))
    for header, value in said.items():
        person.send(_typed(view, row, view.column_of(header), value))
    blank = {(name, header) for header, value in said.items() if value is None}
    person.ledger.cleared |= blank
    person.ledger.people[name].update(said)
    return f"gives {name} {figures}"


def add_order(person: "Person", name: str) -> str:
    (sheet_id,) = person.ledger.sources - {person.ledger.customers_id}
    day, amount = 46200 + person.chance.randrange(140), person.chance.randint(1, 90)
    cells = [_cell(value) for value in (day, name, amount * 1000)]
    body = {"sheetId": sheet_id, "rows": [{"values": cells}], "fields": "*"}
    person.send({"appendCells": body})
    return f"sells to {name} for {amount}000 on day {day}"


def add_customer(person: "Person") -> str | None:
    """Write a new customer below the last one."""
    view = person.customers()
    people = view.people(person.ledger.people)
    free = [name for name in NAMES if name not in person.ledger.people]
    if not free or not people:
        return None
    name, row = free[0], max(people) + 1
    if row < view.sheet.row_count and any(r == row for r, _ in view.filled):
        span = {
            "sheetId": view.sheet_id,
            "dimension": "ROWS",
            "startIndex": row,
            "endIndex": row + 1,
        }
        person.send({"insertDimension": {"range": span, "inheritFromBefore": True}})
    said = said_of(name, person.chance.choice(FIGURES))
    if len(person.ledger.sources) > 1:
        said = {header: said[header] for header in ("Name", "Phone")}
    person.make_room(view, row, view.used_columns)
    for header, value in said.items():
        person.send(_typed(view, row, view.column_of(header), value))
    person.ledger.people[name] = said
    return f"adds {name} {person.at(view, row, 0)}"


def said_of(name: str, figures: tuple) -> dict[str, Any]:
    """Return what a customer's row says, by header."""
    phone = f"0803 000 01{NAMES.index(name):02}"
    named = {"Name": name, "Phone": phone}
    return named | dict(zip(FIGURE_HEADERS, figures, strict=True))


def remove_segment(person: "Person") -> str | None:
    """Delete every rule of a segment, but never the rule for everybody else."""
    view = next((one for one in person.views() if one.role == "rules"), None)
    if view is None:
        return None
    ruled = [
        (row, view.value(row, 1))
        for row, at in view.filled
        if at == 0 and view.value(row, 0) == "Segment"
    ]
    names = sorted({name for _, name in ruled} - {ruled[-1][1]}) if ruled else []
    if not names:
        return None
    name = person.chance.choice(names)
    for row in sorted((row for row, one in ruled if one == name), reverse=True):
        span = {
            "sheetId": view.sheet_id,
            "dimension": "ROWS",
            "startIndex": row,
            "endIndex": row + 1,
        }
        person.send({"deleteDimension": {"range": span}})
    return f"takes {name} out of the rules"


def _typed(view: View, row: int, column: int, value: Any) -> dict[str, Any]:
    start = {"sheetId": view.sheet_id, "rowIndex": row, "columnIndex": column}
    rows = [{"values": [_cell(value)]}]
    return {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}


def _cell(value: Any) -> dict[str, Any]:
    if value is None:
        return {}
    kind = "stringValue" if isinstance(value, str) else "numberValue"
    return {"userEnteredValue": {kind: value}}
