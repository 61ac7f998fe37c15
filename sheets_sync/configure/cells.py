"""The settings above the rules: cells found by the label to their left."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeVar, get_args

from segments.errors import UnknownSchemeError as NoSuchScheme
from segments.schemes import load_scheme
from segments.scores import (
    DEFAULT_SCORES,
    SCORE_LABELS,
    ScoreSettingError,
    ScoreSettings,
)
from sheets_sync.a1 import cell_address
from sheets_sync.cells import is_blank
from sheets_sync.errors import UnreadableRulesError
from sheets_sync.model import CellValue, Tab
from sheets_sync.sources import find_rules_header

T = TypeVar("T")
Schedule = Literal["off", "daily", "weekly", "monthly"]
SCHEME_LABEL: Final = "Scheme"
SCHEDULE_LABEL: Final = "Refresh by itself"
NOTES_LABEL: Final = "Label in notes"
REFIT_LABEL: Final = "Work out cut-offs again"
SWITCH_LABELS: Final = (SCHEME_LABEL, SCHEDULE_LABEL, NOTES_LABEL, REFIT_LABEL)
"""The settings that are not part of the rules: switching one edits no rule."""
NOTES_WORDS: Final = ("off", "on")
REFIT_WORDS: Final = ("no", "yes")

_YES: Final = frozenset({"on", "yes", "true"})
_NO: Final = frozenset({"off", "no", "false", ""})


@dataclass(frozen=True, slots=True)
class Asked:
    """What the cells ask for; ``scheme`` is None where none is named."""

    scheme: str | None = None
    schedule: Schedule = "off"
    label_in_notes: bool = False
    refit: bool = False
    scores: ScoreSettings = DEFAULT_SCORES


@dataclass(frozen=True, slots=True)
class _Setting:
    value: str
    address: str


class _BadSettingError(ValueError):
    """A setting that says nothing we know; the text says what would work."""


def read_asked(tab: Tab) -> Asked:
    """Return what the settings of a rules tab ask for; a missing row is the default.

    Raises:
        UnreadableRulesError: Cells that hold none of the words we know, all of them.
    """
    cells = _Cells(_settings(tab))
    asked = Asked(
        scheme=cells.read(SCHEME_LABEL, _scheme, None),
        schedule=cells.read(SCHEDULE_LABEL, _schedule, "off"),
        label_in_notes=cells.read(NOTES_LABEL, _on_or_off, default=False),
        refit=cells.read(REFIT_LABEL, _yes_or_no, default=False),
        scores=cells.read_scores(),
    )
    if cells.problems:
        raise UnreadableRulesError(tab.title, cells.problems)
    return asked


class _Cells:
    """Reads the settings one by one, and gathers those that cannot be read."""

    def __init__(self, settings: Mapping[str, _Setting]) -> None:
        self._settings = settings
        self.problems: list[tuple[str, str]] = []

    def read(self, label: str, read: Callable[[str], T], default: T) -> T:
        """Return what a setting says; the default where there is none."""
        setting = self._settings.get(label_key(label))
        if setting is None:
            return default
        try:
            return read(setting.value)
        except _BadSettingError as error:
            self.problems.append((setting.address, str(error)))
            return default

    def read_scores(self) -> ScoreSettings:
        """Return how R, F and M are scored."""
        keys = {label: label_key(label) for label in SCORE_LABELS}
        typed = {
            label: self._settings[key].value
            for label, key in keys.items()
            if key in self._settings
        }
        try:
            return ScoreSettings.from_texts(typed)
        except ScoreSettingError as error:
            at = self._settings[keys[error.label]]
            self.problems.append((at.address, error.message))
            return DEFAULT_SCORES


def label_key(cell: CellValue) -> str:
    """Return a label as it is compared: without case, spaces around and a colon."""
    return "" if cell is None else " ".join(str(cell).casefold().split()).rstrip(" :")


_LABELS: Final = frozenset(map(label_key, (*SWITCH_LABELS, *SCORE_LABELS)))


def _settings(tab: Tab) -> Mapping[str, _Setting]:
    """Return the settings by label; each is told by the cell to the label's right."""
    header_row_index = find_rules_header(tab)
    last = tab.used_row_count if header_row_index is None else header_row_index
    return dict(reversed(list(_labelled(tab, last))))


def _labelled(tab: Tab, last: int) -> Iterator[tuple[str, _Setting]]:
    for row_index in range(last):
        for at in range(tab.used_column_count):
            key = label_key(tab.cell(row_index, at))
            if key in _LABELS:
                value = tab.cell(row_index, at + 1)
                text = "" if is_blank(value) else _text(value)
                yield key, _Setting(text, cell_address(row_index, at + 1))
                break


def _text(value: CellValue) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def _scheme(value: str) -> str | None:
    try:
        return load_scheme(value.casefold()).name if value else None
    except NoSuchScheme as error:
        raise _BadSettingError(str(error)) from error


def _schedule(value: str) -> Schedule:
    words: tuple[Schedule, ...] = get_args(Schedule)
    for word in words:
        if (value.casefold() or "off") == word:
            return word
    raise _BadSettingError(f"“{value}” should be one of {', '.join(words)}.")


def _on_or_off(value: str) -> bool:
    return _either(value, NOTES_WORDS)


def _yes_or_no(value: str) -> bool:
    return _either(value, REFIT_WORDS)


def _either(value: str, words: tuple[str, str]) -> bool:
    word = value.casefold()
    if word not in _YES | _NO:
        raise _BadSettingError(f"“{value}” should be {words[0]} or {words[1]}.")
    return word in _YES
