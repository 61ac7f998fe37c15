"""The Segment rules tab as the configuration: read back, or seeded from a scheme."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from segments.customers import Reading, look_back
from segments.errors import UnknownSchemeError as NoSuchScheme
from segments.rules import RuleSet, RuleTable, parse_rules
from segments.schemes import fit_scheme, load_scheme
from segments.scores import DEFAULT_SCORES, ScoreSettings
from sheets_sync.configure.cells import (
    NOTES_LABEL,
    NOTES_WORDS,
    REFIT_LABEL,
    REFIT_WORDS,
    SCHEDULE_LABEL,
    SCHEME_LABEL,
    Asked,
    Schedule,
    read_asked,
)
from sheets_sync.configure.rules import fingerprint, is_as_we_wrote_it, rules_of
from sheets_sync.errors import UnknownSchemeError
from sheets_sync.model import Snapshot, TabMark

__all__ = [
    "DEFAULT_SCHEME",
    "NOTES_LABEL",
    "NOTES_WORDS",
    "REFIT_LABEL",
    "REFIT_WORDS",
    "SCHEDULE_LABEL",
    "SCHEME_LABEL",
    "Configuration",
    "Schedule",
    "Seed",
    "fingerprint",
    "read_configuration",
    "read_schedule",
]

DEFAULT_SCHEME: Final = "starter"


@dataclass(frozen=True, slots=True)
class Seed:
    """A rule table to write; ``keeps`` says that the rules there are kept aside."""

    table: RuleTable
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class Configuration:
    """What decides the segments; ``seed`` is what to write, if the rules are new.

    They are ``switched`` when the rules before were of another scheme.
    """

    scheme: str
    schedule: Schedule
    rules: RuleSet
    scores: ScoreSettings = DEFAULT_SCORES
    label_in_notes: bool = False
    seed: Seed | None = None
    switched: bool = False


def read_configuration(
    snapshot: Snapshot, reading: Reading, scheme: str | None = None
) -> Configuration:
    """Return the rules tab's configuration, or a scheme fitted to this shop.

    The rules are seeded when there is no rules tab, when ``scheme`` asks for another
    one, when the seller changed the tab's Scheme cell, and when they ask for the
    cut-offs to be worked out again; that keeps the settings of the scores.

    Raises:
        UnreadableRulesError: Cells of the rules tab that cannot be read, all of them.
        UnknownSchemeError: ``scheme`` names none that exists.
    """
    tab = snapshot.own_tab(TabMark("rules"))
    own_columns = tuple(str(column) for column in reading.own.columns)
    if tab is None:
        return _seeded(scheme or DEFAULT_SCHEME, Asked(), reading, own_columns)
    asked = read_asked(tab)
    before = tab.mark.scheme if tab.mark else DEFAULT_SCHEME
    chosen = scheme or asked.scheme or before
    if chosen == before and not asked.refit:
        return Configuration(
            scheme=chosen,
            schedule=asked.schedule,
            rules=rules_of(tab, own_columns),
            scores=asked.scores,
            label_in_notes=asked.label_in_notes,
        )
    seeded = _seeded(chosen, asked, reading, own_columns)
    if chosen == before:
        seeded = replace(seeded, scores=asked.scores)
    else:
        seeded = replace(seeded, switched=True)
    if seeded.seed is None or is_as_we_wrote_it(tab):
        return seeded
    return replace(seeded, seed=replace(seeded.seed, keeps=True))


def read_schedule(snapshot: Snapshot) -> Schedule:
    """Return how often the tracker wants to be refreshed by itself.

    Raises:
        UnreadableRulesError: The cell holds none of the words we know.
    """
    tab = snapshot.own_tab(TabMark("rules"))
    return read_asked(tab).schedule if tab else "off"


def _seeded(
    name: str, asked: Asked, reading: Reading, own_columns: Sequence[str]
) -> Configuration:
    try:
        scheme = load_scheme(name)
    except NoSuchScheme as error:
        raise UnknownSchemeError(str(error)) from error
    trials = look_back(reading.orders, reading.as_of)
    table = fit_scheme(scheme, reading.customers, trials)
    return Configuration(
        scheme=name,
        schedule=asked.schedule,
        rules=parse_rules(table, own_columns=own_columns),
        scores=scheme.scores,
        label_in_notes=asked.label_in_notes,
        seed=Seed(table),
    )
