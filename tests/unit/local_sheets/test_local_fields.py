"""Field masks."""

import pytest

from local_sheets.discovery.fields import only, parse_mask, updated
from local_sheets.errors import RefusedError

MASKS = [
    ("a", {"a": {}}),
    ("a,b.c", {"a": {}, "b": {"c": {}}}),
    ("a(b,c(d))", {"a": {"b": {}, "c": {"d": {}}}}),
    ("a.b(c),a.d", {"a": {"b": {"c": {}}, "d": {}}}),
    ("a/b", {"a": {"b": {}}}),
    ("a.b,a", {"a": {}}),
    ("a,a.b", {"a": {}}),
    ("*", {}),
    ("a.*", {"a": {}}),
    ("user_entered_value", {"userEnteredValue": {}}),
]


@pytest.mark.parametrize(("text", "tree"), MASKS)
def test_a_mask_is_a_tree(text, tree):
    """Paths, groups and stars parse to one tree; the wider of two paths wins."""
    assert parse_mask(text) == tree


@pytest.mark.parametrize("text", ["a(", "a)", ",a", "a,,b", "a.", "(a)", "1a"])
def test_a_malformed_mask_is_refused(text):
    """What is no mask is named in the refusal."""
    with pytest.raises(RefusedError, match="Invalid field mask"):
        parse_mask(text)


def test_only_what_a_mask_names_comes_through():
    """Masks reach into lists."""
    value = {"a": [{"b": 1, "c": 2}, {"c": 3}], "d": 4}
    assert only(parse_mask("a.b"), value) == {"a": [{"b": 1}, {}]}


UPDATES = [
    ("a", {"a": 1, "b": 1}, {"a": 2}, {"a": 2, "b": 1}),
    ("a", {"a": 1, "b": 1}, {}, {"b": 1}),
    ("a.b", {"a": {"b": 1, "c": 1}}, {"a": {"b": 2, "c": 2}}, {"a": {"b": 2, "c": 1}}),
    ("a.b", {"a": {"b": 1}}, {}, {}),
    ("*", {"a": 1, "b": 1}, {"a": 2}, {"a": 2}),
]


@pytest.mark.parametrize(("mask", "old", "new", "result"), UPDATES)
def test_an_update_touches_masked_fields_alone(mask, old, new, result):
    """A masked field is taken from the new value, or cleared when that lacks it."""
    assert updated(old, new, parse_mask(mask)) == result
