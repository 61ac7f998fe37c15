"""Notes that take a label, and notes that are left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segments.values.note_tag import note_tag, with_tag, without_tag
from sheets_sync.desired.notes import stays_text


@pytest.mark.parametrize(
    ("note", "tagged"),
    [
        ("", "[Segment: VIP]"),
        ("Likes red", "Likes red [Segment: VIP]"),
        ("Likes red\n", "Likes red\n [Segment: VIP]"),
        ("Likes [red]", "Likes [red] [Segment: VIP]"),
        ("Likes red [Segment: At risk]", "Likes red [Segment: VIP]"),
        ("[Segment: New] likes red", "[Segment: VIP] likes red"),
        ("a [Segment: New] b", "a [Segment: VIP] b"),
    ],
)
def test_a_note_has_one_tag(note, tagged):
    """It stands behind the note, or where the one of before stood."""
    assert with_tag(note, "VIP") == tagged
    assert with_tag(tagged, "VIP") == tagged


@pytest.mark.parametrize(
    "note", ["", "Likes red", "Likes red\n", " two  spaces ", "Likes [red]", "ஆடை"]
)
def test_without_the_tag_a_note_is_as_it_was(note):
    """Every space and line of it."""
    assert without_tag(with_tag(note, "VIP")) == note


@settings(max_examples=50)
@given(st.text(alphabet="a1 [:]\n=é"), st.text(alphabet="V [:]\n$", min_size=1))
def test_any_note_is_the_same_without_the_tag(note, segment):
    """Whatever it holds, and whatever the segment is called."""
    tagged = with_tag(note, segment)

    assert without_tag(tagged) == note
    assert with_tag(tagged, segment) == tagged


@pytest.mark.parametrize("name", ["VIP [gold]", "a\nb", "$1 \\"])
def test_any_segment_makes_a_tag_that_is_found_again(name):
    """Brackets and line breaks in its name do not break the tag."""
    assert without_tag(note_tag(name)) == ""


@pytest.mark.parametrize(
    ("note", "stays"),
    [
        ("Likes red", True),
        ("size 12", True),
        ("ok", True),
        ("ஆடை", True),
        ("call 0803 000 0101", True),
        ("007", False),
        ("12,500", False),
        ("₦12,500", False),
        ("3 Jan 2026", False),
        ("10:30 am", False),
        ("3 March", False),
        ("march 3rd, 10:30", False),
        ("Mon 3 Mar", False),
        ("Sept", False),
        ("3 mars", False),
        ("3 March she calls", True),
        ("Marble, 3 March", True),
        ("march of 12 dancers", True),
        ("=A1", False),
        ("+ likes red", False),
        ("'quoted", False),
        ("- likes red", False),
        ("yes", False),
        ("TRUE", False),
        ("-", False),
        ("", False),
        (" likes red", False),
    ],
)
def test_text_that_typing_would_turn_into_something_else_is_known(note, stays):
    """Sheets reads what it puts in place of text as if a person had typed it."""
    assert stays_text(note) is stays
