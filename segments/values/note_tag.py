"""The tag that a seller may ask for in their notes: "[Segment: VIP]"."""

import re
from typing import Final

_TAG: Final = re.compile(r"\[Segment: [^\[\]]*\]")
# The tag with the space that stands between it and the rest of the note.
_TAG_AND_SPACE: Final = re.compile(r"\A\[Segment: [^\[\]]*\] ?| ?\[Segment: [^\[\]]*\]")


def note_tag(segment: str) -> str:
    """Return the tag of a segment; brackets in its name become round ones.

    >>> note_tag("VIP [gold]")
    '[Segment: VIP (gold)]'
    """
    name = " ".join(segment.split()).replace("[", "(").replace("]", ")")
    return f"[Segment: {name}]"


def with_tag(note: str, segment: str) -> str:
    """Return a note with the tag of a segment: in place of another one, else behind.

    >>> with_tag("Likes red [Segment: New]", "VIP")
    'Likes red [Segment: VIP]'
    """
    tag = note_tag(segment)
    if _TAG.search(note):
        return _TAG.sub(lambda _: tag, note)
    return f"{note} {tag}" if note else tag


def without_tag(note: str) -> str:
    """Return what the seller wrote: the note without the tag.

    >>> without_tag("Likes red [Segment: VIP]")
    'Likes red'
    """
    return _TAG_AND_SPACE.sub("", note)
