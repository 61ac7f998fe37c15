"""One API call, taken apart and held against the discovery document."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from local_sheets.api.drive_errors import (
    file_not_found,
    invalid_fields,
    not_allowed,
)
from local_sheets.api.uploads import Media
from local_sheets.discovery import document, method
from local_sheets.discovery.fields import EVERYTHING, Mask
from local_sheets.discovery.masks import answer_mask
from local_sheets.errors import (
    NotASpreadsheetError,
    RefusedError,
    UnsupportedError,
    bad_field,
)
from local_sheets.grid.model import Json
from local_sheets.storage.files import MIME_TYPE, File
from local_sheets.storage.store import Store

DRIVE = "drive.v3"
_BODY_FIELDS = {
    "spreadsheets.create": "spreadsheet",
    "spreadsheets.values.update": "data",
    "spreadsheets.values.append": "data",
}
# Enumerations that are not called like the parameters they are for.
_ENUMS = {"majorDimension": "Dimension"}
_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")
_TRUE = {"true", "t", "yes", "y", "1"}
_BOOLEANS = _TRUE | {"false", "f", "no", "n", "0", ""}
_DIGITS = re.compile(r"-?[0-9]{1,10}")
# System parameters may be written with a dollar sign before them.
_SYSTEM = "$"
MASK_HEADER = "X-Goog-FieldMask"


class Raw(NamedTuple):
    """An answer that is not JSON."""

    body: bytes
    mime_type: str
    headers: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Call:
    """A call by a known user.

    Attributes:
        store: every spreadsheet.
        email: who calls.
        path: the parameters in the path, by Google's names.
        query: the query parameters, each a list in the order sent.
        body: the JSON body, checked; empty when there is none.
        mask: which fields of the answer are wanted.
        fields: what the mask was read from; empty when there was none.
        media: the uploaded file, if the call brings one.
    """

    store: Store
    email: str
    path: Mapping[str, str]
    query: Mapping[str, Sequence[str]]
    body: Json
    mask: Mask
    fields: str = ""
    media: Media | None = None

    def text(self, name: str, default: str = "") -> str:
        """Return a query parameter given once."""
        return self.query[name][-1] if name in self.query else default

    def flag(self, name: str) -> bool:
        """Return a boolean query parameter; absent is false."""
        return self.text(name).lower() in _TRUE

    def all(self, name: str) -> Sequence[str]:
        """Return a query parameter that may be repeated."""
        return self.query.get(name, ())

    def readable(self) -> File:
        """Return the spreadsheet in the path, if the caller may read it."""
        return self.spreadsheet_file(self.path["spreadsheetId"])

    def writable(self) -> File:
        """Return the spreadsheet in the path, if the caller may edit it."""
        file = self.readable()
        file.check_writable(self.email)
        return file

    def spreadsheet_file(self, spreadsheet_id: str) -> File:
        """Return a spreadsheet by its id, if the caller may read it."""
        file = self.store.file(spreadsheet_id)
        file.check_readable(self.email)
        if file.mime_type != MIME_TYPE:
            raise NotASpreadsheetError
        return file

    def seen(self) -> File:
        """Return Drive's file in the path, if it is there for the caller."""
        file_id = self.path["fileId"]
        file = self.store.find(file_id)
        if file is None or file.role_of(self.email) is None:
            raise file_not_found(file_id)
        return file

    def edited(self) -> File:
        """Return Drive's file in the path, if the caller may change it."""
        file = self.seen()
        if not file.can_edit(self.email):
            raise not_allowed()
        return file


def asked_fields(query: Mapping[str, Sequence[str]], header: str) -> str:
    """Return the field mask of a call: a query parameter, or else `MASK_HEADER`."""
    for name in ("fields", f"{_SYSTEM}fields"):
        if query.get(name):
            return query[name][-1]
    return header


Operation: TypeAlias = Callable[[Call], "Json | Raw | None"]


