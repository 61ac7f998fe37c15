"""Runs steps, and stops at the first that fails."""

import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from deploy.errors import DeployError
from deploy.steps import Step, filled

CHECKOUT = Path(__file__).resolve().parent.parent


class Runner(Protocol):
    """Runs a command and returns its exit code and what it printed."""

    def __call__(
        self, command: Sequence[str], *, may_fail: bool = False
    ) -> tuple[int, str]:
        """Run ``command``; with ``may_fail``, keep its complaints off the terminal."""


def apply(
    steps: Sequence[Step], config: Mapping[str, str], run: Runner
) -> dict[str, str]:
    """Run the steps in order and return the config with every saved value added.

    Raises:
        DeployError: A command failed; nothing after it was run.
    """
    values = dict(config)
    for number, step in enumerate(steps, start=1):
        command = _chosen(step, values, run)
        code, printed = run(command) if command else (0, "")
        if code != 0:
            raise DeployError(
                f"Step {number} of {len(steps)} ended with code {code}: "
                f"{shlex.join(command)}\nNothing after it was run. Steps can be "
                "repeated: deal with gcloud's message above and deploy again."
            )
        if step.save_as:
            values[step.save_as] = printed.strip()
    return values


def _chosen(step: Step, values: Mapping[str, str], run: Runner) -> list[str]:
    """Fill in the command that a step comes down to now; empty when it needs none."""
    exists = step.unless and run(filled(step.unless, values), may_fail=True)[0] == 0
    return filled(step.otherwise if exists else step.command, values)


def run_command(command: Sequence[str], *, may_fail: bool = False) -> tuple[int, str]:
    """Run a command in the checkout and return its exit code and what it printed.

    Raises:
        DeployError: The program is not installed.
    """
    if not may_fail:
        print(f"> {shlex.join(command)}", file=sys.stderr)
    try:
        done = subprocess.run(
            command,
            cwd=CHECKOUT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if may_fail else None,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        raise DeployError(f"{command[0]} is not installed, or not on PATH.") from None
    return done.returncode, done.stdout
