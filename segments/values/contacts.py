"""E-mail addresses, social handles and names → the form in which they are compared."""

import re
import unicodedata
from typing import Final

_EMAIL: Final = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")
_NOBODYS: Final = re.compile(
    r"(?:no[._-]?(?:e?mail|reply|one)|none|n[./_-]?a|nil|null|unknown|test|x+)@.*"
)
_HANDLE: Final = re.compile(r"[\w.\-]{2,40}")
_LINK: Final = re.compile(r"^(?:https?://)?(?:www\.)?[a-z]+\.com/", re.IGNORECASE)
_NOTHING: Final = {
    "none",
    "nil",
    "na",
    "n a",
    "no",
    "nan",
    "null",
    "unknown",
    "no name",
}
_GENERIC: Final = _NOTHING | {
    *("walk in", "walkin", "walk in customer", "walkin customer", "cash", "cash sale"),
    *("cash customer", "guest", "guest customer", "customer", "client", "buyer"),
    *("anonymous", "various", "misc", "miscellaneous", "retail", "retail customer"),
    *("counter sale", "counter sales", "pos", "pos sale", "unnamed", "test", "new"),
    *("new customer", "someone", "random", "others", "other", "individual", "-"),
}


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
    plain = unicodedata.normalize("NFD", text.casefold())
    return " ".join(re.sub("[\u0300-\u036f]", "", plain).split())


def is_generic(text: str) -> bool:
    """Return whether a name stands for nobody in particular, as "Walk-in" does."""
    words = re.sub(r"[^\w]+|_", " ", name_key(text)).split()
    return not words or " ".join(words) in _GENERIC
