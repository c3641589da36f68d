"""Words that the code and the project's files must not contain."""

import ast
import re
from functools import cache
from pathlib import Path

from architecture.source_tree import ROOT, modules, nodes_of, none_of

from gametheory_paradox import catalog

CATALOG = Path(catalog.__file__).parent

TEXTS = {
    ".py",
    ".md",
    ".yaml",
    ".yml",
    ".toml",
    ".json",
    ".bib",
    ".css",
    ".txt",
    ".ipynb",
    ".nfg",
    ".cff",
    "",
}
FOLDERS = ("gametheory_paradox", "tests", "docs", "examples", "benchmarks", ".ci")


def project_files() -> list[Path]:
    found = [path for path in ROOT.iterdir() if path.is_file() and path.name != ".git"]
    found += [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    return sorted(
        p for p in found if p.suffix in TEXTS and not {"__pycache__", ".ipynb_checkpoints"} & set(p.parts)
    )


@cache
def strings_of(module: str) -> set[str]:
    """The strings in a module's code, docstrings left out."""
    holders = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    docs = {
        id(n.body[0].value)
        for n in nodes_of(module)
        if isinstance(n, holders) and ast.get_docstring(n) is not None
    }
    return {
        n.value
        for n in nodes_of(module)
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in docs
    }


@cache
def words_of_the_catalog() -> set[str]:
    """Names and titles of its games, and the players of the essay's."""
    stems = {part for name in catalog.names() for part in (name, *name.split("/")) if not part.isalpha()}
    players, titles = set(), set()
    for name in catalog.names():
        text = (CATALOG / f"{name}.yaml").read_text(encoding="utf-8")
        titles |= set(re.findall(r"^title: (.*)$", text, re.MULTILINE))
        if name.startswith("seed/"):
            (listed,) = re.findall(r"^players: \[(.*)\]$", text, re.MULTILINE)
            players |= set(listed.split(", "))
    assert len(titles) > 50
    return stems | titles | players


def test_the_code_knows_no_game_of_the_catalog():
    words = words_of_the_catalog()
    assert {"seed/trade-restriction", "trade-restriction", "Pakistan", "IS-K"} <= words
    none_of(
        f"{module} says {word}"
        for module in modules()
        for text in ["\n".join(strings_of(module))]
        for word in words
        if word in text and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
    )
    plain = {part for name in catalog.names() for part in name.split("/", 1)[1:] if part.isalpha()}
    assert plain  # which may stand in a sentence, but not alone
    none_of(f"{module} says {word}" for module in modules() for word in plain & strings_of(module))


def test_no_path_of_some_machine():
    folders = [f"/{folder}/" for folder in ("work", "root", "home", "Users")]
    none_of(
        f"{path.relative_to(ROOT)} names {folder}"
        for path in project_files()
        for folder in folders
        if folder in path.read_text(encoding="utf-8")
    )


def test_the_files_are_found():
    found = {str(path.relative_to(ROOT)) for path in project_files()}
    assert {
        "README.md",
        "Makefile",
        "pyproject.toml",
        "gametheory_paradox/catalog/references.bib",
        "gametheory_paradox/cli/games.py",
    } <= found
    assert len(found) > 100
