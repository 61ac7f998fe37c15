"""When two names, or two phones, are the same, nearly the same, or others."""

from collections.abc import Iterable
from typing import Final

from rapidfuzz.distance import OSA

from segments.values.contacts import name_words

_NEAR: Final = 0.8  # of two words: one letter in five may differ


def is_other_name(name: str, other: str) -> bool:
    """Return whether two names, or handles used as such, have no word in common.

    Words of which one is a misspelling of the other count as the same.
    """
    ours, others = name_words(name), name_words(other)
    if not set(ours).isdisjoint(others):
        return False
    return not any(
        OSA.normalized_similarity(one, two, score_cutoff=_NEAR)
        for one in ours
        for two in others
    )


def are_several(names: Iterable[str], enough: int) -> bool:
    """Return whether so many of these names have nothing in common with each other."""
    apart: list[str] = []
    for name in sorted(names):
        if all(is_other_name(name, other) for other in apart):
            apart.append(name)
            if len(apart) == enough:
                return True
    return False
