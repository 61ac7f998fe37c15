"""Header words → column roles, in the languages sellers use.

The words are data, in ``headers.toml``; a word matches whole, never in part, so
that "Due date" cannot pass for "Date".
"""

import re
import tomllib
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

CUSTOMERS: Final = "customers"
ORDERS: Final = "orders"
KINDS: Final = (ORDERS, CUSTOMERS)

NOTHING_TOLD: Final[Mapping[int, str]] = {}

SAID_AGAIN: Final = frozenset({"name", "phone", "email"})
"""The roles that several columns may have."""

_OF_ORDERS_FIRST: Final = frozenset({"stage", "first_contact"})
_LATIN_ACCENTS: Final = re.compile("[\u0300-\u036f]")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BRACKETS: Final = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_LAST_NUMBER: Final = re.compile(r" \d$")
_NOT_A_WORD: Final = re.compile(r"[^\w\u0900-\u097f°]+|_")
_LATELY: Final = 512  # a row is read again as each kind, and under the row above
_SAME: Final = {"number": "no", "num": "no", "nos": "no", "nr": "no", "n°": "no"}


@lru_cache(_LATELY)
def header_key(header: str) -> str:
    """Return a header in the form in which words are compared.

    >>> header_key("InvoiceNo"), header_key("WhatsApp Number:"), header_key("Order #")
    ('invoice no', 'whats app no', 'order no')
    """
    text = _CAMEL.sub(" ", unicodedata.normalize("NFKC", header.strip()))
    text = _LATIN_ACCENTS.sub("", unicodedata.normalize("NFD", text.casefold()))
    text = unicodedata.normalize("NFC", text).replace("#", " no ")
    words = _NOT_A_WORD.sub(" ", text).split()
    return " ".join(_SAME.get(word, word) for word in words)


@cache
def _tables() -> Mapping[str, Mapping[str, list[str]]]:
    text = files("segments").joinpath("headers.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def role_words(kind: str) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """Return, for each word a column of this kind can be headed by, its roles.

    Each role comes with its rank: of two columns the one of lower rank wins.
    """
    words: dict[str, list[tuple[str, int]]] = {}
    for part in (kind, "people"):
        for role, spellings in _tables()[part].items():
            for rank, spelling in enumerate(spellings):
                words.setdefault(_squeezed(spelling), []).append((role, rank))
    return {word: tuple(roles) for word, roles in words.items()}


def _squeezed(header: str) -> str:
    return header_key(header).replace(" ", "")


@lru_cache(_LATELY)
def _roles(header: str, kind: str) -> tuple[tuple[str, int], ...]:
    bare = _BRACKETS.sub(" ", header)
    for spelling in (header, bare, _LAST_NUMBER.sub("", header_key(bare))):
        found = role_words(kind).get(_squeezed(spelling))
        if found:
            return found
    return _roles_of_either(bare.split("/"), kind)


def _roles_of_either(words: Sequence[str], kind: str) -> tuple[tuple[str, int], ...]:
    """Return the roles of "Client/Customer Name": of words that all mean the same."""
    found = [role_words(kind).get(_squeezed(word), ()) for word in words]
    said = {roles[0][0] for roles in found if roles}
    return found[0] if len(said) == 1 and all(found) else ()


def match_roles(
    headers: Sequence[str],
    kind: str,
    *,
    told: Mapping[int, str] = NOTHING_TOLD,
    doubtful: Collection[tuple[int, str]] = (),
) -> dict[str, int]:
    """Return role → position for the headers that are known in this kind of table.

    Args:
        headers: Header texts without currency; empty where there is none.
        kind: "customers" or "orders".
        told: Position → the role that the seller said it has, whatever its header.
        doubtful: Claims of a position to a role that come after all others.
    """
    roles = {role: index for index, role in told.items()}
    for index, role in claims_of(headers, kind, doubtful):
        if role not in roles and index not in told and index not in roles.values():
            roles[role] = index
    return roles


def roles_said_again(
    headers: Sequence[str],
    kind: str,
    roles: Mapping[str, int],
    *,
    but: Collection[int] = (),
) -> dict[str, tuple[int, ...]]:
    """Return role → further columns of a name, phone or e-mail, the likeliest first.

    Args:
        headers: As for ``match_roles``.
        kind: "customers" or "orders".
        roles: What ``match_roles`` returned for them.
        but: Positions that have no role, whatever their header.
    """
    taken = {*roles.values(), *but}
    again: dict[str, list[int]] = {}
    for index, role in claims_of(headers, kind):
        if role in SAID_AGAIN and index not in taken and role in roles:
            again.setdefault(role, []).append(index)
            taken.add(index)
    return {role: tuple(indexes) for role, indexes in again.items()}


def claims_of(
    headers: Sequence[str], kind: str, doubtful: Collection[tuple[int, str]] = ()
) -> list[tuple[int, str]]:
    """Return the columns and the roles they may have, the likeliest first."""
    claims = sorted(
        ((index, role) in doubtful, rank, index, role)
        for index, header in enumerate(headers)
        for role, rank in _roles(header, kind)
    )
    return [(index, role) for _, _, index, role in claims]


def role_of_word(word: str, kinds: Sequence[str]) -> str | None:
    """Return the role that a word stands for, by its own name or as a header would.

    None for a word that is not known, or means one thing in one kind of table and
    another in another, as "ID" does. "Date" and "status" are first of all an order's.
    """
    own = header_key(word).replace(" ", "_")
    if any(own in roles_of_kind(kind) for kind in kinds):
        return own
    found = {roles[0][0] for kind in kinds if (roles := _roles(word, kind))}
    if ORDERS in kinds and len(found) > 1:
        found -= _OF_ORDERS_FIRST
    return found.pop() if len(found) == 1 else None


def roles_of_kind(kind: str) -> tuple[str, ...]:
    """Return every role that a column of this kind of table can have."""
    return (*_tables()["people"], *_tables()[kind])


def is_other_date(header: str) -> bool:
    """Return whether a header speaks of a day that is not the day of an order."""
    others = set(_tables()["others"]["days"])
    return any(word.startswith(tuple(others)) for word in header_key(header).split())


def names_other_people(headers: Sequence[str]) -> bool:
    """Return whether a header says that the people listed are not customers."""
    others = {_squeezed(word) for word in _tables()["others"]["words"]}
    if any(_squeezed(header) in others for header in headers):
        return True
    alone = {_squeezed(word) for word in _tables()["others"]["alone"]}
    named = match_roles(headers, CUSTOMERS).keys() & {"name", "first_name"}
    return not named and any(_squeezed(header) in alone for header in headers)
