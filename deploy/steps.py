"""A step of the deployment, as data: shared by the plan, the printer and the runner."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

PLACEHOLDER = re.compile(r"\$\{([\w.]+)\}")
"""``${name}``: a value of the config file, or one that an earlier step saves."""

Command = tuple[str, ...]
"""The words of a command, some still holding ``${name}``."""


@dataclass(frozen=True, slots=True)
class Step:
    """One command.

    With ``unless``, it runs only where that command fails, and ``otherwise`` runs where
    it succeeds. With ``save_as``, what it prints becomes the value of that name.
    """

    command: Command
    unless: Command = ()
    otherwise: Command = ()
    save_as: str = ""


def filled(command: Command, values: Mapping[str, str]) -> list[str]:
    """Put the values into a command, word by word; each must be known by now."""
    return [PLACEHOLDER.sub(lambda match: values[match[1]], word) for word in command]
