"""People edit while a refresh runs; a small slice of what the soak does at length."""

import pytest

from tests.editors.calls import STRUCTURE, VALUES, WRITE
from tests.editors.person import ALL, TYPING
from tests.editors.run import run


@pytest.mark.parametrize("seed", [0, 2, 5, 6])
def test_whatever_people_do_before_a_refresh_stays(seed):
    """All edits, made just before the first call: nothing is lost or moved."""
    outcome = run(seed, [STRUCTURE], ALL)

    assert not outcome.faults, outcome.told()


@pytest.mark.parametrize("seed", [0, 2])
def test_typing_while_a_refresh_runs_loses_nothing(seed):
    """Typing alone, before every call: nothing is lost or moved."""
    outcome = run(seed, [STRUCTURE, VALUES, WRITE], TYPING)

    assert not outcome.faults, outcome.told()
