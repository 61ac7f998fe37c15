"""Steps → lines that a shell runs, with every value quoted."""

import shlex
from collections.abc import Mapping, Sequence

from deploy.steps import PLACEHOLDER, Command, Step


def shell_lines(steps: Sequence[Step], config: Mapping[str, str]) -> list[str]:
    """Write each step as one line; a saved value becomes a shell variable."""
    return [_line(step, config) for step in steps]


def _line(step: Step, config: Mapping[str, str]) -> str:
    command = _words(step.command, config)
    if step.save_as:
        return f'{step.save_as.upper()}="$({command})"'
    if not step.unless:
        return command
    probe = f"{_words(step.unless, config)} >/dev/null 2>&1"
    if not step.otherwise:
        return f"{probe} || {command}"
    return f"if {probe}; then {_words(step.otherwise, config)}; else {command}; fi"


def _words(command: Command, config: Mapping[str, str]) -> str:
    return " ".join(_word(word, config) for word in command)


def _word(word: str, config: Mapping[str, str]) -> str:
    """Quote a word, leaving each value that is not known yet as a quoted variable."""
    quoted, known = "", ""
    for index, piece in enumerate(PLACEHOLDER.split(word)):
        is_name = index % 2 == 1
        if is_name and piece not in config:
            quoted += (shlex.quote(known) if known else "") + f'"${piece.upper()}"'
            known = ""
        else:
            known += config[piece] if is_name else piece
    return quoted + (shlex.quote(known) if known or not quoted else "")
