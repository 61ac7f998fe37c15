"""The house keeps its shape: sizes, documented codes, sentences in tests."""

import ast
import re
from pathlib import Path

from sheets_sync import errors
from sheets_sync.errors import SheetSegmentsError
from tests.conftest import ROOT

PACKAGES = ("segments", "sheets_sync", "local_sheets", "deploy", "examples")
MODULES = sorted(
    path.relative_to(ROOT)
    for package in (*PACKAGES, "benchmarks")
    for path in (ROOT / package).rglob("*.py")
)
TESTS = sorted(path.relative_to(ROOT) for path in (ROOT / "tests").rglob("test_*.py"))
LONGEST_MODULE = 300
LONGEST_BODY = 40
SUPPRESSIONS = re.compile(r"# (?:noqa|type: ignore|pragma)")
MOST_SUPPRESSIONS = 30


def functions(path: Path):
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree) if isinstance(node, kinds)]


def body_lines(function) -> int:
    """Return a function's length without its docstring."""
    first = function.body[0]
    has_docstring = ast.get_docstring(function) is not None
    start = first.end_lineno + 1 if has_docstring else first.lineno
    return function.end_lineno - start + 1


def subclasses(kind):
    yield kind
    for one in kind.__subclasses__():
        yield from subclasses(one)


def test_modules_stay_short():
    """A long file has two jobs."""
    lines = {
        str(path): len((ROOT / path).read_text("utf-8").splitlines())
        for path in MODULES
    }

    assert {path: n for path, n in lines.items() if n > LONGEST_MODULE} == {}


def test_functions_stay_short():
    """A long function has two levels."""
    long = [
        f"{path}: {function.name}"
        for path in MODULES
        for function in functions(path)
        if body_lines(function) > LONGEST_BODY
    ]

    assert long == []


def test_every_test_says_what_it_shows():
    """A test's docstring is one sentence of behaviour."""
    silent = [
        f"{path}: {function.name}"
        for path in TESTS
        for function in functions(path)
        if function.name.startswith("test_") and not ast.get_docstring(function)
    ]

    assert silent == []


def test_every_error_code_is_documented_once():
    """The page on errors and the error tree name the same codes and statuses."""
    page = (ROOT / "docs" / "errors.md").read_text("utf-8")
    documented = dict(re.findall(r"^\| `(\w+)` \| (\d+) \|", page, re.MULTILINE))

    known = {
        kind.code: str(kind.http_status)
        for kind in subclasses(SheetSegmentsError)
        if "code" in vars(kind)
    }

    assert documented == known


def test_error_codes_are_unique():
    """A code means one thing."""
    codes = [
        kind.code
        for kind in subclasses(errors.SheetSegmentsError)
        if "code" in vars(kind)
    ]

    assert sorted(codes) == sorted(set(codes))


def test_few_warnings_are_silenced():
    """Each silenced warning is a debt, so they are counted."""
    count = sum(
        len(SUPPRESSIONS.findall((ROOT / path).read_text("utf-8"))) for path in MODULES
    )

    assert count <= MOST_SUPPRESSIONS
