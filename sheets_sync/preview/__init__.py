"""What a refresh would change, by customer and by tab, for the report of a preview."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sheets_sync.desired.findings import Findings
from sheets_sync.desired.model import DesiredState
from sheets_sync.hold_back import Held
from sheets_sync.permitted import refusal
from sheets_sync.plan import Plan
from sheets_sync.preview.by_customer import by_customer
from sheets_sync.preview.by_tab import TabChange, by_tab

__all__ = ["TabChange", "by_customer", "by_tab", "preview_of"]


def preview_of(
    plan: Plan, desired: DesiredState, findings: Findings, held: Sequence[Held]
) -> dict[str, Any]:
    """Return the section ``preview`` of the report: all of it, and nothing is written.

    ``held`` are the reasons for which a refresh would be held back.
    """
    return {
        "refused": refusal(plan.snapshot, plan.changes),
        "held_back": [asdict(one) for one in held],
        "tabs": [asdict(one) for one in by_tab(plan)],
        "customers": by_customer(plan.snapshot, desired, findings),
    }
