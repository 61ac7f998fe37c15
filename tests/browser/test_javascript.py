"""The desk page's JavaScript, held against types and lint."""

import subprocess

import pytest

from tests.conftest import ROOT

NODE_MODULES = ROOT / "appsscript" / "node_modules"


@pytest.mark.skipif(
    not NODE_MODULES.exists(), reason="npm ci has not run in appsscript/"
)
@pytest.mark.parametrize(
    "tool",
    [
        ("typescript/bin/tsc", "--project", "tests/browser/tsconfig.json"),
        (
            "eslint/bin/eslint.js",
            "--max-warnings=0",
            "--config=tests/browser/eslint.config.mjs",
            "local_sheets/desk",
        ),
    ],
    ids=["types", "lint"],
)
def test_the_javascript_of_the_page_is_clean(node, tool):
    """Types and lint have nothing to say about the page."""
    program, *words = tool

    done = subprocess.run(
        [node, str(NODE_MODULES / program), *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
