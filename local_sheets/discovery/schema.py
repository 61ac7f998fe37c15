"""Requests and answers held against Google's discovery documents.

A schema is compiled once to nested closures, because a body may hold millions of
nodes. The sentences are those of Google's JSON parser.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import NoReturn, TypeAlias

from local_sheets.discovery import document
from local_sheets.errors import RefusedError, bad_field
from local_sheets.grid.model import JsonValue

Check: TypeAlias = Callable[[JsonValue], None]
_Property: TypeAlias = dict[str, JsonValue]

# Messages whose fields exclude each other. The documents do not say so; Google's
# reference pages do ("value is one of", "kind is one of").
_ONE_OF = {"ExtendedValue": "value", "Request": "kind", "DataFilter": "filter"}

_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


class _MismatchError(Exception):
    """Where and how a value differs from its schema; the path grows on the way out."""

    def __init__(self, kind: str, shown: str) -> None:
        super().__init__(kind)
        self.kind = kind
        self.shown = shown
        self.path: list[str] = []

    def refusal(self) -> RefusedError:
        """Return the 400 that Google's parser gives."""
        path = "".join(reversed(self.path)).lstrip(".")
        at = f" at '{path}'" if path else ""
        if self.kind == "unknown":
            return bad_field(
                path,
                "Invalid JSON payload received. "
                f'Unknown name "{self.shown}"{at}: Cannot find field.',
            )
        return bad_field(path, f"Invalid value{at} ({self.kind}), {self.shown}")


def check(name: str, schema: str, body: JsonValue) -> None:
    """Refuse a body that is not what its schema says.

    Null members of messages are removed from `body`, which is what null means in
    Google's JSON; nulls among cell values stay.

    Args:
        name: the discovery document.
        schema: the schema of the body.
        body: parsed JSON.

    Raises:
        RefusedError: in the words of Google's parser.
    """
    try:
        _message(name, schema)(body)
    except _MismatchError as mismatch:
        raise mismatch.refusal() from None


def known_members(name: str, schema: str, body: JsonValue) -> JsonValue:
    """Return a body without members its schema lacks, which Drive ignores."""
    members = document(name)["schemas"][schema]["properties"]
    if not isinstance(body, dict):
        return body
    return {key: value for key, value in body.items() if key in members}


@cache
def _message(name: str, schema: str) -> Check:
    described = document(name)["schemas"][schema]
    kind = f"type.googleapis.com/google.apps.{name}.{schema}"
    check_message = _members_of(name, described, kind)
    one_of = _ONE_OF.get(schema)
    return check_message if one_of is None else _exclusive(check_message, one_of)


def _members_of(name: str, described: _Property, kind: str) -> Check:
    properties: dict[str, Check | None] = {}

    def check_message(value: JsonValue) -> None:
        if type(value) is not dict:
            _fail(kind, value)
        # Compiled when first met: messages may contain themselves.
        if not properties:
            properties.update(_properties(name, described))
        _check_members(value, properties)

    return check_message


def _properties(name: str, described: _Property) -> dict[str, Check | None]:
    members: dict[str, _Property] = described.get("properties", {})
    return {key: _compiled(name, member) for key, member in members.items()}


def _check_members(
    value: dict[str, JsonValue], properties: dict[str, Check | None]
) -> None:
    nulls = []
    for key, item in value.items():
        try:
            member = properties[key]
        except KeyError:
            raise _MismatchError("unknown", key) from None
        if item is None:
            nulls.append(key)
        elif member is not None:
            try:
                member(item)
            except _MismatchError as mismatch:
                mismatch.path.append("." + _CAPITAL.sub("_", key).lower())
                raise
    for key in nulls:
        del value[key]


def _exclusive(check_message: Check, one_of: str) -> Check:
    def check_exclusive(value: JsonValue) -> None:
        check_message(value)
        if len(value) > 1:
            second = list(value)[1]
            _fail_oneof(one_of, second)

    return check_exclusive


def _fail_oneof(one_of: str, second: str) -> NoReturn:
    shown = f"oneof field '{one_of}' is already set. Cannot set '{second}'"
    raise _MismatchError("oneof", shown)


def _compiled(name: str, described: _Property) -> Check | None:
    """Return the check of one property; None where anything goes."""
    if "$ref" in described:
        return _message(name, described["$ref"])
    if described["type"] == "array":
        return _array(_item(name, described["items"]), "TYPE_LIST")
    if "properties" in described:
        return _members_of(name, described, "TYPE_MESSAGE")
    if described["type"] == "object":
        return _mapping(_compiled(name, described["additionalProperties"]))
    if "enum" in described:
        return _enum(frozenset(described["enum"]))
    return _scalar(described)


def _item(name: str, item: _Property) -> Check | None:
    """Return the check of an array's items; a list in a list is a ListValue."""
    if item.get("type") != "array":
        return _compiled(name, item)
    kind = "type.googleapis.com/google.protobuf.ListValue"
    return _array(_compiled(name, item["items"]), kind)


def _array(item_check: Check | None, kind: str) -> Check:
    def check_array(value: JsonValue) -> None:
        if type(value) is not list:
            _fail(kind, value)
        if item_check is None:
            return
        for index, element in enumerate(value):
            try:
                item_check(element)
            except _MismatchError as mismatch:
                mismatch.path.append(f"[{index}]")
                raise

    return check_array


def _mapping(item_check: Check | None) -> Check:
    def check_mapping(value: JsonValue) -> None:
        if type(value) is not dict:
            _fail("type.googleapis.com/google.protobuf.Struct", value)
        for item in value.values():
            if item_check is not None:
                item_check(item)

    return check_mapping


def _enum(names: frozenset[str]) -> Check:
    def check_enum(value: JsonValue) -> None:
        if type(value) is not str or value not in names:
            _fail("TYPE_ENUM", value)

    return check_enum


def _scalar(described: _Property) -> Check | None:
    if described["type"] == "any":
        return None
    return _SCALARS[described["type"]]


def _check_string(value: JsonValue) -> None:
    if type(value) is not str:
        _fail("TYPE_STRING", value)


def _check_boolean(value: JsonValue) -> None:
    if type(value) is not bool:
        _fail("TYPE_BOOL", value)


def _check_integer(value: JsonValue) -> None:
    if type(value) is not int or not -(2**31) <= value < 2**31:
        _fail("TYPE_INT32", value)


def _check_number(value: JsonValue) -> None:
    if type(value) is not int and type(value) is not float:
        _fail("TYPE_DOUBLE", value)


_SCALARS: dict[str, Check] = {
    "string": _check_string,
    "boolean": _check_boolean,
    "integer": _check_integer,
    "number": _check_number,
}


def _fail(kind: str, value: JsonValue) -> NoReturn:
    shown = f'"{value}"' if isinstance(value, str) else str(value)
    raise _MismatchError(kind, shown)
