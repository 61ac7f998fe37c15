"""Labels, segments and problems → what every tab of ours should hold."""

from sheets_sync.desired.appearance import looks_of, segment_colours
from sheets_sync.desired.check_tab import check_block
from sheets_sync.desired.customer_labels import customers_table, label_columns
from sheets_sync.desired.findings import Findings, ranked_segments
from sheets_sync.desired.model import DesiredState
from sheets_sync.desired.moves_tab import moves_log
from sheets_sync.desired.notes import notes_of
from sheets_sync.desired.overview import overview_block
from sheets_sync.desired.people import people
from sheets_sync.desired.rules_tab import rules_block
from sheets_sync.desired.segment_tabs import segment_tables
from sheets_sync.model import Snapshot


def desired_state(snapshot: Snapshot, findings: Findings) -> DesiredState:
    """Return what the tracker should look like, in the order its tabs should stand."""
    seed = findings.configuration.seed
    everyone = people(findings.reading, findings.assignments)
    colours = segment_colours(snapshot, ranked_segments(findings))
    looks = looks_of(snapshot, findings, colours)
    return DesiredState(
        looks=looks,
        labels=label_columns(snapshot, findings, everyone),
        tables=(
            *customers_table(snapshot, findings, everyone),
            *segment_tables(snapshot, findings, everyone, colours),
        ),
        blocks=(
            overview_block(findings, colours, looks),
            *(
                (rules_block(snapshot, findings.configuration, seed, findings.as_of),)
                if seed
                else ()
            ),
            check_block(snapshot, findings),
        ),
        logs=(moves_log(findings, everyone),),
        remembered=findings.corrections.remembered,
        notes=notes_of(snapshot, findings),
    )
