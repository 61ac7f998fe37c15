"""Rules that can never match: against themselves, or behind earlier ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from segments.criteria import Criterion
from segments.errors import RuleProblem
from segments.rules.model import Rule
from segments.rules.regions import AnyRegion, is_within, join, meet, region_of

_MOST: Final = 300  # the work grows with the square
_NOBODY: Final = "matches nobody: nothing fits all it asks for."


@dataclass(frozen=True, slots=True)
class _Profile:
    """A rule as one set per fact, and the criteria of which only data could tell."""

    rule: Rule
    regions: dict[str, AnyRegion]
    rest: frozenset[tuple[str, Criterion]]


def find_overlaps(rules: Sequence[Rule], label_column: int) -> tuple[RuleProblem, ...]:
    """Return the rules that contradict themselves or come too late.

    Args:
        rules: Of segments, in order.
        label_column: The column of the rule table with their names.
    """
    found: list[RuleProblem] = []
    earlier: list[_Profile] = []
    if len(rules) > _MOST:
        message = f"Only the {_MOST} rules above were checked for what they leave."
        found.append(RuleProblem(rules[_MOST].row_index, label_column, message))
    for rule in rules[:_MOST]:
        if not rule.conditions:
            break  # what stands below is told once, in another sentence
        against = list(contradictions(rule))
        found += against
        if against:
            continue
        profile = _profile(rule)
        takers = _takers(earlier, profile)
        if takers:
            message = _too_late(takers, rule)
            found.append(RuleProblem(rule.row_index, label_column, message))
        else:
            earlier.append(profile)
    return tuple(found)


def contradictions(rule: Rule) -> Iterator[RuleProblem]:
    """Yield the cells of a rule that nothing can fit."""
    for place, condition in enumerate(rule.conditions):
        before = [
            one
            for one in rule.conditions[:place]
            if one.fact.column == condition.fact.column
        ]
        region = meet(
            region_of(one.criterion, one.fact) for one in [*before, condition]
        )
        if region is not None and region.is_empty:
            said = " and ".join(one.cell for one in [*before, condition])
            message = f"“{said}” {_NOBODY}"
            yield RuleProblem(rule.row_index, condition.column_index, message)


def _profile(rule: Rule) -> _Profile:
    regions: dict[str, AnyRegion] = {}
    rest = set()
    for condition in rule.conditions:
        column = condition.fact.column
        region = region_of(condition.criterion, condition.fact)
        both = region if column not in regions else meet([regions[column], region])
        if both is None:
            rest.add((column, condition.criterion))
        else:
            regions[column] = both
    return _Profile(rule, regions, frozenset(rest))


def _takers(earlier: Sequence[_Profile], late: _Profile) -> list[Rule]:
    """Return the earlier rules that together take all that a rule asks for."""
    columns = dict.fromkeys(column for one in earlier for column in one.regions)
    for column in [None, *columns]:
        near = [one for one in earlier if _is_within_but(late, one, column)]
        if column is None and near:
            return [near[0].rule]
        if column is not None and _covers(near, late, column):
            return [one.rule for one in near]
    return []


def _is_within_but(late: _Profile, early: _Profile, column: str | None) -> bool:
    """Return whether a rule asks for no more than another, apart from one fact."""
    if not early.rest <= late.rest or any(name == column for name, _ in early.rest):
        return False
    return all(
        name in late.regions and is_within(late.regions[name], region)
        for name, region in early.regions.items()
        if name != column
    )


def _covers(near: Sequence[_Profile], late: _Profile, column: str) -> bool:
    taken = join(one.regions.get(column) for one in near) if near else None
    if taken is None:
        return False
    if column in late.regions:
        return is_within(late.regions[column], taken)
    return taken.complement().is_empty


def _too_late(takers: Sequence[Rule], late: Rule) -> str:
    labels = list(dict.fromkeys(rule.label for rule in takers))
    names = [f"“{label}”" for label in labels]
    above = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    if labels == [late.label]:
        return f"This row adds nobody: {above} above takes all it asks for already."
    take = "takes" if len(takers) == 1 else "together take"
    return (
        f"“{late.label}” is never reached by this row: {above} above {take} all it"
        " asks for. Move it up, or change what one of them asks for."
    )
