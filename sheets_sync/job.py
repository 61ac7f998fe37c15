"""What a refresh is asked to do, and what it tells while it does it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sheets_sync.model import Mode
from sheets_sync.staging import STAGE_BYTES

Step = Literal["reading", "segmenting", "writing", "not_due"]


@dataclass(frozen=True, slots=True)
class Job:
    """One refresh to do; ``as_of`` None means today where the spreadsheet is.

    To ``restore`` is to put the labels back that stood before the last refresh. One
    that is ``confirmed`` is written however much it changes. A plan of more than
    ``most_bytes`` is written in several requests.
    """

    spreadsheet_id: str
    mode: Mode = "apply"
    scheme: str | None = None
    as_of: date | None = None
    only_if_due: bool = False
    confirmed: bool = False
    most_bytes: int = STAGE_BYTES

    @property
    def writes(self) -> bool:
        """Tell whether the spreadsheet is to be changed."""
        return self.mode in {"apply", "restore"}


@dataclass(frozen=True, slots=True)
class Progress:
    """A step that begins, in words for the person who waits."""

    step: Step
    message: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The end of a refresh, with its report."""

    report: dict[str, Any]


Event = Progress | Finished
