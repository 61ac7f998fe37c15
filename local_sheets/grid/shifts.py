"""Where things go when rows or columns are inserted, deleted or moved.

All indexes are zero-based, spans are end-exclusive; an open end is None and stays open.
"""

from typing import NamedTuple, Protocol


class Shift(Protocol):
    """A change to the order of the rows or columns of a tab."""

    def position(self, at: int) -> int | None:
        """Return where one row or column is afterwards; None when it is gone."""
        ...

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where a run of rows or columns is afterwards; None when it is gone."""
        ...


class Insert(NamedTuple):
    """New rows or columns before `at`."""

    at: int
    length: int

    def position(self, at: int) -> int:
        """Return where one row or column is afterwards."""
        return at + self.length if at >= self.at else at

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return a run afterwards; it grows only when the insertion is inside it."""
        return self.position(start), end + self.length if end > self.at else end


class Delete(NamedTuple):
    """Rows or columns start…end taken away."""

    start: int
    end: int

    def position(self, at: int) -> int | None:
        """Return where one row or column is afterwards; None when it is gone."""
        if self.start <= at < self.end:
            return None
        return at - (self.end - self.start) if at >= self.end else at

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return what is left of a run."""
        start, end = self._edge(start), self._edge(end)
        return (start, end) if start < end else None

    def _edge(self, at: int) -> int:
        return min(at, self.start) if at < self.end else at - (self.end - self.start)


class Move(NamedTuple):
    """Rows or columns start…end put before `to`, counted before the move."""

    start: int
    end: int
    to: int

    def position(self, at: int) -> int:
        """Return where one row or column is afterwards."""
        if self.start <= at < self.end:
            return at - self.start + self.landing
        gone = Delete(self.start, self.end).position(at)
        return Insert(self.landing, self.end - self.start).position(gone or 0)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return a run afterwards.

        A run inside the moved block goes with it; any other run loses what left it
        and grows around what lands inside it.
        """
        if self.start <= start and end <= self.end:
            return self.position(start), self.position(end - 1) + 1
        left = Delete(self.start, self.end).span(start, end)
        return Insert(self.landing, self.end - self.start).span(*(left or (start, end)))

    @property
    def landing(self) -> int:
        """Where the block starts afterwards."""
        return self.to if self.to <= self.start else self.to - (self.end - self.start)
