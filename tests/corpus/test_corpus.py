"""Trackers nobody prepared for: each is read right, and what cannot be is listed."""

from collections.abc import Iterator

import pytest

from local_sheets import LocalServer
from tests.corpus.corpus import (
    TRACKERS,
    comparable,
    expected_of,
    found_in,
    load,
)

FEWEST = 40


@pytest.fixture(scope="session")
def corpus_server() -> Iterator[LocalServer]:
    with LocalServer(validate_responses=True) as running:
        yield running


@pytest.mark.parametrize("path", TRACKERS, ids=lambda path: path.stem)
def test_a_tracker_is_read_as_its_seller_means_it(path, corpus_server):
    """Tables, columns, facts of each customer and every finding are the true ones."""
    tracker = load(path)
    assert comparable(found_in(tracker, corpus_server)) == comparable(
        expected_of(tracker)
    )


def test_the_corpus_is_large_enough():
    """There are trackers for every export and every trap, and none says nothing."""
    assert len(TRACKERS) >= FEWEST
    assert all(load(path).said["about"] for path in TRACKERS)
