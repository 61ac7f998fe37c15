"""What a seller said about a tab: it wins over the words of headers and over values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

NOTHING: Final = "nothing"
"""The kind of a tab that is not to be read."""

OWN: Final = "own"
"""The role of a column that is the seller's own and means nothing to us."""


@dataclass(frozen=True, slots=True)
class Told:
    """Corrections of how a tab is read; all empty where the seller said nothing.

    Attributes:
        kind: "customers", "orders" or "nothing".
        roles: Column index → role, or "own".
    """

    kind: str | None = None
    roles: Mapping[int, str] = field(default_factory=dict)

    def kinds(self, usual: tuple[str, ...]) -> tuple[str, ...]:
        """Return the kinds of table a tab may hold, the likeliest first."""
        return (self.kind,) if self.kind else usual


UNTOLD: Final = Told()
"""Nothing was said."""
