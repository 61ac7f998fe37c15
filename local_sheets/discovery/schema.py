"""Requests and answers held against Google's discovery documents.

A schema is compiled once to nested closures, because a body may hold millions of
nodes. The sentences are those of Google's JSON parser.
"""

import json
import re
from functools import cache
from typing import NoReturn, TypeAlias

from local_sheets.discovery import document
from local_sheets.discovery.mismatch import (
    NO_LIST,
    UNKNOWN,
    InsteadError,
    MismatchError,
    fail,
)
from local_sheets.discovery.scalars import SCALARS, Check
from local_sheets.errors import ApiError
from local_sheets.grid.model import JsonValue

_Property: TypeAlias = dict[str, JsonValue]

# Messages whose fields exclude each other. The documents do not say so; Google's
# reference pages do ("value is one of", "kind is one of").
_ONE_OF = {"ExtendedValue": "value", "Request": "kind", "DataFilter": "filter"}

# Messages that are declared inside another one, which the documents lay flat.
_NESTED = {"Request": "BatchUpdateSpreadsheetRequest.Request"}
_UNDERSCORE = re.compile(r"_([a-z0-9])")
_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


def check(name: str, schema: str, body: JsonValue, root: str = "") -> None:
    """Refuse a body that is not what its schema says.

    What Google's parser is lenient about is put right in `body`: null members of
    messages are removed (nulls among cell values stay), one message where a list of
    them belongs becomes a list, a list inside such a list is laid flat, digits in
    quotes become a number, and a name_in_small_letters the one it stands for.

    Args:
        name: the discovery document.
        schema: the schema of the body.
        body: parsed JSON.
        root: the field of Google's request that holds the body, if it is not all.

    Raises:
        RefusedError: in the words of Google's parser.
    """
    try:
        _message(name, schema)(body)
    except MismatchError as mismatch:
        mismatch.path.append(root)
        raise mismatch.refusal() from None


def check_answer(name: str, schema: str, answer: JsonValue) -> None:
    """Hold an answer of ours against its schema: to the letter, and without nulls.

    Raises:
        ApiError: the answer is wrong: 500, so that no caller takes it for a refusal.
    """
    written = json.dumps(answer)
    try:
        _message(name, schema)(answer)
    except MismatchError as mismatch:
        wrong = mismatch.refusal().message
        raise ApiError(500, f"The answer is no {schema}. {wrong}") from None
    # Most answers have the word nowhere, which C finds out sooner than a walk does.
    has_null = "null" in written and _has_null(answer)
    if has_null or json.dumps(answer) != written:
        raise ApiError(500, f"The answer is no {schema} to the letter.")


def _has_null(value: JsonValue) -> bool:
    if isinstance(value, dict):
        return any(map(_has_null, value.values()))
    if isinstance(value, list):
        return any(map(_has_null, value))
    return value is None


def known_members(name: str, schema: str, body: JsonValue) -> JsonValue:
    """Return a body without members its schema lacks, which Drive ignores."""
    members = document(name)["schemas"][schema]["properties"]
    if not isinstance(body, dict):
        return body
    return {key: value for key, value in body.items() if key in members}


@cache
def _message(name: str, schema: str) -> Check:
    described = document(name)["schemas"][schema]
    kind = f"type.googleapis.com/google.apps.{name}.{_NESTED.get(schema, schema)}"
    check_message = _members_of(name, described, kind)
    one_of = _ONE_OF.get(schema)
    return check_message if one_of is None else _exclusive(check_message, one_of)


def _members_of(name: str, described: _Property, kind: str) -> Check:
    properties: dict[str, Check | None] = {}

    def check_message(value: JsonValue) -> None:
        if type(value) is not dict:
            fail(kind, value)
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
    meant: dict[str, JsonValue] = {}
    for key, item in value.items():
        try:
            member = properties[key]
        except KeyError:
            _rename(value, key, properties)
            _check_members(value, properties)
            return
        if item is None:
            meant[key] = None
        elif member is not None:
            try:
                member(item)
            except (InsteadError, MismatchError) as error:
                meant[key] = _meant(error, key, item)
    if meant:
        value.update(meant)
        for key in [key for key, item in meant.items() if item is None]:
            del value[key]
        _check_members(value, properties)


def _rename(
    value: dict[str, JsonValue], key: str, properties: dict[str, Check | None]
) -> None:
    """Give a member its name; Google's parser takes `sheet_id` for `sheetId`."""
    name = _UNDERSCORE.sub(lambda found: found[1].upper(), key)
    if name == key or name not in properties:
        raise MismatchError(UNKNOWN, key)
    value[name] = value.pop(key)


def _meant(error: InsteadError | MismatchError, key: str, item: JsonValue) -> JsonValue:
    """Return what a member is taken for; else raise what is wrong with it."""
    if isinstance(error, InsteadError):
        return error.value
    if type(item) is list and not error.path:
        raise MismatchError(NO_LIST, key) from None
    error.path.append("." + _CAPITAL.sub("_", key).lower())
    raise error


def _exclusive(check_message: Check, one_of: str) -> Check:
    def check_exclusive(value: JsonValue) -> None:
        check_message(value)
        if len(value) > 1:
            second = list(value)[1]
            _fail_oneof(one_of, second)

    return check_exclusive


def _fail_oneof(one_of: str, second: str) -> NoReturn:
    shown = f"oneof field '{one_of}' is already set. Cannot set '{second}'"
    raise MismatchError("oneof", shown)


def _compiled(name: str, described: _Property) -> Check | None:
    """Return the check of one property; None where anything goes."""
    if "$ref" in described:
        return _message(name, described["$ref"])
    if described["type"] == "array":
        return _repeated(_item(name, described["items"]))
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
    check_items = _repeated(_compiled(name, item["items"]))

    def check_list_value(value: JsonValue) -> None:
        if type(value) is not list:
            fail("type.googleapis.com/google.protobuf.ListValue", value)
        check_items(value)

    return check_list_value


def _any_list(value: JsonValue) -> None:
    if type(value) is not list:
        raise InsteadError([value])


def _repeated(item_check: Check | None) -> Check:
    if item_check is None:
        return _any_list

    def check_repeated(value: JsonValue) -> None:
        if type(value) is not list:
            item_check(value)
            raise InsteadError([value])
        for index, element in enumerate(value):
            try:
                item_check(element)
            except InsteadError as instead:
                value[index] = instead.value
            except MismatchError as mismatch:
                if type(element) is list and not mismatch.path:
                    raise InsteadError(_flat(value)) from None
                mismatch.path.append(f"[{index}]")
                raise

    return check_repeated


def _flat(values: list[JsonValue]) -> list[JsonValue]:
    parts = [item if type(item) is list else [item] for item in values]
    return [item for part in parts for item in part]


def _mapping(item_check: Check | None) -> Check:
    def check_mapping(value: JsonValue) -> None:
        if type(value) is not dict:
            fail("type.googleapis.com/google.protobuf.Struct", value)
        for item in value.values():
            if item_check is not None:
                item_check(item)

    return check_mapping


def _enum(names: frozenset[str]) -> Check:
    def check_enum(value: JsonValue) -> None:
        if type(value) is not str or value not in names:
            fail("TYPE_ENUM", value)

    return check_enum


def _scalar(described: _Property) -> Check | None:
    if described["type"] == "any":
        return None
    return SCALARS[described["type"]]
