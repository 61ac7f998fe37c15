"""Memory that a big import needed and nothing needs any more."""

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Let the system have it; the C library keeps it otherwise, where it can say."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
