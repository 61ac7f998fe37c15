"""The lines between segments that would have told best who orders again.

Every shop has its own pace: a line of 90 days suits cakes and not carpets. So lines
are tried on earlier days of this very shop (``segments.customers.look_back``), and
the ones are taken that ranked those who came back highest, by the area under the ROC
curve. Where hardly anything can be told apart, or hardly better, the plain lines
stay that follow from the usual gaps.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil, floor, sqrt
from typing import Final

import numpy as np
import pandas as pd

OVERDUE_TIMES: Final = 4
"""Silent for so many times their own usual gap is at risk by one's own rhythm."""
OVERDUE_FROM_DAYS: Final = 21
LATEST_DAYS: Final = 120
"""A silent customer is at risk after four months, however seldom they order."""
FEWEST_VIP_ORDERS: Final = 3

_AT_RISK_DAYS: Final = (14, 21, 30, 45, 60, 75, 90, 105, LATEST_DAYS)
_EARLIEST_LAPSED_DAYS: Final = 28  # nobody is given up within four weeks
_LAPSED_TIMES: Final = (1.5, 2.0, 3.0, 4.0, 6.0)
_VIP_QUANTILES: Final = (0.5, 0.6, 0.7, 0.8, 0.9)
_PLAIN_QUANTILE: Final = 0.7
_PLAIN_LAPSED_TIMES: Final = 3.0
_TOLD_APART: Final = 0.55  # an area of 0.5 is a coin toss
_CLEARLY_BETTER: Final = 0.25  # of the standard error of the area
_LABELS: Final = 5
_LAPSED, _NEW, _AT_RISK, _REGULAR, _VIP = range(_LABELS)


@dataclass(frozen=True, slots=True)
class Lines:
    """Where segments begin.

    Attributes:
        at_risk_days: Silent for longer is at risk.
        lapsed_days: Silent for longer than this has lapsed.
        vip_quantile: VIPs order as often as this quantile of those who came back.
    """

    at_risk_days: int
    lapsed_days: int
    vip_quantile: float

    def vip_orders(self, orders: pd.Series) -> int:
        """Return from how many orders on one is a VIP, given those of all buyers.

        It is more than half of those who came back have, so that equals are no VIPs.
        """
        return _vip_orders(orders, [self.vip_quantile])[self.vip_quantile]


def _vip_orders(orders: pd.Series, quantiles: Sequence[float]) -> dict[float, int]:
    again = orders[orders > 1]
    if again.empty:
        return dict.fromkeys(quantiles, FEWEST_VIP_ORDERS)
    least = max(floor(again.median()) + 1, FEWEST_VIP_ORDERS)
    usual = again.quantile([*quantiles])
    return {
        quantile: max(ceil(count), least)
        for quantile, count in zip(quantiles, usual, strict=True)
    }


def plain_lines(at_risk_days: float) -> Lines:
    """Return the lines nearest to this many days at risk, all others following."""
    nearest = min(_AT_RISK_DAYS, key=lambda days: abs(np.log(days / at_risk_days)))
    return _lines(nearest, _PLAIN_LAPSED_TIMES, _PLAIN_QUANTILE)


def best_lines(
    trials: Sequence[pd.DataFrame], plain: Lines, *, usual_gap_days: float = 0.0
) -> Lines:
    """Return the lines that would have told best who came back, or the plain ones.

    Args:
        trials: Per earlier day, index ``customer``; columns orders, recency_days,
            overdue, came_back.
        plain: What to keep unless others are clearly better.
        usual_gap_days: What is usual in this shop; nobody is at risk before that.
    """
    if not trials:
        return plain
    candidates = [plain, *_candidates(min(usual_gap_days, LATEST_DAYS))]
    weights = [sqrt(trial["came_back"].sum()) for trial in trials]
    areas = np.average(
        [_areas(trial, candidates) for trial in trials], axis=0, weights=weights
    )
    best = int(np.argmax(areas))
    gain = areas[best] - areas[0]
    if areas[best] < _TOLD_APART or gain <= _CLEARLY_BETTER * _standard_error(trials):
        return plain
    return candidates[best]


def _lines(at_risk_days: int, times: float, vip_quantile: float) -> Lines:
    lapsed_days = max(round(at_risk_days * times), _EARLIEST_LAPSED_DAYS)
    return Lines(at_risk_days, lapsed_days, vip_quantile)


def _candidates(from_days: float) -> list[Lines]:
    days = [days for days in _AT_RISK_DAYS if days >= from_days]
    return [_lines(*point) for point in product(days, _LAPSED_TIMES, _VIP_QUANTILES)]


def _standard_error(trials: Sequence[pd.DataFrame]) -> float:
    """Return that of an area of ½, by the variance of the Mann-Whitney statistic."""
    came = float(np.mean([trial["came_back"].sum() for trial in trials]))
    stayed = float(np.mean([(~trial["came_back"]).sum() for trial in trials]))
    return sqrt((1 / came + 1 / stayed) / 12)


def _areas(trial: pd.DataFrame, candidates: Sequence[Lines]) -> list[float]:
    """Return the area under the ROC curve that each candidate's labels have.

    People whom no candidate could tell apart are counted together first.
    """
    seen = trial[["orders", "recency_days"]].assign(
        due=~(trial["overdue"] <= 1),
        late=(trial["overdue"] >= OVERDUE_TIMES)
        & (trial["recency_days"] >= OVERDUE_FROM_DAYS),
    )
    alike = trial["came_back"].groupby([seen[name] for name in seen])
    groups = alike.agg(["sum", "size"]).reset_index()
    came = groups["sum"].to_numpy(dtype="float64")
    stayed = groups["size"].to_numpy(dtype="float64") - came
    vip_orders = _vip_orders(trial["orders"], _VIP_QUANTILES)
    label = _Labels(groups)
    return [
        _area(label.of(lines, vip_orders[lines.vip_quantile]), came, stayed)
        for lines in candidates
    ]


class _Labels:
    """What the starter scheme calls people who are alike, from worst to best."""

    def __init__(self, groups: pd.DataFrame) -> None:
        """Take columns orders, recency_days, due and late."""
        self._orders = groups["orders"].to_numpy()
        self._days = groups["recency_days"].to_numpy()
        self._due = groups["due"].to_numpy()
        self._once = self._orders <= 1
        self._silent = (self._days > LATEST_DAYS) | groups["late"].to_numpy()

    def of(self, lines: Lines, vip_orders: int) -> np.ndarray:
        """Return the labels by these lines."""
        past = self._days > lines.at_risk_days
        labels = np.where(self._orders >= vip_orders, _VIP, _REGULAR)
        labels[(self._due & past) | self._silent] = _AT_RISK
        labels[self._once] = _NEW
        lapsed = self._due & (self._days > lines.lapsed_days)
        labels[np.where(self._once, past, lapsed)] = _LAPSED
        return labels


def _area(labels: np.ndarray, came: np.ndarray, stayed: np.ndarray) -> float:
    """Return the chance that one who came back has the better label; ties are ½."""
    back = np.bincount(labels, weights=came, minlength=_LABELS)
    away = np.bincount(labels, weights=stayed, minlength=_LABELS)
    below = np.concatenate([[0.0], np.cumsum(away)[:-1]])
    return float((back * (below + away / 2)).sum() / (back.sum() * away.sum()))
