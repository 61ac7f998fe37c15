"""How scores are made: as a seller types it, and back."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, cast

from segments.errors import SegmentsError
from segments.values.money import read_amount

Method = Literal["ranks", "quantiles"]

_LEVELS: Final = 5
_MOST_LEVELS: Final = 20
_LONGEST_DAYS: Final = 36_500  # "180,365" in one cell may have become one number
_SIGNIFICANT: Final = 12  # the digits of a figure, none of them invented by a float

_LEVELS_LABEL: Final = "Score levels"
_METHOD_LABEL: Final = "Score method"
_R_LABEL: Final = "R cut-offs (days)"
_F_LABEL: Final = "F cut-offs (orders)"
_M_LABEL: Final = "M cut-offs (spent)"
SCORE_LABELS: Final = (_LEVELS_LABEL, _METHOD_LABEL, _R_LABEL, _F_LABEL, _M_LABEL)
"""What the settings are called where a seller types them."""


class ScoreSettingError(SegmentsError):
    """A score setting that cannot be read.

    Attributes:
        label: Which of ``SCORE_LABELS``.
        message: What is wrong and what would work.
    """

    def __init__(self, label: str, message: str) -> None:
        self.label = label
        self.message = message
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class ScoreSettings:
    """How recency, frequency and monetary value become scores.

    Attributes:
        levels: The highest score, where no cut-offs are given; from 1 to 20.
        method: "ranks" spreads the buyers evenly over the scores; "quantiles" cuts
            at the shop's quantiles plus 1, as R's package rfm 0.3 does.
        r_days: Days since the last order, ascending; up to the first of them is the
            highest score. Empty for the shop's own, as are the others.
        f_orders: Orders, ascending; from the last of them on is the highest score.
        m_spent: Spent, likewise.
    """

    levels: int = _LEVELS
    method: Method = "ranks"
    r_days: tuple[float, ...] = ()
    f_orders: tuple[float, ...] = ()
    m_spent: tuple[float, ...] = ()

    @classmethod
    def from_texts(cls, texts: Mapping[str, str]) -> "ScoreSettings":
        """Return the settings typed under ``SCORE_LABELS``; blank is the default.

        Raises:
            ScoreSettingError: One of them cannot be read.
        """
        typed = {label: texts.get(label, "").strip() for label in SCORE_LABELS}
        return cls(
            levels=_read_levels(typed[_LEVELS_LABEL]),
            method=_read_method(typed[_METHOD_LABEL]),
            r_days=_read_cut_offs(_R_LABEL, typed[_R_LABEL]),
            f_orders=_read_cut_offs(_F_LABEL, typed[_F_LABEL]),
            m_spent=_read_cut_offs(_M_LABEL, typed[_M_LABEL]),
        )

    def texts(self) -> dict[str, str]:
        """Return label → text of every setting that is not the default."""
        texts = {
            _LEVELS_LABEL: "" if self.levels == _LEVELS else str(self.levels),
            _METHOD_LABEL: "" if self.method == "ranks" else self.method,
            _R_LABEL: _spelled(self.r_days),
            _F_LABEL: _spelled(self.f_orders),
            _M_LABEL: _spelled(self.m_spent),
        }
        return {label: text for label, text in texts.items() if text}

    def fixed(self, score: str) -> tuple[float, ...]:
        """Return the cut-offs that are given for r, f or m; none for the shop's own."""
        return {"r": self.r_days, "f": self.f_orders, "m": self.m_spent}[score]

    def levels_of(self, score: str) -> int:
        """Return the highest score of r, f or m."""
        fixed = self.fixed(score)
        return len(fixed) + 1 if fixed else self.levels


DEFAULT_SCORES: Final = ScoreSettings()
"""Five scores by rank, from the shop's own numbers."""


def _spelled(cut_offs: Iterable[float]) -> str:
    return ", ".join(f"{figure:.{_SIGNIFICANT}g}" for figure in cut_offs)


def _read_levels(text: str) -> int:
    if not text:
        return _LEVELS
    figure = _figure(text)
    if figure is None or figure not in range(1, _MOST_LEVELS + 1):
        message = f"“{text}” should be a whole number from 1 to {_MOST_LEVELS}."
        raise ScoreSettingError(_LEVELS_LABEL, message)
    return int(figure)


def _read_method(text: str) -> Method:
    word = text.casefold() or "ranks"
    if word not in {"ranks", "quantiles"}:
        message = f"“{text}” should be ranks or quantiles."
        raise ScoreSettingError(_METHOD_LABEL, message)
    return cast("Method", word)


def _read_cut_offs(label: str, text: str) -> tuple[float, ...]:
    if not text:
        return ()
    figures = sorted(_each(label, text))
    if len(set(figures)) < len(figures):
        message = f"“{text}” has a figure twice. Each one starts another score."
        raise ScoreSettingError(label, message)
    if len(figures) >= _MOST_LEVELS:
        message = f"“{text}” has too many figures. {_MOST_LEVELS - 1} are the most."
        raise ScoreSettingError(label, message)
    if label == _R_LABEL and figures[-1] > _LONGEST_DAYS:
        message = f"“{text}” is longer than a hundred years. Write days: 180, 365."
        raise ScoreSettingError(label, message)
    return tuple(figures)


def _each(label: str, text: str) -> list[float]:
    figures = [_figure(part) for part in _split(label, text)]
    known = [figure for figure in figures if figure is not None]
    if len(known) < len(figures) or min(known) < 0:
        example = "10000, 50000" if label == _M_LABEL else "180, 365"
        example = "2, 5" if label == _F_LABEL else example
        message = f"“{text}” cannot be read. Write figures with commas, as {example}."
        raise ScoreSettingError(label, message)
    return known


def _split(label: str, text: str) -> list[str]:
    """Return the figures apart; a comma may also mark the thousands of one."""
    if re.search(r";|,\s", text):
        return re.split(r"\s*(?:;|,\s)\s*", text)
    if label == _M_LABEL and re.fullmatch(r"\d{1,3}(,\d{3})+", text):
        one, many = text.replace(",", ""), text.replace(",", "; ")
        message = f"“{text}” may be one figure or several. Write {one} or {many}."
        raise ScoreSettingError(label, message)
    return text.split(",")


def _figure(text: str) -> float | None:
    read = read_amount(re.sub(r"\s*(?:days?|orders?)$", "", text.casefold()))
    return None if read.partly else read.figure
