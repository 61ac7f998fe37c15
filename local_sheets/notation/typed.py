"""What a person types into a cell: text to value and number format (USER_ENTERED)."""

from local_sheets.grid.model import Formula, Json
from local_sheets.notation.locales import conventions
from local_sheets.notation.typed_dates import FIRST_LETTERS, typed_moment
from local_sheets.notation.typed_numbers import Typed, typed_number

_MAX_DIGITS = 15
_BOOLEANS = {"true": True, "false": False}
# How text that begins with a letter must begin to be a date or a boolean.
_WORDS = FIRST_LETTERS | {word[:3] for word in _BOOLEANS}
_DATES = {"DATE", "DATE_TIME"}
# Typing these into a cell that has a format already leaves it as it is.
_MODEST = {"NUMBER", "SCIENTIFIC"}


class Typist:
    """Reads typed text by the conventions of one locale, each distinct text once.

    Args:
        locale: such as ``en_GB``.
        keeps_codes: leave ``007``, ``+44…`` and digits beyond float precision as text,
            because in a file they are phone numbers and ids. Google's own
            USER_ENTERED turns them into numbers.
    """

    def __init__(self, locale: str, *, keeps_codes: bool = False) -> None:
        self._written = conventions(locale)
        self._keeps_codes = keeps_codes
        self._seen: dict[str, Typed] = {}

    def read(self, text: str) -> Typed:
        """Return what a cell holds after this text is typed into it."""
        typed = self._seen.get(text)
        if typed is None:
            typed = self._seen[text] = self._parsed(text)
        return typed

    def _parsed(self, text: str) -> Typed:
        plain = text.strip()
        if not plain:
            return Typed(text or None)
        if not self._keeps_codes and len(plain) > 1 and plain[0] in "'=":
            return Typed(plain[1:] if plain[0] == "'" else Formula(plain, None))
        if plain[0].isalpha() and not self._may_begin(plain):
            return Typed(text)
        if plain.lower() in _BOOLEANS:
            return Typed(_BOOLEANS[plain.lower()])
        if self._keeps_codes and _is_code(plain):
            return Typed(text)
        found = typed_number(plain, self._written) or typed_moment(
            plain, self._written, strict=self._keeps_codes
        )
        if found is None and plain[0] == "+" and len(plain) > 1:
            found = None if self._keeps_codes else Typed(Formula(f"={plain}", None))
        return found or Typed(text)

    def _may_begin(self, plain: str) -> bool:
        """Tell whether text that begins with a letter may be more than text."""
        return plain[:3].lower() in _WORDS or plain.startswith(self._written.currency)


def replaces(typed: Json, present: Json) -> bool:
    """Tell whether the format that typing brings takes the place of a cell's own."""
    kind, own = typed.get("type"), present.get("type")
    if not own:
        return True
    return kind not in _MODEST and kind != own and not {kind, own} <= _DATES


def _is_code(plain: str) -> bool:
    digits = plain.lstrip("-")
    if plain[0] == "+" or (digits[:1] == "0" and digits[1:2].isdigit()):
        return True
    return digits.isdigit() and len(digits) > _MAX_DIGITS
