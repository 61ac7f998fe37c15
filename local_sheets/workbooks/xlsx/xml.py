"""Parts of a workbook as elements, without namespaces and without trust."""

import math
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

_TRUE = {"1", "true", "on"}


class _DoctypeError(ValueError):
    """The XML declares a document type, and with it perhaps entities."""


def parsed(raw: bytes) -> Element:
    """Return the root element of an XML part, names without their prefix.

    A damaged part, or one with a document type (workbooks have none, and only there can
    entities be declared), comes out as an element that holds nothing.
    """
    builder = TreeBuilder()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda name, attributes: builder.start(
        _local(name), {_local(key): value for key, value in attributes.items()}
    )
    parser.EndElementHandler = lambda name: builder.end(_local(name))
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(raw, True)  # noqa: FBT003 - expat takes no keywords
    except (expat.ExpatError, ValueError, LookupError):
        return Element("nothing")
    return builder.close()


def _refuse(*_: object) -> None:
    raise _DoctypeError


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def fragment(inner: bytes) -> Element:
    """Return elements that were cut out of a larger part, under a root of their own."""
    return parsed(b"<part>" + inner + b"</part>")


def is_on(element: Element | None, name: str = "val", *, unsaid: bool = True) -> bool:
    """Tell whether an element's flag is set; ``<b/>`` is on, no element is off."""
    if element is None:
        return False
    value = element.get(name)
    return unsaid if value is None else value in _TRUE


def number(element: Element | None, name: str) -> float | None:
    """Return an attribute as a number; None when it is not there or is none."""
    try:
        found = float(element.get(name, "")) if element is not None else math.nan
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def whole(element: Element | None, name: str, unsaid: int = -1) -> int:
    """Return an attribute as a whole number."""
    found = number(element, name)
    return int(found) if found is not None and abs(found) < 2**31 else unsaid


def children(root: Element, name: str) -> list[Element]:
    """Return what a list element such as ``<fonts>`` holds; empty without it."""
    found = root.find(name)
    return [] if found is None else list(found)
