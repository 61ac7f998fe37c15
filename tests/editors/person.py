"""A person who edits the tracker at random, and whose every text is remembered."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from local_sheets.storage.store import Store
from tests.editors import shape_edits, source_edits, typing_edits
from tests.editors.ledger import Ledger
from tests.editors.oracle import uids_in
from tests.editors.view import View, views

Edit = Callable[["Person"], str | None]
TYPING: Mapping[Edit, int] = {
    typing_edits.beside: 8,
    typing_edits.retype: 2,
    typing_edits.free: 4,
    typing_edits.rename_header: 1,
    source_edits.change_figures: 2,
}
SHAPE: Mapping[Edit, int] = {
    shape_edits.insert_rows: 3,
    shape_edits.insert_columns: 3,
    shape_edits.insert_beside_block: 1,
    shape_edits.delete_blank: 2,
    shape_edits.move_column: 2,
    shape_edits.move_row: 2,
    shape_edits.sort: 3,
    source_edits.add_customer: 2,
}
TABS: Mapping[Edit, int] = {
    shape_edits.move_tab: 1,
    shape_edits.rename_tab: 1,
    shape_edits.hide_tab: 1,
    shape_edits.duplicate_tab: 1,
    shape_edits.add_tab: 1,
    shape_edits.delete_tab: 1,
}
ALL: Mapping[Edit, int] = {**TYPING, **SHAPE, **TABS}
# Among the rows and columns of our lists, while nobody refreshes.
INSIDE: Mapping[Edit, int] = {
    shape_edits.insert_inside_block: 3,
    shape_edits.move_inside_block: 1,
    shape_edits.delete_inside_block: 2,
    shape_edits.sort_block: 1,
}
# What no promise covers yet: to do that during a refresh, and where headers are ours.
HARSH: Mapping[Edit, int] = {
    **INSIDE,
    typing_edits.reason: 2,
    shape_edits.insert_above_header: 2,
}
TRIES = 6


@dataclass
class Person:
    """Somebody with the tracker open.

    Attributes:
        store: where the tracker is.
        spreadsheet_id: which it is.
        ledger: remembers what was typed.
        chance: decides what happens next.
        edits: what this person does, and how often.
    """

    store: Store
    spreadsheet_id: str
    ledger: Ledger
    chance: random.Random
    edits: Mapping[Edit, int]

    def edit(self, when: str = "") -> str | None:
        """Do one thing that can be done now, and tell it."""
        for _ in range(TRIES):
            (edit,) = self.chance.choices([*self.edits], [*self.edits.values()])
            words = edit(self)
            if words:
                self.ledger.story.append(f"{when}{words}")
                return words
        return None

    def views(self) -> list[View]:
        """Return the tabs that can be opened now, but copies that people made."""
        return [one for one in self.every_view() if not one.hidden]

    def every_view(self) -> list[View]:
        """Return the hidden ones as well: they can be shown, not typed in."""
        every = views(self.store.spreadsheet(self.spreadsheet_id))
        return [one for one in every if one.sheet_id not in self.ledger.copies]

    def some(self, fits: Callable[[View], bool]) -> View | None:
        """Return any tab that fits; tables of people are likelier than the rest."""
        found = [one for one in self.views() if fits(one) and self._may_shape(one)]
        if not found:
            return None
        weights = [4 if one.people(self.ledger.people) else 1 for one in found]
        return self.chance.choices(found, weights)[0]

    def _may_shape(self, view: View) -> bool:
        """Leave the tab of orders alone: only orders are added there."""
        own = self.ledger.customers_id
        return view.sheet_id == own or view.sheet_id not in self.ledger.sources

    def customers(self) -> View:
        """Return the tab of customers."""
        own = self.ledger.customers_id
        return next(one for one in self.views() if one.sheet_id == own)

    def again(self, view: View) -> View:
        """Return the same tab as it is now."""
        return next(one for one in self.views() if one.sheet_id == view.sheet_id)

    def is_steady(self, view: View) -> bool:
        """Tell whether each row of a segment tab is plainly about one customer.

        Halfway through a refresh that is putting things right it may not be; nobody
        could say then beside whom they type.
        """
        if view.role != "segment":
            return True
        known = self.ledger.people
        people = view.people(known)
        elsewhere = [
            name
            for one in self.every_view()
            if one.role == "segment" and one.sheet_id != view.sheet_id
            for name in one.people(known).values()
        ]
        names = list(people.values())
        if len({*names}) < len(names) or {*names} & {*elsewhere}:
            return False
        return all(self._is_plain(view, row, name) for row, name in people.items())

    def _is_plain(self, view: View, row: int, name: str) -> bool:
        at = view.owned.get("phone")
        phone = str(view.value(row, at)) if at is not None else ""
        if at is not None and phone[-4:] != str(self.ledger.people[name]["Phone"])[-4:]:
            return False
        items = self.ledger.items
        here = [
            uid
            for r, column in view.filled
            if r == row
            for uid in uids_in(view, r, column)
        ]
        owners = {items[uid].owner for uid in here if uid in items}
        return owners <= {name}

    def make_room(self, view: View, row: int, column: int) -> None:
        """Add rows and columns until there is such a cell."""
        for axis, size, at in (
            ("ROWS", view.sheet.row_count, row),
            ("COLUMNS", view.sheet.column_count, column),
        ):
            if at >= size:
                body = {"sheetId": view.sheet_id, "dimension": axis}
                self.send({"appendDimension": {**body, "length": at + 1 - size}})

    def at(self, view: View, row: int, column: int) -> str:
        """Say where a cell is."""
        return f"at “{view.title}” R{row + 1}C{column + 1}"

    def send(self, *requests: dict[str, Any]) -> None:
        """Change the spreadsheet."""
        self.store.batch_update(self.spreadsheet_id, requests)
