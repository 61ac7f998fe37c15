"""One API call, taken apart and held against the discovery document."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from local_sheets.discovery import document, method
from local_sheets.discovery.fields import Mask
from local_sheets.errors import RefusedError, bad_field
from local_sheets.grid.model import Json
from local_sheets.storage.files import File
from local_sheets.storage.store import Store

_TRUE = "true"


class Raw(NamedTuple):
    """An answer that is not JSON."""

    body: bytes
    mime_type: str


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
    """

    store: Store
    email: str
    path: Mapping[str, str]
    query: Mapping[str, Sequence[str]]
    body: Json
    mask: Mask

    def text(self, name: str, default: str = "") -> str:
        """Return a query parameter given once."""
        return self.query[name][-1] if name in self.query else default

    def flag(self, name: str) -> bool:
        """Return a boolean query parameter; absent is false."""
        return self.text(name).lower() == _TRUE

    def all(self, name: str) -> Sequence[str]:
        """Return a query parameter that may be repeated."""
        return self.query.get(name, ())

    def readable(self) -> File:
        """Return the file in the path, if the caller may read it."""
        file = self._file()
        file.check_readable(self.email)
        return file

    def writable(self) -> File:
        """Return the file in the path, if the caller may edit it."""
        file = self._file()
        file.check_writable(self.email)
        return file

    def _file(self) -> File:
        named = self.path.get("spreadsheetId") or self.path["fileId"]
        return self.store.file(named)


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
    """

    verb: str
    pattern: str
    api: str
    name: str
    operation: Operation
    masks_itself: bool = False

    @property
    def request(self) -> str | None:
        """The schema of the body."""
        return self._schema("request")

    @property
    def response(self) -> str | None:
        """The schema of the answer."""
        return self._schema("response")

    def _schema(self, side: str) -> str | None:
        described: Json = method(self.api, self.name).get(side, {})
        return described.get("$ref")

    def check_query(self, query: Mapping[str, Sequence[str]]) -> None:
        """Refuse query parameters that the method does not have."""
        own: dict[str, Any] = method(self.api, self.name).get("parameters", {})
        for name, values in query.items():
            described = own.get(name) or document(self.api)["parameters"].get(name)
            if described is None:
                raise _unknown_parameter(name)
            allowed = described.get("enum")
            if allowed and name != "alt" and values[-1] not in allowed:
                raise RefusedError(
                    f"Invalid value at '{name}' (TYPE_ENUM), \"{values[-1]}\""
                )


def _unknown_parameter(name: str) -> RefusedError:
    return bad_field(
        "",
        f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query '
        f"parameter. Field '{name}' could not be found in request message.",
    )
