"""Ready-made rule tables, shipped as data and fitted to the shop's own figures."""

from segments.schemes.fitting import fit_scheme
from segments.schemes.loading import (
    Scheme,
    SchemeRule,
    load_scheme,
    scheme_names,
    value_order,
)

__all__ = [
    "Scheme",
    "SchemeRule",
    "fit_scheme",
    "load_scheme",
    "scheme_names",
    "value_order",
]
