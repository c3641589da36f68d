"""The package's modules and what each imports, read from the source and not by importing anything."""

import ast
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import resolve_name
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAME = "gametheory_paradox"
PACKAGE = ROOT / NAME
COMPUTED = "a computed name"


@dataclass(frozen=True)
class Import:
    """One import: who imports what, on which line; inside a function, or for type checking alone."""

    importer: str
    target: str
    line: int
    in_function: bool
    for_types: bool

    @property
    def top(self) -> str:
        """The outermost package of what is imported."""
        return self.target.split(".")[0]

    def __str__(self) -> str:
        return f"{self.importer}:{self.line} imports {self.target}"


@cache
def modules() -> dict[str, Path]:
    """Every module of the package, by its name without the package's; the front door is ''."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def tree_of(module: str) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(modules()[module].read_text(encoding="utf-8"))


@cache
def nodes_of(module: str) -> tuple[ast.AST, ...]:
    """All nodes of the syntax tree of a module, which many rules look through."""
    return tuple(ast.walk(tree_of(module)))


@cache
def imports_of(module: str) -> tuple[Import, ...]:
    """The imports of a module; of ``from x import y`` the target is ``x.y`` where that is a module."""
    return tuple(_walk(module, tree_of(module), False, False))


def all_imports() -> list[Import]:
    """The imports of all modules."""
    return [found for module in modules() for found in imports_of(module)]


def within(found: Import) -> str | None:
    """The module of the package that is imported; None if it is none of ours, '' for the front door."""
    return found.target.removeprefix(NAME).removeprefix(".") if found.top == NAME else None


def is_standard(found: Import) -> bool:
    """True if the import is of Python's standard library."""
    return found.top in sys.stdlib_module_names


def is_foreign(found: Import) -> bool:
    """True if the import is of a package that is neither ours nor Python's."""
    return found.top != NAME and not is_standard(found) and found.target != COMPUTED


def none_of(offenders: Iterable[object]) -> None:
    """Fails if there are offenders against a rule, and names each on a line of its own."""
    lines = [str(offender) for offender in offenders]
    assert not lines, "\n".join(["these break the rule:", *lines])


def _walk(module: str, node: ast.AST, in_function: bool, for_types: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(module, alias.name, child.lineno, in_function, for_types)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, f"{module}:{child.lineno}: imports name the package in full"
            assert child.module is not None
            for alias in child.names:
                assert alias.name != "*", (
                    f"{module}:{child.lineno}: a star says nothing about what is imported"
                )
                yield Import(
                    module, _resolved(child.module, alias.name), child.lineno, in_function, for_types
                )
        elif isinstance(child, ast.Call) and _called(child) in ("import_module", "__import__"):
            name = child.args[0]
            target = name.value if isinstance(name, ast.Constant) else COMPUTED
            yield Import(module, target, child.lineno, in_function, for_types)
        elif isinstance(child, ast.If) and getattr(child.test, "id", None) == "TYPE_CHECKING":
            for part in child.body:
                yield from _walk(module, ast.Module([part], []), in_function, True)
            for part in child.orelse:
                yield from _walk(module, ast.Module([part], []), in_function, for_types)
        else:
            inside = in_function or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from _walk(module, child, inside, for_types)


def _called(call: ast.Call) -> str | None:
    """The last word of the name by which something is called."""
    return getattr(call.func, "attr", None) or getattr(call.func, "id", None)


def _resolved(module: str, name: str) -> str:
    """What is imported: the module of that name, that from which a room offers it, or the one named."""
    full, room = f"{module}.{name}", module.removeprefix(NAME).removeprefix(".")
    if full.removeprefix(f"{NAME}.") in modules():
        return full
    is_room = module.split(".")[0] == NAME and room in modules()
    return offered_by(room).get(name, module) if is_room else module


@cache
def offered_by(room: str) -> dict[str, str]:
    """The names that a room's ``__init__.pyi`` lists, each with the module that holds it."""
    stub = modules()[room].with_suffix(".pyi")
    folder = f"{NAME}.{room}".rstrip(".")
    found = {}
    for node in ast.parse(stub.read_text(encoding="utf-8")).body if stub.exists() else ():
        if isinstance(node, ast.ImportFrom):
            home = resolve_name("." * node.level + (node.module or ""), folder)
            found |= {f"{alias.asname}": home for alias in node.names}
    return found
