"""Forms that ask for texts: "Chennai, Pune", "<>London", "*bridal*", "blank", "yes"."""

import re
from collections.abc import Sequence
from typing import Final

from segments.criteria.forms import EVERY, TEXTS, Asked, Build, Form, verbose
from segments.criteria.model import (
    AnyOf,
    Blank,
    Criterion,
    Not,
    OneOf,
    Opposite,
    YesNo,
)
from segments.fields import Topic, Unit
from segments.values.statuses import read_yes_no

_BLANK: Final = r"(?: blank | empty | none | nothing | is\ (?:blank|empty) | = )"
_FILLED: Final = (
    r"(?: (?:is\ )? not\ (?:blank|empty) | any(?:thing)? | filled(?:\ in)? | known"
    r" | <> | ! )"
)
_QUOTES: Final = '"“”„«»'
_ITEM: Final = re.compile(
    rf"\s*(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)[{_QUOTES}]"
    r"|(?P<plain>(?:(?!\s+or\s)[^,;])+))\s*(?:[,;]|\s+or\s|$)\s*(?:or\s+)?",
    re.IGNORECASE,
)
_EXPLICIT: Final = verbose(
    rf"(?: <> | != | ≠ | = | > | < | not\b | contains?\b | includes?\b | has\b"
    rf" | (?:starts?|begins?|ends?)\ with\b | do(?:es)?(?:n't|n’t|\ not)\b"
    rf" | {_BLANK}$ | {_FILLED}$ | [^{_QUOTES}]*\* ) .*"
)


def is_explicit(text: str) -> bool:
    """Return whether a text says how it is to be compared: "<>London", "*gold*"."""
    return bool(_EXPLICIT.fullmatch(text))


def listed(text: str) -> tuple[str, ...]:
    """Return the texts of a list; in quotation marks commas and "or" are letters.

    >>> listed('Chennai, Pune or "Trinidad, Port of Spain"')
    ('Chennai', 'Pune', 'Trinidad, Port of Spain')
    """
    items = (
        found["quoted"] if found["quoted"] is not None else found["plain"]
        for found in _ITEM.finditer(text)
    )
    return tuple(dict.fromkeys(item.strip() for item in items if item.strip()))


def _one_of(text: str, around: str = "{}") -> OneOf | None:
    texts = listed(text)
    return OneOf(tuple(around.format(one) for one in texts)) if texts else None


def _plain(found: re.Match[str], _asked: Asked) -> Criterion | None:
    if found["texts"].startswith((">", "<", "≥", "≤")):
        return None
    texts = _one_of(found["texts"])
    if texts is None:
        return None
    named = tuple(one for one in texts.texts if one.casefold() not in _NOTHING)
    if len(named) == len(texts.texts) or not named:
        return texts
    return AnyOf((OneOf(named), Blank()))


_NOTHING: Final = frozenset({"blank", "empty"})


def _except(found: re.Match[str], asked: Asked) -> Criterion | None:
    others = _one_of(found["texts"])
    if others is None:
        return None
    in_words = found["sign"].casefold() == "not"
    if not in_words or asked.fact.topic is Topic.PLACE or len(others.texts) > 1:
        return Opposite(others)
    return Not(OneOf((found[0],)), others)


def _like(around: str, *, opposite: bool = False) -> Build:
    def build(found: re.Match[str], _asked: Asked) -> Criterion | None:
        texts = _one_of(found["texts"], around)
        return texts and (Opposite(texts) if opposite else texts)

    return build


def _blank(_found: re.Match[str], asked: Asked) -> Criterion:
    return YesNo(wanted=False) if asked.fact.unit is Unit.YES_NO else Blank()


def _filled(_found: re.Match[str], asked: Asked) -> Criterion:
    return YesNo(wanted=True) if asked.fact.unit is Unit.YES_NO else Opposite(Blank())


def _yes_no(found: re.Match[str], asked: Asked) -> Criterion | None:
    wanted = read_yes_no(found["answer"])
    bare = found["answer"].isdigit() or found["answer"].casefold() in {"x", "done"}
    if wanted is None or (bare and asked.fact.unit is Unit.ANY):
        return None
    return YesNo(wanted if found["no"] is None else not wanted)


def _text(name: str, example: str, meaning: str, pattern: str, build: Build) -> Form:
    fact = "Favourite product"
    return Form(name, example, fact, meaning, TEXTS, verbose(pattern), build)


def joined(texts: Sequence[str]) -> str:
    """Return texts as a list in words: "Cake, Pie or Bun"."""
    return " or ".join(filter(None, [", ".join(texts[:-1]), *texts[-1:]]))


COMMON_FORMS: Final = (
    Form(
        "Blank",
        "blank",
        "City",
        "Nothing is known; also: empty. Of orders: has not ordered.",
        EVERY,
        verbose(_BLANK),
        _blank,
    ),
    Form(
        "Not blank",
        "not blank",
        "City",
        "Something is known.",
        EVERY,
        verbose(_FILLED),
        _filled,
    ),
    Form(
        "Yes or no",
        "yes",
        "Has phone",
        "Yes; a blank cell is a no.",
        frozenset({Unit.YES_NO, Unit.ANY}),
        verbose(r"(?P<no> <> | not\ )? \s* (?:=|is\ )? \s* (?P<answer>.{1,12})"),
        _yes_no,
    ),
)
"""Forms of all facts, and of yes or no."""

TEXT_FORMS: Final = (
    _text(
        "Contains",
        "contains gold",
        "The text has gold in it; also: *gold*.",
        r"(?: contains? | includes? | containing | has ) \s+ (?P<texts>.+)",
        _like("*{}*"),
    ),
    _text(
        "Does not contain",
        "does not contain gold",
        "The text is blank or has no gold in it.",
        r"(?: do(?:es)?(?:n't|n’t|\ not)\ (?:contain|include|have)"
        r" | not\ (?:contains?|containing|includes?|including) | without )"
        r" \s+ (?P<texts>.+)",
        _like("*{}*", opposite=True),
    ),
    _text(
        "Starts with",
        "starts with gold",
        "The text begins so; also: gold*.",
        r"(?: starts?\ with | begins?\ with | starting\ with ) \s+ (?P<texts>.+)",
        _like("{}*"),
    ),
    _text(
        "Ends with",
        "ends with ring",
        "The text ends so; also: *ring.",
        r"(?: ends?\ with | ending\ with ) \s+ (?P<texts>.+)",
        _like("*{}"),
    ),
    _text(
        "None of",
        "<>Cake, Pie",
        "Neither of them; blank cells too; also: not Cake.",
        r"(?P<sign> <> | != | ≠ | not ) \s* (?P<texts>.+)",
        _except,
    ),
    _text(
        "One of",
        "Cake, Pie",
        "One of them; also: Cake or Pie. * stands for any letters, ? for one.",
        r"(?: = | is\s )? \s* (?P<texts>.+)",
        _plain,
    ),
)
"""In the order in which they are tried; the last takes any text."""
