"""How many examples a law is tried on: few in the default run, many in the soak."""

from typing import Final

from hypothesis import settings

SOAK: Final = "soak"
_DEFAULT: Final = 100  # what Hypothesis does when no profile says otherwise
_TIMES: Final = 20

settings.register_profile(SOAK, max_examples=_DEFAULT * _TIMES, deadline=None)


def tried(examples: int, **options) -> settings:
    """Return settings with so many examples, and twenty times as many in the soak."""
    count = examples * settings.default.max_examples // _DEFAULT
    return settings(max_examples=count, deadline=None, **options)
