"""The language of a rule cell: ">=3", "5..10", "Chennai, Pune", "not blank".

A criterion is data; ``parse_criterion`` reads it and ``matches`` applies it to a
column of facts.
"""

from segments.criteria.matching import matches
from segments.criteria.model import (
    Blank,
    Comparison,
    Criterion,
    CriterionError,
    OneOf,
    Opposite,
    Range,
    YesNo,
)
from segments.criteria.parsing import parse_criterion

__all__ = [
    "Blank",
    "Comparison",
    "Criterion",
    "CriterionError",
    "OneOf",
    "Opposite",
    "Range",
    "YesNo",
    "matches",
    "parse_criterion",
]
