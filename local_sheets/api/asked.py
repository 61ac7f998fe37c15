"""What an HTTP request asks for, before anybody knows which method it means."""

import zlib
from dataclasses import dataclass
from urllib.parse import parse_qs

from flask import Request

from local_sheets.api.parsing import parsed
from local_sheets.errors import ApiError, bad_field
from local_sheets.grid.model import JsonValue

UPLOADS = "/upload/"
MAX_BODY_BYTES = 512 * 2**20
_FORM = "application/x-www-form-urlencoded"
_OVERRIDE = "X-HTTP-Method-Override"
_LONGEST_ECHO = 200
_INVALID = "Invalid JSON payload received."


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, taken apart.

    Attributes:
        method: the HTTP method, after `X-HTTP-Method-Override`.
        path: the decoded path.
        query: the query parameters, each a list in the order sent.
        raw: the body as bytes, uncompressed.
        content_type: of the body, in small letters and without parameters.
    """

    method: str
    path: str
    query: dict[str, list[str]]
    raw: bytes
    content_type: str

    def json(self) -> JsonValue:
        """Return the body as JSON; an empty one, or an upload, is an empty object.

        Raises:
            RefusedError: it is not a JSON object, or a form.
        """
        if not self.raw or self.path.startswith(UPLOADS):
            return {}
        if self.content_type == _FORM:
            raise _form_refused(self.raw)
        body = parsed(self.raw)
        if not isinstance(body, dict):
            message = f'{_INVALID} Unknown name "": Root element must be a message.'
            raise bad_field("", message)
        return body


def asked(request: Request) -> Asked:
    """Return what a request asks for.

    Clients send a GET with a very long query as a POST with the query in its body.

    Raises:
        ApiError: the body is too large, or compressed in a way nobody reads.
    """
    method = request.headers.get(_OVERRIDE, request.method).upper()
    query = request.args.to_dict(flat=False)
    raw = uncompressed(
        request.get_data(cache=False),
        request.headers.get("Content-Encoding", "identity").lower(),
    )
    if method == "GET" and request.method == "POST":
        query |= parse_qs(raw.decode("utf-8", "replace"), keep_blank_values=True)
        raw = b""
    return Asked(method, request.path, query, raw, request.mimetype)


def uncompressed(raw: bytes, encoding: str, limit: int = MAX_BODY_BYTES) -> bytes:
    """Return a body as it was before it was compressed.

    Raises:
        ApiError: it cannot be unpacked, or not within the limit.
    """
    if encoding == "identity":
        return raw
    if encoding != "gzip":
        raise ApiError(415, f"local_sheets does not read Content-Encoding {encoding}.")
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        body = unpacker.decompress(raw, limit)
    except zlib.error as error:
        raise ApiError(400, f"The body is not gzip: {error}.") from error
    if not unpacker.eof:
        raise ApiError(413, "The body is cut off, or larger than local_sheets reads.")
    return body


def _form_refused(raw: bytes) -> ApiError:
    """Return Google's answer to JSON sent as a form: no such query parameter."""
    name = raw.decode("utf-8", "replace").partition("=")[0][:_LONGEST_ECHO]
    return bad_field(
        "",
        f'{_INVALID} Unknown name "{name}": Cannot bind query '
        f"parameter. Field '{name}' could not be found in request message.",
    )
