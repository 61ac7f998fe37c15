"""How much is unusually much."""

import pytest

from sheets_sync.hold_back import is_unusual


@pytest.mark.parametrize(
    ("gone", "of", "unusual"),
    [
        (0, 0, False),
        (0, 100, False),
        (2, 3, False),
        (9, 9, False),
        (10, 10, True),
        (10, 20, True),
        (10, 21, False),
        (49, 100, False),
        (50, 100, True),
        (5000, 20000, False),
    ],
)
def test_at_least_ten_and_at_least_half(gone, of, unusual):
    """Small shops and tidying up are ordinary; half of ten or more is not."""
    assert is_unusual(gone, of) is unusual
