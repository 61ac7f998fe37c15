"""Recency, frequency and monetary value → scores from 1 to n; ties score alike."""

from segments.scores.scoring import rfm_scores, score, score_cut_offs
from segments.scores.settings import (
    DEFAULT_SCORES,
    SCORE_LABELS,
    ScoreSettingError,
    ScoreSettings,
)

__all__ = [
    "DEFAULT_SCORES",
    "SCORE_LABELS",
    "ScoreSettingError",
    "ScoreSettings",
    "rfm_scores",
    "score",
    "score_cut_offs",
]
