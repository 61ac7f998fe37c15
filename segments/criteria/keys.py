"""Texts → the form in which they are compared: no case, accents or punctuation."""

import re
from typing import Final

from segments.values.contacts import name_key

_UNSAID: Final = re.compile(r"['’`´]|(?<=[^\W\d])\.(?=[^\W\d])")
_PAUSES: Final = re.compile(r"[\"“”„()\[\]{}!:;/\\_–—•|]|[.,](?!\d)|-(?=[^\W\d])")
_PARTS: Final = re.compile(r"[,;/|\n]")


def text_key(text: str) -> str:
    """Return a text as it is compared.

    Signs that tell grades, sizes and figures apart stay: "A+", "A-", "1.5".

    >>> text_key("  T-Shirt,  RED "), text_key("St. John's"), text_key("A+")
    ('t shirt red', 'st johns', 'a+')
    """
    key = name_key(text)
    return " ".join(_PAUSES.sub(" ", _UNSAID.sub("", key)).split()) or key


def part_keys(text: str) -> tuple[str, ...]:
    """Return the key of a text and of each part, as of "gold, silver"."""
    parts = _PARTS.split(text)
    keys = (text_key(part) for part in (text, *(parts if len(parts) > 1 else ())))
    return tuple(dict.fromkeys(filter(None, keys)))


def wildcard(text: str) -> str:
    """Return a regular expression of keys; ``*`` is any letters, ``?`` one."""
    first, *others = map(_letters, text.split("*"))
    if not others:
        return first
    # Each piece is sought once and kept, so that no text takes long.
    middle = "".join(f"(?>.*?{piece})" for piece in others[:-1])
    return f"{first}{middle}.*{others[-1]}"


def _letters(piece: str) -> str:
    parts = piece.split("?")
    keys = [text_key(part) if part.strip() else "" for part in parts]
    # A blank beside the sign is one of the text: "size ?" is "size m", not "sizem".
    keys = [
        f"{' ' * (at > 0 and part[:1] == ' ')}{key}"
        f"{' ' * (bool(key) and at < len(parts) - 1 and part[-1:] == ' ')}"
        for at, (part, key) in enumerate(zip(parts, keys, strict=True))
    ]
    return ".".join(map(re.escape, keys))
