"""E-mail addresses, social handles and names → the form in which they are compared."""

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

_EMAIL: Final = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")
_NOBODYS: Final = re.compile(
    r"(?:no[._-]?(?:e?mail|reply|one)|none|n[./_-]?a|nil|null|unknown|test|x+)@.*"
)
_HANDLE: Final = re.compile(r"[\w.\-]{2,40}")
_LINK: Final = re.compile(r"^(?:https?://)?(?:www\.)?[a-z]+\.com/", re.IGNORECASE)
_PUNCTUATION: Final = re.compile(r"[^\w\u0900-\u097f]+|_")
_LATIN_ACCENTS: Final = re.compile("[\u0300-\u036f]")
_LAST_NUMBER: Final = re.compile(r" \d{1,4}$")


def read_email(text: str) -> str | None:
    """Return an e-mail address in lower case; None when it is nobody's."""
    email = text.strip().strip("<>'\".,;").removeprefix("mailto:").casefold()
    if _NOBODYS.fullmatch(email):
        return None
    return email if _EMAIL.fullmatch(email) else None


def read_handle(text: str) -> str | None:
    """Return a social handle without @ or link, in lower case; None if it is none."""
    handle = _LINK.sub("", text.strip()).split("?")[0]
    handle = handle.strip("/ ").lstrip("@").strip().casefold()
    return handle if _HANDLE.fullmatch(handle) and not is_generic(handle) else None


def read_customer_id(text: str) -> str | None:
    """Return a customer id; None for what shops write for guests: 0, "guest", "n/a"."""
    return None if not text.strip("0 ") or is_generic(text) else text


def name_key(text: str) -> str:
    """Return a name without case, accents and doubled spaces, for comparison."""
    plain = text.casefold()
    if not plain.isascii():
        plain = _LATIN_ACCENTS.sub("", unicodedata.normalize("NFD", plain))
    return " ".join(plain.split())


def name_words(key: str) -> tuple[str, ...]:
    """Return the words of a name key without the punctuation around them."""
    return tuple(_PUNCTUATION.sub(" ", key).split())


def is_generic(text: str) -> bool:
    """Return whether a text stands for nobody in particular, as "Walk-in" does."""
    return _is_general(_phrase(text))


def is_nobodys_name(text: str) -> bool:
    """Return whether a name is general or one that is only counted, as "Guest 2".

    >>> is_nobodys_name("Walk-in customer 2"), is_nobodys_name("Customer 2")
    (True, False)
    """
    phrase = _phrase(text)
    counted = _LAST_NUMBER.sub("", phrase)
    return _is_general(phrase) or counted in _nobodies().counted


def _is_general(phrase: str) -> bool:
    return not phrase or phrase in _nobodies().alone


def _phrase(text: str) -> str:
    return " ".join(name_words(name_key(text)))


class _Nobodies(NamedTuple):
    alone: frozenset[str]
    counted: frozenset[str]


@cache
def _nobodies() -> _Nobodies:
    text = files("segments").joinpath("nobody.toml").read_text("utf-8")
    said: dict[str, list[str]] = tomllib.loads(text)
    somebody = [
        f"{who} {then}" for who in said["somebody"] for then in ("", *said["then"])
    ]
    counted = frozenset(map(_phrase, [*somebody, *said["phrases"]]))
    alone = frozenset(map(_phrase, [*said["nothing"], *said["bare"]]))
    return _Nobodies(alone | counted, counted)
