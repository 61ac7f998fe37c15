"""Field masks: ``a.b,c(d,e)`` and ``*``, for answers and for updates."""

import re
from typing import TypeAlias

from local_sheets.errors import RefusedError
from local_sheets.grid.model import Json, JsonValue

# A mask is a tree of field names; an empty branch means everything below it.
Mask: TypeAlias = "dict[str, Mask]"

EVERYTHING: Mask = {}
_TOKEN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[*.,/()]|\s+|.")
_SNAKE = re.compile(r"_([a-z])")


def parse_mask(text: str) -> Mask:
    """Parse a mask into a tree; ``*`` alone is everything.

    Raises:
        RefusedError: the text is not a field mask.
    """
    tokens = [token for token in _TOKEN.findall(text) if not token.isspace()]
    mask, rest = _parse_list(tokens, 0)
    if rest != len(tokens):
        raise _malformed(text)
    return EVERYTHING if "*" in mask else mask


def _parse_list(tokens: list[str], at: int) -> tuple[Mask, int]:
    mask: Mask = {}
    while True:
        at = _parse_path(tokens, at, mask)
        if at >= len(tokens) or tokens[at] != ",":
            return mask, at
        at += 1


def _parse_path(tokens: list[str], at: int, mask: Mask) -> int:
    name = tokens[at] if at < len(tokens) else ""
    if not (name == "*" or name[:1].isalpha()):
        raise _malformed("".join(tokens))
    name = _SNAKE.sub(lambda found: found[1].upper(), name)
    known_whole = mask.get(name) == EVERYTHING
    branch = mask.setdefault(name, {})
    at += 1
    if at < len(tokens) and tokens[at] in "./":
        at = _parse_path(tokens, at + 1, branch)
    elif at < len(tokens) and tokens[at] == "(":
        at = _parse_group(tokens, at + 1, branch)
    else:
        branch.clear()
    if known_whole or "*" in branch:
        branch.clear()
    return at


def _parse_group(tokens: list[str], at: int, branch: Mask) -> int:
    inner, at = _parse_list(tokens, at)
    if at >= len(tokens) or tokens[at] != ")":
        raise _malformed("".join(tokens))
    branch.update(inner)
    return at + 1


def _malformed(text: str) -> RefusedError:
    return RefusedError(f"Invalid field mask: {text}")


def wants(mask: Mask, name: str) -> bool:
    """Tell whether a mask lets a field through."""
    return not mask or name in mask or "*" in mask


def below(mask: Mask, name: str) -> Mask:
    """Return the mask for what is inside a field that `wants` let through."""
    return mask.get(name, mask.get("*", EVERYTHING))


def only(mask: Mask, value: JsonValue) -> JsonValue:
    """Return the part of a JSON value that a mask lets through."""
    if not mask:
        return value
    if isinstance(value, list):
        return [only(mask, item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: only(below(mask, name), item)
        for name, item in value.items()
        if wants(mask, name)
    }


def updated(old: Json, new: Json, mask: Mask) -> Json:
    """Return `old` with the masked fields taken from `new`.

    A masked field that `new` lacks is removed, as Google clears it.
    """
    names = mask or {**old, **new}
    result = dict(old)
    for name in names:
        branch = below(mask, name) if mask else EVERYTHING
        if branch and isinstance(old.get(name, {}), dict):
            value: JsonValue = updated(old.get(name, {}), new.get(name, {}), branch)
            value = value or None
        else:
            value = new.get(name)
        if value is None:
            result.pop(name, None)
        else:
            result[name] = value
    return result
