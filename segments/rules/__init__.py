"""Rule rows → one segment per customer (first match wins), any tags, and reasons."""

from segments.rules.model import (
    EVERYONE_ELSE,
    Condition,
    Rule,
    RuleSet,
    RuleTable,
)
from segments.rules.parsing import parse_rules
from segments.rules.reviewing import all_warnings, review_rules

__all__ = [
    "EVERYONE_ELSE",
    "Condition",
    "Rule",
    "RuleSet",
    "RuleTable",
    "all_warnings",
    "parse_rules",
    "review_rules",
]
