"""Docstrings begin with a noun or a verb, and those of kernels give the shapes and dtypes of arrays."""

import ast
import re
from collections.abc import Iterator

from architecture.source_tree import ROOT, modules, none_of, tree_of

WHOLE = ("gametheory_paradox", "benchmarks", "docs", "examples")
OPENINGS = {"What", "How", "Whether", "Where", "Which", "That", "Who"}
HOLDERS = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
ARRAYS = {
    *("Array", "FloatArrays", "Floats", "IntArray", "Integers", "Mask", "NDArray", "Numbers", "Signs"),
    "Sizes",
}
DTYPE = re.compile(r"\b(u?int\d+|float64|bool|object|dtype)\b")
NAMED = re.compile(r"^(\w+(?:, \w+)*)(?: : (.*)| *)$")  # of an argument or a field, or several


def docstrings() -> Iterator[tuple[str, str]]:
    """Each docstring and where it stands: all of the code's, and those of the tests' modules."""
    for folder in (*WHOLE, "tests"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for node in ast.walk(tree) if folder in WHOLE else [tree]:
                if isinstance(node, HOLDERS) and (text := ast.get_docstring(node)):
                    yield f"{path.relative_to(ROOT)}: {getattr(node, 'name', 'the module')}", text


def begins_badly(text: str) -> bool:
    """True of a docstring that begins as a question would."""
    return re.split(r"\W", text, maxsplit=1)[0] in OPENINGS


def holds_arrays(hint: ast.expr | None) -> bool:
    """True of a type of which some part is an array; a function is none."""
    text = "" if hint is None else ast.unparse(hint)
    return not text.startswith("Callable") and bool(ARRAYS & set(re.findall(r"\w+", text)))


def arrays_of(node: ast.FunctionDef | ast.ClassDef) -> Iterator[str]:
    """The arguments of a function, or of what makes a class, that are arrays; and ``returns``."""
    if isinstance(node, ast.ClassDef):
        fields = [own for own in node.body if isinstance(own, ast.AnnAssign)]
        yield from (ast.unparse(own.target) for own in fields if holds_arrays(own.annotation))
        made = [own for own in node.body if isinstance(own, ast.FunctionDef) and own.name == "__init__"]
        yield from (name for own in made for name in arguments_of(own))
    elif node.name != "__init__":
        yield from arguments_of(node)
        yield from ["returns"] * holds_arrays(node.returns)


def arguments_of(node: ast.FunctionDef) -> list[str]:
    """The arguments of a function that are arrays."""
    every = (*node.args.args, *node.args.kwonlyargs)
    return [own.arg for own in every if holds_arrays(own.annotation)]


def described(text: str) -> dict[str, str]:
    """The words of a docstring about each name, which stand behind it or below it."""
    words: dict[str, str] = {}
    names: list[str] = []
    for line in text.splitlines():
        if found := NAMED.match(line):
            names = found[1].split(", ")
            words |= dict.fromkeys(names, found[2] or "")
        elif line.startswith("    "):
            words |= {name: f"{words[name]} {line.strip()}" for name in names}
        else:
            names = []
    return words


def gives_shape(words: str, tuples: set[str]) -> bool:
    """True of words that give shape and dtype, or name a class whose docstring does."""
    known = set(re.findall(r"``(\w+)``", words)) <= tuples and "``" in words
    return known or bool("shape" in words and "(" in words and DTYPE.search(words))


def without_shape(node: ast.FunctionDef | ast.ClassDef, tuples: set[str]) -> list[str]:
    """The arrays of a function or a class whose shape or dtype its docstring does not give."""
    text = ast.get_docstring(node) or ""
    words = described(text)
    words.setdefault("returns", text.partition("Returns\n-------\n")[2] or text.partition("\n")[0])
    return [name for name in arrays_of(node) if not gives_shape(words.get(name, ""), tuples)]


def kernel_parts() -> list[tuple[str, ast.FunctionDef | ast.ClassDef]]:
    """The functions and classes of the kernels."""
    return [
        (f"{module}.{node.name}", node)
        for module in modules()
        if module.startswith("kernels")
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    ]


def test_docstrings_begin_with_a_noun_or_a_verb():
    assert begins_badly("How: thus.")
    assert not begins_badly("Whatever follows.")

    every = list(docstrings())
    assert len(every) > 4000
    none_of(f"{place} begins with {text[:30]!r}" for place, text in every if begins_badly(text))


def test_docstrings_of_kernels_give_the_shapes_of_arrays():
    plain = ast.parse(
        'def f(x: Array, y: Array) -> int:\n    """Sums.\n\n    x : int64, shape (n,)\n    """'
    ).body[0]
    assert without_shape(plain, set()) == ["y"]

    parts = kernel_parts()
    tuples = {node.name for _, node in parts if isinstance(node, ast.ClassDef) and [*arrays_of(node)]}
    functions = [node for _, node in parts if isinstance(node, ast.FunctionDef) and [*arrays_of(node)]]
    assert len(tuples) > 15
    assert len(functions) > 100
    none_of(f"{name}: {lacking}" for name, node in parts if (lacking := without_shape(node, tuples)))
