"""The language of a rule cell: ">=3", "5..10", "Chennai, Pune", "top 20%".

A criterion is data: ``parse_criterion`` reads it, ``matches`` applies it to the
facts and ``forms`` lists every way to write one.
"""

from segments.criteria.matching import Keys, matches
from segments.criteria.model import (
    AgainstFact,
    AgainstMiddle,
    AllOf,
    AnyOf,
    Blank,
    Comparison,
    Criterion,
    CriterionError,
    DayRange,
    InMonth,
    Not,
    OneOf,
    Opposite,
    Period,
    Places,
    Range,
    Rolling,
    Share,
    YesNo,
    compared_facts,
    parts_of,
)
from segments.criteria.parsing import FormOfRule, forms, parse_criterion

__all__ = [
    "AgainstFact",
    "AgainstMiddle",
    "AllOf",
    "AnyOf",
    "Blank",
    "Comparison",
    "Criterion",
    "CriterionError",
    "DayRange",
    "FormOfRule",
    "InMonth",
    "Keys",
    "Not",
    "OneOf",
    "Opposite",
    "Period",
    "Places",
    "Range",
    "Rolling",
    "Share",
    "YesNo",
    "compared_facts",
    "forms",
    "matches",
    "parse_criterion",
    "parts_of",
]
