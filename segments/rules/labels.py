"""What the names of segments and tags may be."""

from collections.abc import Iterator, Sequence
from typing import Final

from segments.errors import RuleProblem
from segments.rules.model import Rule

_LONGEST_TITLE: Final = 100
_OTHER: Final = {"segment": "tag", "tag": "segment"}


def label_problems(
    rules: Sequence[tuple[str, Rule]], label_column: int
) -> Iterator[RuleProblem]:
    """Yield the names that are too long, used twice over, or hold a comma.

    A segment's name is the title of its tab, and no tag has the name of a segment.
    Names that differ in case alone are one name, as the titles of tabs are. Tags stand
    in one cell, with commas between.

    Args:
        rules: Kind ("segment" or "tag") and rule of each row.
        label_column: The column of the rule table with the names.
    """
    kinds: dict[str, str] = {}
    for kind, rule in rules:
        first = kinds.setdefault(rule.label.casefold(), kind)
        for message in _wrong(rule.label, kind, first):
            yield RuleProblem(rule.row_index, label_column, message)


def _wrong(label: str, kind: str, first: str) -> Iterator[str]:
    if len(label) > _LONGEST_TITLE:
        yield (
            f"This name has {len(label)} characters; the title of a tab holds"
            f" {_LONGEST_TITLE}. Shorten it."
        )
    if kind == "tag" and "," in label:
        yield "A comma stands between the tags of a customer. Name this one without."
    if label and kind != first and kind in _OTHER:
        yield f"“{label}” names a {_OTHER[kind]} too. Give this {kind} another name."
