"""What an upload brings: the file itself, and perhaps its metadata before it."""

import email.policy
import json
from email.message import EmailMessage, Message
from email.parser import BytesParser
from typing import NamedTuple

from local_sheets.api.drive_errors import DriveError, invalid_value
from local_sheets.errors import UnsupportedError
from local_sheets.grid.model import JsonValue

_PARTS = 2


class Media(NamedTuple):
    """The content of an uploaded file."""

    body: bytes
    mime_type: str


def received(
    upload_type: str, content_type: str, raw: bytes
) -> tuple[JsonValue, Media]:
    """Return the metadata and the content of an upload.

    Args:
        upload_type: the ``uploadType`` of the call.
        content_type: the header of that name.
        raw: the body of the call.

    Raises:
        DriveError: not an upload of that type.
        UnsupportedError: an upload in several calls.
    """
    if upload_type == "media":
        return {}, Media(raw, content_type.partition(";")[0].strip())
    if upload_type == "multipart":
        return _both(content_type, raw)
    if upload_type == "resumable":
        raise UnsupportedError("resumable uploads")
    raise invalid_value("uploadType")


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _both(content_type: str, raw: bytes) -> tuple[JsonValue, Media]:
    parser = BytesParser(EmailMessage, policy=email.policy.HTTP)
    whole = parser.parsebytes(f"Content-Type: {content_type}\r\n\r\n".encode() + raw)
    parts = list(whole.iter_parts())
    if len(parts) != _PARTS:
        message = "Malformed multipart body."
        raise DriveError(400, message, "badContent")
    metadata, content = map(_payload, parts)
    try:
        described = json.loads(metadata)
    except ValueError:
        raise DriveError(400, "Parse Error", "parseError") from None
    return described, Media(content, parts[1].get_content_type())
