"""Regular expressions that may not hold up everybody else."""

import re

import pytest

from local_sheets.requests.regex_worker import Swap, swapped


@pytest.mark.parametrize(
    ("source", "replacement", "after"),
    [
        pytest.param("b(c)", "$1-", ("ac-d", 1), id="here"),
        pytest.param(
            "(?P<x>B+)", r"${x}\$", ("ab$cd", 1), id="in a process of its own"
        ),
        pytest.param("x*", "-", ("-a-b-c-d-", 5), id="nothing is found everywhere"),
    ],
)
def test_what_is_found_is_replaced(source, replacement, after):
    """Groups are filled in, and a backslash keeps a dollar a dollar."""
    swap = Swap(source, re.IGNORECASE, replacement)
    assert swapped(swap, ["abcd"], limit_s=10) == [after]


def test_an_expression_that_would_never_end_is_stopped():
    """Nobody waits for it longer than was agreed."""
    with pytest.raises(TimeoutError):
        swapped(Swap("(a+)+$", 0, ""), ["a" * 40 + "b"], limit_s=0.5)
