"""Field masks held against the schema they speak of."""

from functools import lru_cache
from typing import Any

from local_sheets.discovery import document
from local_sheets.discovery.fields import EVERYTHING, Mask, parse_mask
from local_sheets.errors import RefusedError, bad_field

SHEETS = "sheets.v4"


@lru_cache(maxsize=256)
def answer_mask(name: str, schema: str, text: str | None) -> Mask:
    """Return the mask of a ``fields`` query parameter; none asks for everything.

    Args:
        name: the discovery document.
        schema: what the method answers.
        text: the parameter.

    Raises:
        RefusedError: the mask names a field that the answer cannot have.
    """
    if not text:
        return EVERYTHING
    mask = parse_mask(text)
    unknown = _unknown(name, {"$ref": schema}, mask)
    if unknown is None:
        return mask
    why = (
        "Error expanding 'fields' parameter. "
        f"Cannot find matching fields for path '{unknown}'."
    )
    refusal = bad_field(unknown, why)
    return _refuse("Request contains an invalid argument.", refusal)


def _refuse(message: str, refusal: RefusedError) -> Mask:
    raise RefusedError(message, refusal.details)


def update_mask(text: str | None, schema: str, implied: str = "") -> Mask:
    """Return the mask of an update, which Google does not let be empty.

    Args:
        text: the ``fields`` of the request.
        schema: of the object that is updated.
        implied: a root that clients may spell out although it is implied.
    """
    if not text:
        raise RefusedError(
            "At least one field must be listed in 'fields'. "
            "(Use '*' to indicate all fields.)"
        )
    mask = parse_mask(text)
    mask = mask.get(implied, mask) if implied else mask
    unknown = _unknown(SHEETS, {"$ref": schema}, mask)
    if unknown is not None:
        raise RefusedError(f"Invalid field: {unknown}")
    return mask


def _unknown(name: str, described: dict[str, Any], mask: Mask) -> str | None:
    """Return the first path of a mask that its schema does not have."""
    if not mask:
        return None
    while described.get("type") == "array":
        described = described["items"]
    if "$ref" in described:
        described = document(name)["schemas"][described["$ref"]]
    if "additionalProperties" in described:
        return None
    members = described.get("properties", {})
    for field, branch in mask.items():
        if field == "*":
            continue
        inner = _unknown(name, members[field], branch) if field in members else ""
        if inner is not None:
            return f"{field}.{inner}" if inner else field
    return None