class Route(NamedTuple):
    """A method of an API and what answers it.

    Attributes:
        verb: the HTTP method.
        pattern: regular expression for the whole path; its groups are the path
            parameters.
        api: the discovery document.
        name: the method in it.
        operation: makes the answer.
        masks_itself: the operation leaves out unwanted fields on its own.
        is_older: an older version of the method, whose answer is not described.
    """

    verb: str
    pattern: str
    api: str
    name: str
    operation: Operation
    masks_itself: bool = False
    is_older: bool = False

    @property
    def body_field(self) -> str:
        """The field of Google's request message that holds the body; "" is all."""
        return _BODY_FIELDS.get(self.name, "")

    @property
    def request(self) -> str | None:
        """The schema of the body."""
        return self._schema("request")

    @property
    def response(self) -> str | None:
        """The schema of the answer."""
        return None if self.is_older else self._schema("response")

    def _schema(self, side: str) -> str | None:
        described: Json = method(self.api, self.name).get(side, {})
        return described.get("$ref")

    def mask(self, fields: str) -> Mask:
        """Return which fields of the answer are wanted."""
        if not self.response:
            return EVERYTHING
        try:
            return answer_mask(self.api, self.response, fields)
        except RefusedError as error:
            if self.api == DRIVE:
                raise invalid_fields(error) from error
            raise

    @property
    def parameters(self) -> dict[str, Any]:
        """What the method takes in its path and query, by name."""
        own: dict[str, Any] = method(self.api, self.name).get("parameters", {})
        return own

    def check_path(self, path: Mapping[str, str]) -> None:
        """Refuse an id in the path that is not of its type."""
        for name, value in path.items():
            kind = self.parameters.get(name, {}).get("type")
            if kind == "integer" and not _is_int32(value):
                field = _field(name)
                shown = f"Invalid value at '{field}' (TYPE_INT32), \"{value}\""
                raise bad_field(field, shown)

    def check_query(self, query: Mapping[str, Sequence[str]]) -> None:
        """Refuse query parameters that the method does not have; Drive ignores them.

        Raises:
            RefusedError: the method has no such parameter, or it no such value.
            UnsupportedError: the answer is wanted in a form that is not JSON.
        """
        own = self.parameters
        system: dict[str, Any] = document(self.api)["parameters"]
        for name, values in query.items():
            described = own.get(name) or system.get(name)
            described = described or system.get(name.removeprefix(_SYSTEM))
            if self.api == DRIVE:
                described = described if described != system.get("alt") else None
            elif described is None:
                raise _unknown_parameter(name)
            _check_value(self.api, name, values[-1], described or {})
            if described and described == system.get("callback"):
                raise UnsupportedError(f"the query parameter {name}")


def _check_value(api: str, name: str, value: str, described: Json) -> None:
    allowed = described.get("enum")
    if allowed and value not in allowed:
        raise _no_such_value(api, name, value)
    if allowed and allowed == document(api)["parameters"]["alt"]["enum"]:
        if value != described["default"]:
            raise UnsupportedError(f"{name}={value}")
    elif described.get("type") == "boolean" and value.lower() not in _BOOLEANS:
        field = _field(name)
        raise bad_field(field, f"Invalid value at '{field}' (TYPE_BOOL), \"{value}\"")


def _field(name: str) -> str:
    return _CAPITAL.sub("_", name).lower()


def _is_int32(text: str) -> bool:
    return bool(_DIGITS.fullmatch(text)) and -(2**31) <= int(text) < 2**31


def _no_such_value(api: str, name: str, value: str) -> RefusedError:
    """Return the refusal of a query parameter that is none of its few values."""
    field = _field(name)
    kind = _ENUMS.get(name) or name.removeprefix("response")
    kind = f"type.googleapis.com/google.apps.{api}.{kind[0].upper()}{kind[1:]}"
    return bad_field(field, f"Invalid value at '{field}' ({kind}), \"{value}\"")


def _unknown_parameter(name: str) -> RefusedError:
    return bad_field(
        "",
        f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query '
        f"parameter. Field '{name}' could not be found in request message.",
    )
