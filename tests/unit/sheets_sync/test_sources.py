"""Which tabs may hold the seller's data."""

import pytest

from sheets_sync.sources import is_source
from tests.builders import tab

PEOPLE = [["Name", "Phone"], ["Ada Obi", "08031234567"]]
CHECK = [["How this tracker was read"], ["Tab", "Read as"], ["People", "customers"]]
OVERVIEW = [["Customer segments"], ["As of", 46000], ["Last refreshed", 46000.4]]


@pytest.mark.parametrize(
    ("rows", "is_one"),
    [
        pytest.param(PEOPLE, True, id="a list"),
        pytest.param([["Customer segments"], *PEOPLE], True, id="with our title"),
        pytest.param(CHECK, False, id="our data check"),
        pytest.param([CHECK[1], CHECK[0], *PEOPLE], False, id="with rows moved"),
        pytest.param([["Old"], *OVERVIEW], False, id="our overview under a title"),
        pytest.param([["", *row] for row in OVERVIEW], False, id="with a new column"),
    ],
)
def test_a_copy_of_our_lists_is_known_wherever_its_rows_were_moved(rows, is_one):
    """It says what it is; a list of the seller's is read, whatever its title."""
    assert is_source(tab("Copy", rows)) is is_one
