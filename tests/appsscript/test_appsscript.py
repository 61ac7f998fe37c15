"""The add-on's own JavaScript tests, types and lint, run from pytest."""

import json
import re
import subprocess
from pathlib import Path

import pytest

ADD_ON = Path(__file__).resolve().parents[2] / "appsscript"
MODULES = ADD_ON / "node_modules"
TAP_LINE = re.compile(r"^ *(ok|not ok) \d+ - (.*)$", re.MULTILINE)


def run(node: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [node, *words],
        cwd=ADD_ON,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_every_javascript_test_passes(node: str, subtests: pytest.Subtests) -> None:
    """Each test under appsscript/test passes, and one that fails is shown by name."""
    files = sorted(str(path) for path in ADD_ON.glob("test/*.test.js"))

    done = run(node, "--test", "--test-reporter=tap", *files)

    verdicts = TAP_LINE.findall(done.stdout)
    for verdict, name in verdicts:
        with subtests.test(name):
            assert verdict == "ok", "its message stands in the output below"
    assert len(verdicts) > len(files) > 0
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(not MODULES.exists(), reason="npm ci has not run in appsscript/")
@pytest.mark.parametrize(
    "tool",
    [
        ("typescript/bin/tsc", "--project", "tsconfig.json"),
        ("typescript/bin/tsc", "--project", "tsconfig.node.json"),
        ("eslint/bin/eslint.js", "--max-warnings", "0", "."),
    ],
    ids=["types of the add-on", "types of its tests", "lint"],
)
def test_the_javascript_is_clean(node: str, tool: tuple[str, ...]) -> None:
    """Types and lint have nothing to say about the add-on and its tests."""
    program, *words = tool

    done = run(node, str(MODULES / program), *words)

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_lock_file_names_no_host() -> None:
    """Packages are locked by version and checksum, not by where they came from."""
    packages = json.loads((ADD_ON / "package-lock.json").read_text("utf-8"))["packages"]

    locked = [entry for path, entry in packages.items() if path]

    assert all("integrity" in entry for entry in locked)
    assert not any("resolved" in entry for entry in locked)
    assert "omit-lockfile-registry-resolved=true" in (ADD_ON / ".npmrc").read_text()
