"""A rule table as typed → rules, or every bad cell at once."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from segments.criteria import CriterionError, parse_criterion
from segments.errors import InvalidRulesError, RuleProblem
from segments.fields import Fact, find_fact, nearest_names
from segments.model import Cell
from segments.rules.gaps import find_gaps
from segments.rules.labels import label_problems
from segments.rules.model import EVERYONE_ELSE, Condition, Rule, RuleSet, RuleTable
from segments.rules.overlaps import contradictions, find_overlaps
from segments.values.distinct import cell_text, is_blank

_HEADER_ROW: Final = -1
_TEXTS: Final = ("meaning", "message", "best time")
_KINDS: Final = {"": "segment", "segment": "segment", "tag": "tag"}
_REMARKS: Final = "Remarks of your own go under Meaning."
_ELSEWHERE: Final = frozenset({"kind", "segment", *_TEXTS})


@dataclass(frozen=True, slots=True)
class _Row:
    index: int
    cells: Mapping[str, Cell]
    rule: Rule
    kind: str


def parse_rules(table: RuleTable, *, own_columns: Collection[str] = ()) -> RuleSet:
    """Return the rules of a table.

    A row whose criteria are all blank matches everyone. Without such a row the
    customers no rule matches get the segment "Everyone else".

    Args:
        table: As it stands in the spreadsheet.
        own_columns: Headers of the seller's own columns, which work as facts.

    Raises:
        InvalidRulesError: Some cells cannot be read; it names all of them.
    """
    columns = _columns(table.header)
    if "segment" not in columns:
        raise InvalidRulesError([_no_segment_column()])
    facts = {
        index: find_fact(name, own_columns) for index, name in _fact_headers(table)
    }
    problems = list(_unknown_headers(table, facts, own_columns))
    rows: list[_Row] = []
    for index, cells in enumerate(table.rows):
        if all(map(is_blank, cells)):
            continue
        conditions, bad = _conditions(cells, facts, own_columns, index)
        named = {name: _at(cells, column) for name, column in columns.items()}
        rows.append(_row(index, named, conditions))
        problems += [*bad, *_row_problems(rows[-1], columns)]
    problems += label_problems(
        [(row.kind, row.rule) for row in rows], columns["segment"]
    )
    if not any(row.kind == "segment" for row in rows) and not problems:
        problems.append(RuleProblem(0, columns["segment"], "There is no segment yet."))
    if problems:
        raise InvalidRulesError(problems)
    return _rule_set(rows, columns["segment"])


def _columns(header: Sequence[str]) -> dict[str, int]:
    named = {
        " ".join(cell_text(name).casefold().split()): index
        for index, name in reversed(list(enumerate(header)))
    }
    return {name: index for name, index in named.items() if name in _ELSEWHERE}


def _no_segment_column() -> RuleProblem:
    message = "No column is headed Segment. Write Segment above the names of segments."
    return RuleProblem(_HEADER_ROW, 0, message)


def _fact_headers(table: RuleTable) -> Iterator[tuple[int, str]]:
    for index, name in enumerate(table.header):
        if " ".join(cell_text(name).casefold().split()) not in _ELSEWHERE:
            yield index, cell_text(name)


def _at(cells: Sequence[Cell], index: int) -> Cell:
    return cells[index] if index < len(cells) else None


def _unknown_headers(
    table: RuleTable, facts: Mapping[int, Fact | None], own_columns: Collection[str]
) -> Iterator[RuleProblem]:
    for index, fact in facts.items():
        used = any(not is_blank(_at(cells, index)) for cells in table.rows)
        if fact is None and used:
            name = cell_text(table.header[index])
            yield RuleProblem(_HEADER_ROW, index, _unknown(name, own_columns))


def _unknown(name: str, own_columns: Collection[str]) -> str:
    if not name:
        return (
            f"This column has no header. Write the name of a fact above it. {_REMARKS}"
        )
    near = nearest_names(name, own_columns)
    hint = f" Did you mean {' or '.join(near)}?" if near else f" {_REMARKS}"
    return f"“{name}” is neither a fact nor a column of the tracker.{hint}"


def _conditions(
    cells: Sequence[Cell],
    facts: Mapping[int, Fact | None],
    own_columns: Collection[str],
    row_index: int,
) -> tuple[tuple[Condition, ...], list[RuleProblem]]:
    conditions, problems = [], []
    for index, fact in facts.items():
        cell = _at(cells, index)
        if fact is None or is_blank(cell):
            continue
        try:
            criterion = parse_criterion(cell, fact, own_columns)
            conditions.append(Condition(fact, criterion, index, cell_text(cell)))
        except CriterionError as error:
            problems.append(RuleProblem(row_index, index, str(error)))
    return tuple(conditions), problems


def _row(
    index: int, named: Mapping[str, Cell], conditions: tuple[Condition, ...]
) -> _Row:
    label = cell_text(named["segment"])
    kind = cell_text(named.get("kind")).casefold()
    return _Row(index, named, Rule(label, conditions, index), _KINDS.get(kind, kind))


def _row_problems(row: _Row, columns: Mapping[str, int]) -> Iterator[RuleProblem]:
    if row.kind not in _KINDS:
        message = f"“{row.kind}” is no kind of rule. Write Segment or Tag."
        yield RuleProblem(row.index, columns["kind"], message)
    if not row.rule.label:
        message = "This rule names no segment. Write one, or clear the row."
        yield RuleProblem(row.index, columns["segment"], message)
    if row.kind == "tag" and not row.rule.conditions:
        message = "This tag would go to everyone. Fill in at least one criterion."
        yield RuleProblem(row.index, columns["segment"], message)


def _rule_set(rows: Sequence[_Row], label_column: int) -> RuleSet:
    spellings: dict[str, str] = {}
    for row in rows:
        spellings.setdefault(row.rule.label.casefold(), row.rule.label)
    rules: dict[str, list[Rule]] = {"segment": [], "tag": []}
    for row in rows:
        label = spellings[row.rule.label.casefold()]
        rules[row.kind].append(Rule(label, row.rule.conditions, row.index))
    segment_rules, warnings = _close(rules["segment"], label_column)
    return RuleSet(
        segments=_labels(segment_rules),
        tags=_labels(rules["tag"]),
        segment_rules=segment_rules,
        tag_rules=tuple(rules["tag"]),
        texts={name: _texts(rows, name, spellings) for name in _TEXTS},
        warnings=(
            *warnings,
            *find_overlaps(rules["segment"], label_column),
            *(one for rule in rules["tag"] for one in contradictions(rule)),
            *(gap.problem() for kind in rules.values() for gap in find_gaps(kind)),
        ),
    )


def _labels(rules: Sequence[Rule]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rule.label for rule in rules))


def _close(
    rules: Sequence[Rule], label_column: int
) -> tuple[tuple[Rule, ...], tuple[RuleProblem, ...]]:
    """Return the rules with a last one for everyone, and what may surprise."""
    open_to_all = [place for place, rule in enumerate(rules) if not rule.conditions]
    if not open_to_all:
        last = Rule(EVERYONE_ELSE, (), rules[-1].row_index + 1)
        message = (
            f"No rule matches everyone, so the rest are in “{EVERYONE_ELSE}”."
            " A last row without criteria gives them a name of yours."
        )
        warning = RuleProblem(rules[-1].row_index, label_column, message)
        return (*rules, last), (warning,)
    after = rules[open_to_all[0] + 1 :]
    if not after:
        return tuple(rules), ()
    message = (
        f"Rules below “{rules[open_to_all[0]].label}” are never reached,"
        " because it matches everyone."
    )
    return tuple(rules), (RuleProblem(after[0].row_index, label_column, message),)


def _texts(
    rows: Sequence[_Row], name: str, spellings: Mapping[str, str]
) -> dict[str, str]:
    texts: dict[str, str] = {}
    for row in rows:
        text = cell_text(row.cells.get(name))
        if text:
            texts.setdefault(spellings[row.rule.label.casefold()], text)
    return texts
