"""Readability of the code: functions fit on a screen and breathe, names and docstrings are plain."""

import ast
import re
from collections.abc import Iterable, Iterator

from architecture.source_tree import ROOT, modules, nodes_of, none_of

LONGEST = 60  # lines of a function, its docstring left out
IN_ONE_BREATH = 15  # lines of code, after which a function has a blank line
SAY_NOTHING = {"found", "results", "asking", "line", "shown", "asked"}
PARTICIPLES = {
    *("Asked", "Asking", "Bounded", "Bounding", "Broken", "Carried", "Charted", "Checked", "Cleared"),
    *("Compared", "Decided", "Described", "Established", "Excluded", "Followed", "Found", "Given", "Halved"),
    *("Halving", "Held", "Joined", "Judged", "Kept", "Known", "Listed", "Made", "Measured", "Met", "Mixed"),
    *("Numbered", "Placed", "Proved", "Pruned", "Reached", "Read", "Reading", "Remembered", "Said", "Saved"),
    *("Settled", "Shown", "Solved", "Solving", "Sought", "Spanned", "Stated", "Synchronized", "Told"),
    *("Truncated", "Unbounded", "Unbroken", "Written"),
}


def functions() -> Iterator[tuple[str, int]]:
    """The name of each function of the package, and its lines without the docstring's."""
    for module in modules():
        for node in nodes_of(module):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                told = node.body[0] if ast.get_docstring(node) is not None else None
                yield f"{module}.{node.name}", lines_of(node) - (lines_of(told) if told else 0)


def lines_of(node: ast.stmt) -> int:
    """The lines that a statement takes."""
    return node.end_lineno - node.lineno + 1


def breathless(source: str, nodes: Iterable[ast.AST]) -> Iterator[str]:
    """The names of functions with many lines of code and no blank one; one statement may be as long."""
    lines = [line.strip() for line in source.splitlines()]
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[ast.get_docstring(node) is not None :]
            own = lines[body[0].lineno - 1 : body[-1].end_lineno] if len(body) > 1 else []
            code = [line for line in own if line and not line.startswith("#")]
            if len(code) > IN_ONE_BREATH and all(own):
                yield f"{node.name}: {len(code)} lines"


def classes() -> Iterator[str]:
    """The name of each class of the package."""
    for module in modules():
        for node in nodes_of(module):
            if isinstance(node, ast.ClassDef):
                yield f"{module}.{node.name}"


def last_word(name: str) -> str:
    """The word that says what a class is: ``Verdict`` of ``OptionVerdict``."""
    return re.findall(r"[A-Z][a-z]*", name)[-1]


def test_no_function_is_longer_than_a_screen():
    every = list(functions())
    assert len(every) > 1000
    none_of(f"{name}: {lines} lines" for name, lines in every if lines > LONGEST)


def breath_lost(lines: list[str]) -> list[str]:
    """The offenders in a piece of code."""
    source = "\n".join(lines)
    return list(breathless(source, ast.parse(source).body))


def test_long_functions_breathe():
    long = ["def f():", *["    a = 1"] * (IN_ONE_BREATH + 1)]
    assert breath_lost(long) == ["f: 16 lines"]
    assert not breath_lost(long[:-1])
    assert not breath_lost([*long[:3], "", *long[3:]])

    none_of(
        f"{module}.{offender}"
        for module, path in modules().items()
        for offender in breathless(path.read_text(encoding="utf-8"), nodes_of(module))
    )


def test_no_file_has_a_name_that_says_nothing():
    none_of(m for m in modules() if m.split(".")[-1] in SAY_NOTHING)


def test_no_class_is_called_by_a_participle():
    assert last_word("_ParetoRankingFound") == "Found"
    none_of(name for name in classes() if last_word(name) in PARTICIPLES)


# Places on a sheet, which nobody reads as numbers.
IN_POINTS = {"views.tikz_code", "views.pages.report_inputs"}


def formatted() -> Iterator[tuple[str, str]]:
    """Each module, and each format by which it writes a number with so many digits."""
    for module in modules():
        for node in nodes_of(module):
            if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
                spec = "".join(str(getattr(part, "value", "")) for part in node.format_spec.values)
                if re.search(r"[efgEFG%]$", spec) and node.conversion == -1:
                    yield module, spec


def test_numbers_are_rounded_by_one_function():
    assert {module for module, _ in formatted()} <= IN_POINTS
    assert {spec for _, spec in formatted()} == {".2f"}


FOLDERS = ("gametheory_paradox", "tests", "benchmarks", "docs", "examples")
# Pragmas are about the statement that ends there.
BEHIND = re.compile(r"^ *[])}][^#\n]*  # (?!fmt: |type: |noqa).*", re.MULTILINE)


def behind_brackets() -> Iterator[str]:
    """Each comment behind a bracket that closes several lines, in the package and beside it."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for found in BEHIND.findall(path.read_text(encoding="utf-8")):
                yield f"{path.relative_to(ROOT)}: {found.strip()}"


def test_comments_stand_above_a_statement_of_several_lines_and_not_behind_its_bracket():
    assert BEHIND.search("for few in (\n    one,\n):  # why")
    assert BEHIND.search("few: dict[\n    str, int\n] = {}  # why")
    assert not BEHIND.search("few = (\n    1,\n)  # fmt: skip")
    assert not BEHIND.search("few = (1, 2)  # why")
    none_of(behind_brackets())
