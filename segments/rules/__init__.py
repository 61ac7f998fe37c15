"""Rule rows → one segment per customer (first match wins), any tags, and reasons."""

from segments.rules.model import (
    EVERYONE_ELSE,
    Condition,
    Rule,
    RuleSet,
    RuleTable,
)
from segments.rules.parsing import parse_rules
from segments.rules.reviewing import review_rules

__all__ = [
    "EVERYONE_ELSE",
    "Condition",
    "Rule",
    "RuleSet",
    "RuleTable",
    "parse_rules",
    "review_rules",
]
