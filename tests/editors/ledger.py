"""What people typed, and beside whom: kept apart from anything that we compute."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Item:
    """One thing that a person typed; its text is found nowhere else.

    Attributes:
        uid: the text, or what the formula or the note says.
        kind: text, formula, tick (told by its note) or header.
        owner: the customer of its row; empty where the row was nobody's.
        sheet_id: the tab it was typed in.
        in_segments: whether that was a tab of a segment.
        coloured: whether the cell was coloured.
        noted: whether the cell bears a note with the same text.
    """

    uid: str
    kind: str
    owner: str
    sheet_id: int
    in_segments: bool = False
    coloured: bool = False
    noted: bool = False

    @property
    def formula(self) -> str:
        return f'=LEN("x")&" {self.uid}"'


@dataclass
class Ledger:
    """The model: every item that must still be there, and what sources hold.

    Attributes:
        items: by text.
        people: customer → what their row of the customers tab says, by header.
        customers_id: the customers tab.
        copies: tabs that a person duplicated; nothing of ours, nothing to look for.
        story: what was done, in words.
        count: how many texts were made up so far.
        replaced: texts that others were typed over.
        cleared: customer and header of cells of theirs that somebody cleared.
    """

    customers_id: int = 0
    items: dict[str, Item] = field(default_factory=dict)
    people: dict[str, dict[str, object]] = field(default_factory=dict)
    sources: set[int] = field(default_factory=set)
    copies: set[int] = field(default_factory=set)
    headers: set[str] = field(default_factory=set)
    story: list[str] = field(default_factory=list)
    count: int = 0
    replaced: set[str] = field(default_factory=set)
    cleared: set[tuple[str, str]] = field(default_factory=set)

    def new_uid(self) -> str:
        self.count += 1
        return f"p{self.count:03}"

    def keep(self, item: Item) -> None:
        self.items[item.uid] = item
        if item.kind == "header":
            self.headers.add(item.uid)

    def forget(self, uid: str) -> None:
        """Note that a text was typed over; it may come back, but need not."""
        self.items.pop(uid, None)
        self.replaced.add(uid)

    def copy(self) -> "Ledger":
        return Ledger(
            self.customers_id,
            dict(self.items),
            {name: dict(said) for name, said in self.people.items()},
            set(self.sources),
            set(self.copies),
            set(self.headers),
            list(self.story),
            self.count,
            set(self.replaced),
            set(self.cleared),
        )
